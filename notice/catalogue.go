package notice

import (
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
}

// Product is one piece of software.
type Product struct {
	ID          string
	Kind        string   // client, middleware, runtime or other
	Names       []string // patterns of names under which it is installed
	Maybe       []string // near misses: not the product until settled
	Generations []Generation

	names, maybe []string // the patterns in lower case
	cuts         []int64  // instants at which some status changes, in order
}

// Generation gives a range of versions a status for a span of time.
type Generation struct {
	Versions fact.Range
	Status   string

	from, until int64
	status      predicate.Value
}

// Span returns the first instant of the generation and the one that ends it;
// the zero time where it has no such end.
func (g *Generation) Span() (from, until time.Time) {
	if g.from != -maxInstant {
		from = time.Unix(0, g.from).UTC()
	}
	if g.until != maxInstant {
		until = time.Unix(0, g.until).UTC()
	}
	return from, until
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

// NameOf returns what people call a product; "" of one that is not there.
func (c *Catalogue) NameOf(product string) string {
	if p, ok := c.byID[product]; ok {
		return p.Name()
	}
	return ""
}

// Name returns what people call the product: the first of its names, without the star at
// its end, or its id in words where that is a pattern.
func (p *Product) Name() string {
	if len(p.Names) > 0 {
		if name := strings.TrimSpace(strings.TrimSuffix(p.Names[0], "*")); name != "" && !strings.Contains(name, "*") {
			return name
		}
	}
	words := strings.ReplaceAll(p.ID, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
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
	installed = strings.ToLower(installed)
	for _, m := range []Match{FullMatch, NearMiss} {
		var found []*Product
		for _, p := range c.Products {
			patterns := p.names
			if m == NearMiss {
				patterns = p.maybe
			}
			if slices.ContainsFunc(patterns, func(pattern string) bool { return Fits(pattern, installed) }) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found, m
		}
	}
	return nil, NoMatch
}

// Fits reports whether a name is one that a pattern describes, in which * stands
// for any text. Case counts: who ignores it folds both.
func Fits(pattern, name string) bool {
	first, rest, open := strings.Cut(pattern, "*")
	name, ok := strings.CutPrefix(name, first)
	if !ok || !open {
		return ok && name == ""
	}
	for {
		part, after, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(name, part)
		}
		at := strings.Index(name, part) // the earliest leaves most for what follows
		if at < 0 {
			return false
		}
		name, rest = name[at+len(part):], after
	}
}

// cutsFor adds the instants at which a status that a condition reads may change
// for these facts.
func (c *Catalogue) cutsFor(f *Facts, p *predicate.Predicate, add func(int64)) {
	client, _ := f.Get(*clientProduct).Text()
	for _, id := range append([]string{client}, p.Footprint.Products...) {
		if product := c.byID[id]; product != nil {
			for _, t := range product.cuts {
				add(t)
			}
		}
	}
}

var clientProduct, _ = predicate.AttributeOf(predicate.Client, "product")
