package readiness

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// lack is one thing that a rule reads and that may be missing.
type lack struct {
	lacking
	by       func(row int) bool    // whether a subject lacks it
	fillings []func(*notice.Facts) // ways in which it may be filled; none where that cannot be tried
}

// lacking is a lack in words.
type lacking struct{ missing, do string }

// lacker lists what a rule may lack of its subjects.
type lacker struct {
	moment *Moment
	course *course
	rows   *rows
	oldest int64 // the second before which what was seen is too old; estate.NoTime: nothing is
	lacks  []lack
}

func (m *Moment) lacksOf(rule int) []lack {
	c := m.courses[rule]
	l := &lacker{moment: m, course: c, rows: m.survey.subjects(c.kind), oldest: estate.NoTime}
	if at := c.rule.Oldest(m.at); !at.IsZero() {
		l.oldest = notBefore(at)
	}
	tied := tiedObjects(c.kind)
	for _, t := range m.survey.tables {
		if t != nil && c.objects.has(t.Object) && tied.has(t.Object) {
			l.table(t)
		}
	}
	if tied.has(notice.Device) {
		l.software()
	}
	if c.kind == notice.Connection {
		l.signIn()
	}
	if c.joined != 0 {
		l.others()
	}
	return l.lacks
}

func (l *lacker) add(missing, do string, by func(row int) bool, fillings ...func(*notice.Facts)) {
	l.lacks = append(l.lacks, lack{lacking{missing, do}, by, fillings})
}

// valuesOf are values that an attribute might have: enough of them that it is
// seen whether any would decide.
func (l *lacker) valuesOf(a *fact.Attribute) (fillings []func(*notice.Facts)) {
	var values []notice.Value
	switch a.Type {
	case fact.TypeInt:
		for i := range 16 {
			values = append(values, notice.Int(i))
		}
	case fact.TypeVersion:
		values = append(values, notice.VersionOf(fact.Version{}))
	case fact.TypeTLS:
		values = append(values, notice.TLSOf(fact.TLS10), notice.TLSOf(fact.TLS13))
	case fact.TypeTime:
		values = append(values, notice.Instant(l.moment.at))
	case fact.TypeTextList:
		values = append(values, notice.List(nil))
	case fact.TypeText:
		values = append(values, notice.Text(""))
		for _, text := range a.Enum {
			values = append(values, notice.Text(text))
		}
	}
	for _, v := range values {
		fillings = append(fillings, func(f *notice.Facts) {
			f.Set(*a, v)
			f.AttributeSeenAt(*a, l.moment.at)
		})
	}
	return fillings
}

// cellsOf are ways in which a product might be installed or not.
func (l *lacker) cellsOf(id string) []func(*notice.Facts) {
	fill := func(c fact.Cell) func(*notice.Facts) {
		return func(f *notice.Facts) {
			f.SetSoftware(id, c)
			f.SoftwareSeenAt(l.moment.at)
		}
	}
	return []func(*notice.Facts){fill(fact.Absent()), fill(fact.Cell{}.With(fact.Version{}))}
}

// aged adds what was seen too long ago.
func (l *lacker) aged(what string, row rowFinder, seen func(at int) int64) {
	if l.oldest == estate.NoTime {
		return
	}
	l.add("a newer look at "+what, "take the export again, since what it says is too old", func(i int) bool {
		at := row(i)
		if at == none {
			return false
		}
		second := seen(int(at))
		return second != estate.NoTime && second < l.oldest
	})
}

// table adds the attributes of a table that the rule reads.
func (l *lacker) table(t *estate.Readable) {
	row := l.rows.find[t.Object]
	if t.Object != l.course.kind {
		l.add("which "+t.Object.String()+" belongs to the "+l.course.kind.String(), bringsTie(t.Object), func(i int) bool { return row(i) == none })
	}
	for _, c := range t.Columns {
		a := c.Attribute
		if !l.course.has(a) || a.ClosedWorld || a.Slot == cardType.Slot && l.course.has(&cardSeries) {
			continue // of a card's type the series is what is wanted
		}
		l.add(meaning(a), brings(a), func(i int) bool {
			at := row(i)
			if at == none {
				return false
			}
			if c.Times != nil {
				return c.Times.At(int(at)) == estate.NoTime
			}
			return len(c.Possible(c.Number(int(at)))) != 1
		}, l.valuesOf(a)...)
		l.aged(meaning(a), row, func(at int) int64 { return t.SeenOf(at, c) })
	}
}

