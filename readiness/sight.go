package readiness

import (
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// sight is all that a rule can see of rows: subjects, sign-ins or organisations.
// Rows that are alike in it are judged alike.
type sight struct {
	fixed []lane  // the same at every instant
	timed []timed // of which an instant sees its own view
}

// timed is a lane of places.
type timed struct {
	places *places
	at     func(row int) uint32
}

// lanes are all of them, by which rows are told apart for all instants at once.
func (v *sight) lanes() []lane {
	out := slices.Clone(v.fixed)
	for _, t := range v.timed {
		out = append(out, lane{count: t.places.count(), at: t.at})
	}
	return out
}

// fix adds what is the same at every instant.
func (v *sight) fix(l lane) {
	if l.count > 1 {
		v.fixed = append(v.fixed, l)
	}
}

// watch adds an instant that is compared.
func (v *sight) watch(p places, at func(row int, p *places) uint32) {
	if len(p.marks) > 0 {
		v.timed = append(v.timed, timed{&p, func(row int) uint32 { return at(row, &p) }})
	}
}

// looker lays out a sight.
type looker struct {
	*sight
	survey *Survey
	reads  *reads
	rows   *rows
}

// look lays out what is seen of some objects of rows.
func (s *Survey) look(r *reads, rows *rows, objects objectSet) *sight {
	l := looker{&sight{}, s, r, rows}
	for o := notice.Card; o <= notice.Organisation; o++ {
		if objects.has(o) && r.objects.has(o) {
			l.object(o)
		}
	}
	return l.sight
}

func (l *looker) object(o notice.Object) {
	row := l.rows.of(o)
	if o != l.rows.own {
		l.fix(lane{count: 2, at: func(i int) uint32 {
			if row(i) == none {
				return 0
			}
			return 1
		}})
	}
	switch {
	case o == notice.Client && l.rows.own == notice.Client:
		l.installedClient()
	case o == notice.Client:
		l.client(row)
	case o == notice.Connection:
		l.connection(row)
	default:
		l.table(l.survey.tables[o], row)
	}
	if o == notice.Device {
		l.software(row)
		l.applications(row)
	}
}

// table sees the attributes of a row.
func (l *looker) table(t *estate.Readable, row rowFinder) {
	if l.reads.has(&t.Key) && !t.Key.Identity {
		l.fix(lane{count: t.Table.Len() + 1, at: func(i int) uint32 { return uint32(row(i) + 1) }})
	}
	for _, c := range t.Columns {
		if !l.reads.has(c.Attribute) {
			continue
		}
		if c.Times == nil {
			l.fix(l.rows.column(c, row).lane())
		} else {
			l.watch(newPlaces(l.reads.marks(c.Attribute)), func(i int, p *places) uint32 {
				at := row(i)
				if at == none {
					return 0
				}
				return p.of(c.Times.At(int(at)))
			})
		}
		l.age(row, func(at int) int64 { return t.SeenOf(at, c) })
	}
}

// age sees whether something was seen too long ago.
func (l *looker) age(row rowFinder, seen func(at int) int64) {
	if !l.reads.ages {
		return
	}
	l.watch(newPlaces(l.reads.oldest), func(i int, p *places) uint32 {
		at := row(i)
		if at == none {
			return 0
		}
		return p.ofAge(seen(int(at)))
	})
}

// software sees the cells of the products that are named.
func (l *looker) software(device rowFinder) {
	if len(l.reads.products) == 0 {
		return
	}
	software := l.survey.estate.Software
	inventories := l.rows.strip("inventory", manyNumbers, func(i int) uint32 {
		at := device(i)
		if at == none {
			return 0
		}
		return software.Of(int(at))
	})
	for _, cells := range l.survey.cells(l.reads.products) {
		l.fix(cells.through(inventories.longs))
	}
	l.age(device, software.Seen)
}

// applications sees the applications of a device, and whether they are all.
func (l *looker) applications(device rowFinder) {
	if !l.reads.applications {
		return
	}
	memberships := l.survey.estate.Memberships
	l.fix(l.rows.strip("applications", memberships.Sets()+1, func(i int) uint32 {
		at := device(i)
		if at == none {
			return 0
		}
		return memberships.Of(int(at))
	}).lane())
	l.age(device, memberships.Seen)
}

// installedClient sees a product of the device's software.
func (l *looker) installedClient() {
	clients, software := &l.survey.clients, l.survey.estate.Software
	products := l.rows.strip("product", len(software.Products()), func(i int) uint32 { return uint32(clients.product[i]) })
	l.fix(products.lane())
	if l.reads.has(&clientVersion) {
		most := 0
		for product := range software.Products() {
			most = max(most, software.Cells(product))
		}
		cells := l.survey.cells(l.survey.everyProduct)
		l.fix(l.rows.strip("version", most+2, func(i int) uint32 {
			return cells[clients.product[i]].at(int(software.Of(int(clients.device[i]))))
		}).lane())
	}
	l.age(func(i int) int32 { return clients.device[i] }, software.Seen)
}

// client sees what a sign-in says of its client.
func (l *looker) client(signIn rowFinder) {
	signIns := l.survey.estate.SignIns
	l.fix(l.rows.column(signIns.Clients, signIn).lane())
	if l.reads.has(&clientVersion) {
		l.fix(l.rows.column(signIns.Versions, signIn).lane())
	}
	l.age(signIn, signIns.At)
}

// connection sees what a sign-in says of its connection.
func (l *looker) connection(signIn rowFinder) {
	signIns := l.survey.estate.SignIns
	if l.reads.has(&connectionTLS) {
		l.fix(l.rows.column(signIns.TLSVersions, signIn).lane())
	}
	l.age(signIn, signIns.At)
}
