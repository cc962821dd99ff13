package notice

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Catalogue is the software that a notice knows, and the status of its
// versions over time.
type Catalogue struct {
	Products []*Product

	byID      map[string]*Product
	cardTypes map[string][]predicate.Value
	cuts      []int64 // instants at which some status changes
}

// Product is one piece of software.
type Product struct {
	ID          string
	Kind        string   // client, middleware, runtime or other
	Names       []string // patterns of names under which it is installed
	Maybe       []string // near misses: not the product until settled
	Generations []Generation
}

// Generation gives a range of versions a status for a span of time.
type Generation struct {
	Versions fact.Range
	Status   string

	from, until int64
	status      predicate.Value
}

// Product returns a product by its id.
func (c *Catalogue) Product(id string) (*Product, bool) {
	p, ok := c.byID[id]
	return p, ok
}

// StatusOf returns the status of a version at an instant; missing where no
// generation holds it.
func (c *Catalogue) StatusOf(product string, v fact.Version, at time.Time) predicate.Value {
	p, ok := c.byID[product]
	if !ok {
		return predicate.Value{}
	}
	t := at.UnixNano()
	for i := range p.Generations {
		if g := &p.Generations[i]; g.from <= t && t < g.until && g.Versions.Contains(v) {
			return g.status
		}
	}
	return predicate.Value{}
}

// SeriesOf returns the series that a type of card may have; none where the
// notice does not say.
func (c *Catalogue) SeriesOf(cardType string) []predicate.Value { return c.cardTypes[cardType] }

// Match is how an installed name fits a catalogue.
type Match int

// How well a name fits.
const (
	NoMatch   Match = iota
	NearMiss        // fits a pattern of maybe: not settled
	FullMatch       // fits a pattern of names
)

// Find returns the products that an installed name fits, by names or, where
// none does, by maybe. Patterns have * for any text and ignore case.
func (c *Catalogue) Find(installed string) ([]*Product, Match) {
	for _, m := range []Match{FullMatch, NearMiss} {
		var found []*Product
		for _, p := range c.Products {
			patterns := p.Names
			if m == NearMiss {
				patterns = p.Maybe
			}
			if slices.ContainsFunc(patterns, func(pattern string) bool { return fits(pattern, installed) }) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found, m
		}
	}
	return nil, NoMatch
}

// fits compares a name with a pattern in which * stands for any text. The other
// signs of path.Match have no meaning here, and neither has the slash.
func fits(pattern, name string) bool {
	fold := strings.NewReplacer("/", "\x00", `\`, `\\`, "[", `\[`, "?", `\?`)
	ok, err := path.Match(fold.Replace(strings.ToLower(pattern)), strings.ReplaceAll(strings.ToLower(name), "/", "\x00"))
	return err == nil && ok
}

// overlap returns two generations that hold one version at one instant.
func (p *Product) overlap() (a, b int, found bool) {
	for i := range p.Generations {
		for j := range i {
			g, h := &p.Generations[j], &p.Generations[i]
			if max(g.from, h.from) < min(g.until, h.until) && g.Versions.Overlaps(h.Versions) {
				return j, i, true
			}
		}
	}
	return 0, 0, false
}