// software adds what is not known of the device's.
func (l *lacker) software() {
	device := l.rows.find[notice.Device]
	s := l.moment.survey
	software := s.estate.Software
	cell := func(i, product int) fact.Cell {
		at := device(i)
		if at == none {
			return fact.Cell{}
		}
		return software.Known(software.Of(int(at)), product)
	}
	for _, product := range l.course.products {
		id := software.Products()[product]
		known, name := l.installs(product, fact.Cell.Known), s.set.NameOf(id, l.moment.at)
		l.add("whether "+name+" is installed", bringsSoftware, func(i int) bool { return !known(i) }, l.cellsOf(id)...)
		l.add("which version of "+name+" is installed", bringsSoftware, l.installs(product, func(c fact.Cell) bool {
			_, known := c.Newest()
			return !known && c.Installed() == fact.True
		}), l.cellsOf(id)...)
	}
	if l.course.kind == notice.Client && l.course.has(&clientVersion) {
		var versioned []func(i int) bool
		for product := range software.Products() {
			versioned = append(versioned, l.installs(product, func(c fact.Cell) bool {
				_, known := c.Newest()
				return known
			}))
		}
		l.add(meaning(&clientVersion), bringsSoftware, func(i int) bool {
			return !versioned[s.clients.product[i]](i)
		}, l.valuesOf(&clientVersion)...)
		if l.course.has(&clientStatus) {
			l.add(statusOfVersion, bringsStatus, func(i int) bool {
				product := int(s.clients.product[i])
				version, known := cell(i, product).Newest()
				return known && l.hasNoStatus(software.Products()[product], version)
			})
		}
	}
	if len(l.course.products) > 0 || l.course.kind == notice.Client {
		l.aged("the software of the device", device, software.Seen)
	}
	if l.course.applications {
		memberships := s.estate.Memberships
		l.add(applications.Doc, brings(&applications), func(i int) bool {
			at := device(i)
			return at != none && !memberships.Complete(memberships.Of(int(at)))
		})
		l.aged(applications.Doc, device, memberships.Seen)
	}
}

// installs reports what holds of a product's cell on the device of a subject. Cells
// are few, so it is asked of each once.
func (l *lacker) installs(product int, holds func(fact.Cell) bool) func(i int) bool {
	s := l.moment.survey
	software, device := s.estate.Software, l.rows.find[notice.Device]
	by := make([]bool, software.Cells(product)+2) // as Survey.cells numbers them
	for number := range by {
		by[number] = holds(software.CellOf(product, uint32(number)))
	}
	by[len(by)-1] = holds(fact.Absent())
	cells, nowhere := s.cells([]int{product})[0], holds(fact.Cell{})
	return func(i int) bool {
		at := device(i)
		if at == none {
			return nowhere
		}
		return by[cells.at(int(software.Of(int(at))))]
	}
}

func (l *lacker) hasNoStatus(product string, version fact.Version) bool {
	return l.course.rule.Notice().Catalogue.StatusOf(product, version, l.moment.at).IsMissing()
}

// signIn adds what a connection's sign-in does not say.
func (l *lacker) signIn() {
	s := l.moment.survey
	signIns := s.estate.SignIns
	in := func(row int) int { return int(s.connections[row]) }
	if l.course.has(&connectionTLS) {
		l.add(meaning(&connectionTLS), brings(&connectionTLS), func(row int) bool { return signIns.TLS(in(row)) == 0 }, l.valuesOf(&connectionTLS)...)
	}
	if l.course.has(&clientProduct) {
		l.add(meaning(&clientProduct), brings(&clientProduct), func(row int) bool { return signIns.Client(in(row)) == 0 }, l.valuesOf(&clientProduct)...)
	}
	if l.course.has(&clientVersion) {
		l.add(meaning(&clientVersion), brings(&clientVersion), func(row int) bool { return signIns.Version(in(row)) == 0 }, l.valuesOf(&clientVersion)...)
	}
	if l.course.has(&clientStatus) {
		l.add(statusOfVersion, bringsStatus, func(row int) bool {
			for _, v := range signIns.Versions.Possible(signIns.Version(in(row))) {
				if version, ok := v.Version(); ok {
					return l.hasNoStatus(signIns.Clients.Text(in(row)), version)
				}
			}
			return false
		})
	}
	l.aged("the sign-ins", func(row int) int32 { return int32(in(row)) }, signIns.At)
}

// others adds with whom a subject was seen. What those lack is told by the
// requirements about them.
func (l *lacker) others() {
	s := l.moment.survey
	var names []string
	for o := notice.Card; o <= notice.Person; o++ {
		if l.course.joined.has(o) {
			names = append(names, o.String())
		}
	}
	l.add("which "+strings.Join(names, " and ")+" the "+l.course.kind.String()+" is used with", "give signins.csv of the last weeks", func(row int) bool {
		return len(s.combinations(l.course.joined, Subject{l.course.kind, row}, l.moment.at)) == 0
	})
}
