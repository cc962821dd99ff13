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

var everything = &wanted{slots: 1<<fact.SlotCount - 1, applications: true, above: true}

func (w *wanted) has(a *fact.Attribute) bool { return w.slots&(1<<a.Slot) != 0 }

// tableFacts are the columns of a table that notices can read.
type tableFacts struct {
	object  notice.Object
	table   *estate.Table
	key     fact.Attribute
	columns []*estate.Column
	sources []estate.Source
}

func newTableFacts(e *estate.Estate, object notice.Object, table *estate.Table, key string) *tableFacts {
	t := &tableFacts{object: object, table: table, key: theAttribute(object.String(), key), sources: e.Sources}
	for _, c := range table.Columns {
		if c.Attribute != nil {
			t.columns = append(t.columns, c)
		}
	}
	return t
}

// seenOf returns when a fact of a row was seen. That a row has no groups was seen
// when its subject was listed.
func (t *tableFacts) seenOf(row int, c *estate.Column) int64 {
	if c.Attribute.ClosedWorld && c.Number(row) == 0 {
		return t.listedAt(row)
	}
	return t.table.SeenOf(row, c)
}

// listedAt returns when a file listed the subject of a row.
func (t *tableFacts) listedAt(row int) int64 {
	o, ok := t.table.Origin(row)
	switch {
	case !ok:
		return estate.NoTime
	case o.Seen != estate.NoTime:
		return o.Seen
	}
	return t.sources[o.Source].Made
}

// gather puts together what is wanted of the facts about all that a subject is
// tied to. A kind of subject is given, whatever is known of it.
func (s *Survey) gather(f *notice.Facts, t *ties, kind notice.Object, w *wanted) {
	f.Give(kind)
	for _, table := range s.tables {
		if table == nil {
			continue
		}
		if row := t.rowOf(table.object); row != none {
			table.gather(f, int(row), w)
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

func (t *tableFacts) gather(f *notice.Facts, row int, w *wanted) {
	f.Give(t.object)
	if w.has(&t.key) {
		f.Set(t.key, notice.Text(t.table.Key(row)))
	}
	for _, c := range t.columns {
		a := c.Attribute
		if !w.has(a) {
			continue
		}
		if c.Times != nil {
			if second := c.Times.At(row); second != estate.NoTime {
				f.Set(*a, notice.Instant(estate.Instant(second)))
			}
		} else {
			setPossible(f, a, c.Possible(c.Number(row)))
		}
		if seen := t.seenOf(row, c); seen != estate.NoTime {
			f.AttributeSeenAt(*a, estate.Instant(seen))
		}
	}
}

// setPossible sets an attribute to what it is known to be, or may be.
func setPossible(f *notice.Facts, a *fact.Attribute, possible []notice.Value) {
	switch len(possible) {
	case 0:
	case 1:
		f.Set(*a, possible[0])
	default:
		f.SetSeveral(*a, possible)
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
