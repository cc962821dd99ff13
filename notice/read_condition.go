package notice

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

// Bounds of the conditions of one notice together. One takes up to 100 bytes of
// memory for each of its characters and some thousands besides, and three times
// as much once it was explained, so that all of them stay below 32 MB and 96 MB.
// Equal ones count once.
const (
	maxConditionText = 300_000 // code points
	conditionWeight  = 60      // what each counts besides its own
)

// compiled is a condition as it was written, for all that are written so.
type compiled struct {
	predicate *predicate.Predicate
	faults    []predicate.Fault
}

func (r *reader) compile(source string) compiled {
	if known, ok := r.conditions[source]; ok {
		return known
	}
	r.written += conditionWeight + utf8.RuneCountInString(source)
	if r.written > maxConditionText {
		return compiled{} // nothing is said of what is not read
	}
	p, faults := predicate.Compile(source, r.scope())
	c := compiled{p, faults}
	r.conditions[source] = c
	return c
}

// scope is what the conditions of the notice may name. Of a catalogue that goes
// on behind a syntax error not all is known.
func (r *reader) scope() predicate.Scope {
	scope := predicate.Scope{Zone: r.n.Zone, Product: func(id string) bool {
		_, ok := r.n.Catalogue.Product(id)
		return ok || r.partial
	}}
	if r.partial {
		return scope
	}
	if r.words == nil {
		statuses := map[string][]string{}
		for _, p := range r.n.Catalogue.Products {
			statuses[p.ID] = nil
			for _, g := range p.Generations {
				statuses[p.ID] = append(statuses[p.ID], g.Status)
			}
		}
		r.words = predicate.NewVocabulary(statuses)
	}
	scope.Words = r.words
	return scope
}

// condition compiles a condition, and puts its faults and doubts where they
// stand in the file.
func (r *reader) condition(n *text.Node, objects ...predicate.Object) *predicate.Predicate {
	if n == nil || n.Kind != text.Scalar || n.Text == "" || n.Truncated() {
		return nil
	}
	before := r.written
	c := r.compile(n.Text)
	if r.written > maxConditionText && before <= maxConditionText {
		r.error(n, "split the notice, or shorten its conditions", "the conditions of the notice have more than %d characters in all", maxConditionText)
	}
	if c.predicate != nil {
		within := r.steps <= MaxSteps
		if r.steps += c.predicate.Cost; within && r.steps > MaxSteps {
			r.error(n, "let fewer of them walk long lists", "the conditions of the notice may take more than %d steps in all", MaxSteps)
		}
	}
	r.remark(n, Error, c.faults)
	if c.predicate == nil {
		return nil
	}
	r.remark(n, Warning, c.predicate.Doubts)
	if len(objects) > 0 {
		for _, o := range c.predicate.Footprint.Objects() {
			if !slices.Contains(objects, o) {
				r.error(n, "use organisation, device or person", "this condition cannot read %s", o)
			}
		}
	}
	return c.predicate
}

// remark adds what there is to say of a condition, at its places.
func (r *reader) remark(n *text.Node, severity text.Severity, faults []predicate.Fault) {
	for _, f := range faults {
		pos, exact := n.At(f.Offset)
		what := f.What
		if !exact && f.Offset > 0 {
			what += fmt.Sprintf(" (at character %d of the condition)", f.Offset+1)
		}
		r.add(Problem{File: n.File(), Pos: pos, Severity: severity, What: what, Mend: f.Mend})
	}
}
