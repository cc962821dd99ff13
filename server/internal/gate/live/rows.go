package live

import (
	"math"
	"strings"
	"time"
)

// Table is sign-ins by a name.
type Table struct {
	All  int    `json:"all"`           // names that something was counted of in the span
	Fit  int    `json:"fit"`           // of them, that have what was looked for in their name
	Rows []Row  `json:"rows"`          // those, as many as were asked for
	Rest Counts `json:"rest,omitzero"` // what was counted under those that fit and are not in the rows
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

	// In the tables of now alone: each of its bars, the earliest first, and of which
	// parts the counts are.
	Lately    Bars      `json:"lately,omitempty"`
	Whole     time.Time `json:"wholeFrom,omitzero"` // as that of a Curve
	Shares    []Share   `json:"shares,omitempty"`
	AllShares int       `json:"allShares,omitempty"` // how many there are
}

var kindNames = [kinds]string{allowed: "allowed", warned: "warned", blocked: "blocked", weakened: "weakened"}

// readTables reads all tables, and who stopped coming.
func (l *Live) readTables(st *State, w *Window, q query, find finding, now int64) {
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
	read := func(kind, id string) Table {
		t := l.table(id)
		r := &reading{ranking: newRanking(id, wanted{find, q.sort, most}), kind: kind, comparison: c, in: st.At.Location(), span: st.Span, still: &st.Stopped, mostStill: mostStill}
		t.each(r.row)
		return r.done(t)
	}
	st.Organisations = read("organisation", organisationsID)
	st.Clients = read("client", clientsID)
	st.Requirements = read("requirement", requirementsID)
	st.Extractors = read("extractor", extractorsID)
	st.Stopped.rank(mostStill)
}

// reading goes through the rows of a table once.
type reading struct {
	*ranking
	comparison
	kind      string
	in        *time.Location
	span      string
	still     *Stopped
	mostStill int
	next      Row // the one that is looked at
}

func (r *reading) row(n name, row *tally) {
	if s, ok := r.comparison.still(row); ok && n.of != unknown && n.of != other && r.find.fits(r.of, n.of, n.part, row.title) {
		s.Kind, s.Name, s.Part, s.Last = r.kind, n.of, n.part, time.Unix(int64(row.last), 0).In(r.in)
		r.still.add(s, r.mostStill)
	}
	counted := row.in(r.span, r.comparison)
	if counted.all() == 0 {
		return
	}
	r.next = rowOf(n, row, counted, r.in)
	if strings.TrimPrefix(r.sort, "-") == "today" {
		r.next.Today = row.refusedToday(r.now)
	}
	r.add(&r.next)
}

// rowOf is a row with what was counted in it.
func rowOf(n name, row *tally, counted sums, in *time.Location) Row {
	return Row{
		Name: n.of, Part: n.part, Title: row.title,
		Counts: countsOf(counted),
		LastAt: time.Unix(int64(row.last), 0).In(in), LastWas: kindNames[row.was],
	}
}

// done puts the rows in order, and adds what need not be known of all.
func (r *reading) done(t *table) Table {
	table := r.ranking.done()
	for i := range table.Rows {
		row := &table.Rows[i]
		t.look(name{row.Name, row.Part}, func(tally *tally) { row.Today = tally.refusedToday(r.now) })
	}
	return table
}

// in is what was counted in a span, by its name.
func (t *tally) in(span string, c comparison) sums {
	switch span {
	case "1m":
		all, _ := t.lastSeconds(60, c.now)
		return all
	case "15m":
		all, _ := t.lastSeconds(seconds, c.now)
		return all
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
