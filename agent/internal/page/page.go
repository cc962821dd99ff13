package page

import (
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/wire"
)

// Page is what is told.
type Page struct {
	Bundle *wire.Bundle
	// Checks are the checks that looked, in the order of their groups.
	Checks []Check
	// Sent is what would be sent, as text, and Withheld what is not in it.
	Sent     string
	Withheld []wire.Reveals
	// LeftOut is what is not in it because it would be too long; nil: nothing.
	LeftOut *wire.LeftOut
	// Name is what people call a product of the catalogues by its id, and anything else
	// itself; nil: ids do.
	Name func(product string) string
	// Zone is that of the notices; nil: UTC.
	Zone *time.Location
}

// Check is what a check says of itself.
type Check struct {
	ID, Title, Group, Why string
}

// entry is one thing that is told: a finding of a check, or what a notice asks.
type entry struct {
	level wire.Level
	title string
	about string
	why   string
	say   string
	tell  string
	do    string
	who   string
	steps []wire.Step
	check string // the check's id; "" = a notice's
	fix   string
	// values are what the finding rests on.
	values []wire.Value
	group  string
}

// entries are all things told, the worst first, else in their order.
func (p *Page) entries() []entry {
	var out []entry
	for _, a := range p.Bundle.Asked {
		out = append(out, entry{
			level: a.Level(), title: a.Title, about: p.about(a.About, a.Title), say: sentence(a.Why), tell: a.Tell, do: a.Say, who: a.Who, steps: a.Steps,
			group: a.Notice,
		})
	}
	for _, f := range p.Bundle.Findings {
		e := entry{level: f.Level, title: f.Check, say: f.Say, tell: f.Tell, do: f.Do, who: f.Who, check: f.Check, fix: f.Fix, values: f.Values}
		if i := slices.IndexFunc(p.Checks, func(c Check) bool { return c.ID == f.Check }); i >= 0 {
			e.title, e.why, e.group = p.Checks[i].Title, p.Checks[i].Why, p.Checks[i].Group
		}
		e.about = p.about(f.About, e.title)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b entry) int {
		switch {
		case a.level.Worse(b.level):
			return -1
		case b.level.Worse(a.level):
			return 1
		}
		return 0
	})
	return out
}

// about is what a title is about, as people call it; "" where the title says it already.
func (p *Page) about(what, title string) string {
	if what == "" || strings.Contains(strings.ToLower(title), strings.ReplaceAll(what, "-", " ")) {
		return ""
	}
	return p.call(what)
}

// call is what people call what may be a product.
func (p *Page) call(what string) string {
	if p.Name == nil {
		return what
	}
	return p.Name(what)
}

// needing are the entries that need somebody.
func needing(entries []entry) []entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return e.level != wire.Problem && e.level != wire.Warning })
}

// count is how many entries have a level.
func count(entries []entry, level wire.Level) int {
	n := 0
	for _, e := range entries {
		if e.level == level {
			n++
		}
	}
	return n
}
