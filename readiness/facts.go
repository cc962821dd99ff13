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

func (s *Survey) gatherSoftware(f *notice.Facts, device int, w *wanted) {
	software := s.estate.Software
	inventory := software.Of(device)
	products := w.products
	if products == nil && w == everything {
		products = s.everyProduct
	}
	for _, product := range products {
		if cell := s.cell(inventory, product); cell.Known() {
			f.SetSoftware(software.Products()[product], cell)
		}
	}
	if seen := software.Seen(device); seen != estate.NoTime && len(products) > 0 {
		f.SoftwareSeenAt(estate.Instant(seen))
	}
	if !w.applications {
		return
	}
	memberships := s.estate.Memberships
	if set := memberships.Of(device); set != 0 {
		f.SetApplications(s.applicationsOf(set))
		if memberships.Complete(set) {
			f.SetApplicationsComplete()
		}
		if seen := memberships.Seen(device); seen != estate.NoTime {
			f.AttributeSeenAt(applications, estate.Instant(seen))
		}
	}
}

// cell returns what an inventory says of a product. Of a complete one that does
// not list it, it is not installed.
func (s *Survey) cell(inventory uint32, product int) fact.Cell {
	software := s.estate.Software
	number := software.CellNumber(inventory, product)
	if number == 0 && software.Complete(inventory) {
		return fact.Absent()
	}
	return software.CellOf(product, number)
}

func (s *Survey) applicationsOf(set uint32) []notice.Application {
	rows := s.estate.Memberships.Applications(set)
	out := make([]notice.Application, len(rows))
	table := s.tables[notice.ApplicationObject]
	for i, row := range rows {
		out[i].Set(table.key, notice.Text(table.table.Key(int(row))))
		for _, c := range table.columns {
			if possible := c.Possible(c.Number(int(row))); len(possible) == 1 {
				out[i].Set(*c.Attribute, possible[0])
			}
		}
	}
	return out
}

// gatherClient tells the product of an inventory, or the client of a sign-in.
func (s *Survey) gatherClient(f *notice.Facts, t *ties, w *wanted) {
	var seen int64
	switch {
	case t.product != none:
		f.Give(notice.Client)
		software := s.estate.Software
		f.Set(clientProduct, notice.Text(software.Products()[t.product]))
		if newest, ok := s.cell(software.Of(int(t.device)), int(t.product)).Newest(); ok && w.has(&clientVersion) {
			f.Set(clientVersion, notice.VersionOf(newest))
		}
		seen = software.Seen(int(t.device))
	case t.client != none:
		f.Give(notice.Client)
		signIns, i := s.estate.SignIns, int(t.client)
		if product := signIns.Clients.Text(i); product != "" {
			f.Set(clientProduct, notice.Text(product))
		}
		setPossible(f, &clientVersion, signIns.Versions.Possible(signIns.Version(i)))
		seen = signIns.At(i)
	default:
		return
	}
	if seen != estate.NoTime {
		f.SeenAt(notice.Client, estate.Instant(seen))
	}
}

func (s *Survey) gatherConnection(f *notice.Facts, signIn int, w *wanted) {
	f.Give(notice.Connection)
	signIns := s.estate.SignIns
	setPossible(f, &connectionTLS, signIns.TLSVersions.Possible(signIns.TLS(signIn)))
	if seen := signIns.At(signIn); seen != estate.NoTime {
		f.SeenAt(notice.Connection, estate.Instant(seen))
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
