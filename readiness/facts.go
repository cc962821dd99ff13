package readiness

import (
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// Facts returns what is known of a subject together with a combination of other
// objects that it was seen with; of the zero Combination, what is known of it
// alone.
func (s *Survey) Facts(subject Subject, c Combination) *notice.Facts {
	f := &notice.Facts{}
	t := s.tied(subject)
	if c.objects != 0 {
		s.signedIn(&t, c.signIn, c.objects)
	}
	s.gather(f, &t, subject.Kind, everything)
	return f
}

// wanted is which facts are to be gathered; a judgement that reads few of them
// need not wait for all.
type wanted struct {
	slots        uint64
	products     []int // nil: all
	applications bool
	above        bool // the organisations above
}

var everything = &wanted{slots: estate.EveryFact, applications: true, above: true}

func (w *wanted) has(a *fact.Attribute) bool { return w.slots&(1<<a.Slot) != 0 }

// gather puts together what is wanted of the facts about all that a subject is
// tied to. A kind of subject is given, whatever is known of it.
func (s *Survey) gather(f *notice.Facts, t *ties, kind notice.Object, w *wanted) {
	f.Give(kind)
	for _, table := range s.tables {
		if table == nil {
			continue
		}
		if row := t.rowOf(table.Object); row != none {
			table.Tell(f, int(row), w.slots)
		}
	}
	if t.device != none {
		s.gatherSoftware(f, int(t.device), w)
	}
	s.gatherClient(f, t, w)
	if t.connection != none {
		s.gatherConnection(f, int(t.connection), w)
	}
	if w.above {
		f.SetWithin(s.above(t, kind))
	}
}

// above returns the organisations above a subject's own, nearest first. Of a
// person in several they are followed by the others and those above them, so that
// an excuse of any of them counts.
func (s *Survey) above(t *ties, kind notice.Object) []string {
	if t.organisation == none {
		return nil
	}
	organisations := s.estate.Organisations
	out := organisations.Within(int(t.organisation))
	if kind != notice.Person {
		return out
	}
	for _, other := range s.otherOrganisations(t.person) {
		for _, code := range append([]string{organisations.Key(int(other))}, organisations.Within(int(other))...) {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// otherOrganisations are those that a person is in besides the first.
func (s *Survey) otherOrganisations(person int32) []int32 {
	var out []int32
	for i, code := range s.estate.PersonOrganisations(int(person)) {
		if row, ok := s.estate.Organisations.Find(code); ok && i > 0 {
			out = append(out, int32(row))
		}
	}
	return out
}
