package live

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
)

// Table is sign-ins by a name.
type Table struct {
	All  int   `json:"all"`  // names that something was counted of in the span
	Fit  int   `json:"fit"`  // of them, that have what was looked for in their name
	Rows []Row `json:"rows"` // those, as many as were asked for
}

// Row is what was counted under one name. Of a requirement allowed is what fell
// short and was only observed.
type Row struct {
	Name  string `json:"name"`           // of a requirement its notice, of a client its product
	Part  string `json:"part,omitempty"` // the requirement, the version
	Title string `json:"title,omitempty"`
	Counts
	Today   uint64    `json:"refusedToday"` // blocked or weakened in the last 24 hours, to ten minutes
	LastAt  time.Time `json:"lastAt"`
	LastWas string    `json:"lastWas"` // allowed, warned or blocked
}

var kindNames = [kinds]string{allowed: "allowed", warned: "warned", blocked: "blocked", weakened: "weakened"}

// readTables reads all tables, and who stopped coming.
func (l *Live) readTables(st *State, w *Window, q query, now int64) {
	c := l.compare(w, now)
	st.Stopped.Rows = []Still{}
	if w != nil && c.opened != 0 {
		st.Stopped.Since, st.Stopped.Until, st.Stopped.MinutesBefore = w.From, w.Until, c.base
	}
	st.Span = q.span
	if st.Span == "window" && c.opened == 0 || st.Span == "" {
		st.Span = "1h"
		if c.opened != 0 {
			st.Span = "window"
		}
	}
	most, mostStill := mostRows, mostStopped
	switch {
	case q.everyRow:
		most, mostStill = math.MaxInt, math.MaxInt
	case q.all:
		most = allRows
	}
	read := func(kind string, t *table, wanted wanted) Table {
		r := &reading{wanted: wanted, kind: kind, comparison: c, in: st.At.Location(), span: st.Span, still: &st.Stopped, mostStill: mostStill, order: inOrderOf(wanted.sort)}
		r.table.Rows = []Row{} // a list in JSON, also where it is empty
		t.each(r.row)
		return r.done(t)
	}
	find := strings.ToLower(strings.TrimSpace(q.find))
	st.Organisations = read("organisation", l.organisations, wanted{find, q.sort, most})
	st.Clients = read("client", l.clients, wanted{find, q.sort, most})
	st.Requirements = read("requirement", l.requirements, wanted{find, q.sort, most})
	st.Extractors = read("extractor", l.extractors, wanted{find, q.sort, most})
	st.Stopped.rank(mostStill)
}

// wanted says which rows of a table are.
type wanted struct {
	find string // in the name or the title, in lower case; "" = any
	sort string // as a query has it
	most int
}

// reading goes through the rows of a table once. There may be tens of thousands
// and a page shows fifty, once a second: the others are dropped as it goes.
type reading struct {
	wanted
	comparison
	kind      string
	in        *time.Location
	span      string
	still     *Stopped
	mostStill int
	table     Table
	order     func(a, b *Row) int
	full      bool // as many as wanted are found: a row that comes behind least is not
	least     Row
	next      Row // the one that is looked at
}

func (r *reading) row(n name, row *tally) {
	if s, ok := r.comparison.still(row); ok && n.of != unknown && n.of != other {
		s.Kind, s.Name, s.Part, s.Last = r.kind, n.of, n.part, time.Unix(int64(row.last), 0).In(r.in)
		r.still.add(s, r.mostStill)
	}
	counted := row.in(r.span, r.comparison)
	if counted.all() == 0 {
		return
	}
	r.table.All++
	if r.find != "" && !strings.Contains(strings.ToLower(n.of+" "+n.part+" "+row.title), r.find) {
		return
	}
	r.table.Fit++
	r.next = Row{
		Name: n.of, Part: n.part, Title: row.title,
		Counts: countsOf(counted),
		LastAt: time.Unix(int64(row.last), 0).In(r.in), LastWas: kindNames[row.was],
	}
	if strings.TrimPrefix(r.sort, "-") == "today" {
		r.next.Today = row.refusedToday(r.now)
	}
	if r.full && r.order(&r.next, &r.least) > 0 {
		return
	}
	r.table.Rows = append(r.table.Rows, r.next)
	if len(r.table.Rows)/2 >= r.most {
		r.rank()
	}
}

// done puts the rows in order, and adds what need not be known of all.
func (r *reading) done(t *table) Table {
	r.rank()
	for i := range r.table.Rows {
		row := &r.table.Rows[i]
		t.look(name{row.Name, row.Part}, func(tally *tally) { row.Today = tally.refusedToday(r.now) })
	}
	return r.table
}

// in is what was counted in a span, by its name.
func (t *tally) in(span string, c comparison) sums {
	switch span {
	case "5m":
		return t.lastOf(5, c.now)
	case "1h":
		return t.lastOf(60, c.now)
	case "window":
		_, since := t.sinceOpened(c.opened)
		return since
	}
	return t.total.less(t.recalled)
}

// inOrderOf compares rows by a column, so that the highest comes first. With -
// before the column it is the lowest; names go the other way round. Without a
// column those come first that were refused most.
func inOrderOf(column string) func(a, b *Row) int {
	column, ascending := strings.CutPrefix(column, "-")
	var by func(r *Row) uint64
	switch column {
	case "allowed":
		by = func(r *Row) uint64 { return r.Allowed }
	case "warned":
		by = func(r *Row) uint64 { return r.Warned }
	case "weakened":
		by = func(r *Row) uint64 { return r.Weakened }
	case "today":
		by = func(r *Row) uint64 { return r.Today }
	case "last":
		by = func(r *Row) uint64 { return uint64(max(0, r.LastAt.Unix())) }
	default:
		by = func(r *Row) uint64 { return r.Blocked }
	}
	names := func(a, b *Row) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Part, b.Part)) }
	first := func(a, b *Row) int { return cmp.Compare(by(b), by(a)) }
	if column == "name" {
		first = names
	}
	return func(a, b *Row) int {
		if way := first(a, b); way != 0 {
			if ascending {
				return -way
			}
			return way
		}
		return cmp.Or(cmp.Compare(b.Blocked, a.Blocked), cmp.Compare(b.Weakened, a.Weakened), cmp.Compare(b.Warned, a.Warned), cmp.Compare(b.Allowed, a.Allowed), names(a, b))
	}
}

// rank puts the rows in order and keeps as many as are wanted.
func (r *reading) rank() {
	slices.SortFunc(r.table.Rows, func(a, b Row) int { return r.order(&a, &b) })
	if len(r.table.Rows) > r.most {
		r.table.Rows = r.table.Rows[:r.most]
		r.least = r.table.Rows[r.most-1]
		r.full = true
	}
}
