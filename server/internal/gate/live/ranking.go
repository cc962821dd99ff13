package live

import (
	"cmp"
	"slices"
	"strings"
)

// wanted says which rows of a table are.
type wanted struct {
	find finding
	sort string // as a query has it
	most int
}

// finding is what rows are searched for.
type finding struct {
	text    string // in lower case; "" = any
	sources *Sources
}

func newFinding(text string, s *Sources) finding {
	return finding{strings.ToLower(strings.TrimSpace(text)), s}
}

// fits tells whether it is in the names of a row; of organisations also in what they
// are called.
func (f finding) fits(kind string, names ...string) bool {
	if f.text == "" || strings.Contains(strings.ToLower(strings.Join(names, " ")), f.text) {
		return true
	}
	return kind == organisationsID && strings.Contains(strings.ToLower(f.sources.name(names[0])), f.text)
}

// ranking takes rows and keeps those that are wanted, in order. There may be tens of
// thousands and a page shows fifty, once a second: the others are dropped as they
// come.
type ranking struct {
	wanted
	of    string // the table's id
	order func(a, b *Row) int
	table Table
	fit   Counts // of all rows that fit
	full  bool   // as many as wanted are found: a row that comes behind least is not
	least Row
}

func newRanking(of string, w wanted) *ranking {
	// A list in JSON, also where it is empty.
	return &ranking{wanted: w, of: of, order: inOrderOf(w.sort), table: Table{Rows: []Row{}}}
}

// add takes a row, which is not kept.
func (l *ranking) add(r *Row) {
	l.table.All++
	if !l.find.fits(l.of, r.Name, r.Part, r.Title) {
		return
	}
	l.table.Fit++
	l.fit.add(r.Counts)
	if l.full && l.order(r, &l.least) > 0 {
		return
	}
	l.table.Rows = append(l.table.Rows, *r)
	if len(l.table.Rows)/2 >= l.most {
		l.rank()
	}
}

// rank puts the rows in order and keeps as many as are wanted.
func (l *ranking) rank() {
	slices.SortFunc(l.table.Rows, func(a, b Row) int { return l.order(&a, &b) })
	if len(l.table.Rows) > l.most {
		l.table.Rows = l.table.Rows[:l.most]
		l.least = l.table.Rows[l.most-1]
		l.full = true
	}
}

// done is the table, with what those rows are together that are not in it.
func (l *ranking) done() Table {
	l.rank()
	l.table.Rest = l.fit
	for i := range l.table.Rows {
		l.table.Rest.less(l.table.Rows[i].Counts)
	}
	return l.table
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
		return cmp.Or(pressure(&b.Counts, &a.Counts), names(a, b))
	}
}

// pressure compares by who is refused more, then who would be, who is warned, and
// who comes.
func pressure(a, b *Counts) int {
	return cmp.Or(cmp.Compare(a.Blocked, b.Blocked), cmp.Compare(a.Weakened, b.Weakened), cmp.Compare(a.Warned, b.Warned), cmp.Compare(a.Allowed, b.Allowed))
}
