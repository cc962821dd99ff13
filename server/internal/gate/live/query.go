package live

import (
	"net/url"
	"slices"
)

// query is what a reader of the page asked for, by the address of the page: so it
// works without a script, can be sent to a colleague, and survives a reload.
type query struct {
	chart    string // how far back the picture goes; "" = by the clock's rate
	of       string // a table, of one of whose rows the picture is; "" = of all sign-ins
	row      name   // that row
	short    name   // a requirement: of an organisation, those that fell short of it
	span     string // what the tables count; "" = since the window opened, else the last hour
	sort     string // column of the tables, with - before it for the lowest first
	find     string // in names and titles
	all      bool   // rows that a page can bear
	everyRow bool   // for a file, with bars as narrow as they are kept; no part of an address
}

// The tables, by the ids of their headings and the names of their files.
const (
	requirementsID  = "requirements"
	organisationsID = "organisations"
	clientsID       = "clients"
	extractorsID    = "extractors"
)

var tableIDs = []string{requirementsID, organisationsID, clientsID, extractorsID}

// pictureOf is the query with the picture of a row; of an organisation also of what
// fell short of a requirement.
func (q query) pictureOf(table string, row, short name) query {
	q.of, q.row, q.short = table, row, short
	return q
}

// table is the table of an id; nil: there is none.
func (l *Live) table(id string) *table {
	switch id {
	case requirementsID:
		return l.requirements
	case organisationsID:
		return l.organisations
	case clientsID:
		return l.clients
	case extractorsID:
		return l.extractors
	}
	return nil
}

// spans are what tables count. start is since the process began.
var spans = []string{"1m", "5m", "15m", "1h", "window", "start"}

// columns are by what tables are sorted.
var columns = []string{"name", "allowed", "warned", "blocked", "weakened", "today", "last"}

// parseQuery reads the address of a page. What it does not know it takes for what
// was not asked.
func parseQuery(v url.Values) query {
	pick := func(key string, from []string) string {
		if value := v.Get(key); slices.Contains(from, value) {
			return value
		}
		return ""
	}
	q := query{
		chart: pick("chart", chartNames()),
		span:  pick("span", spans),
		find:  v.Get("find"),
		all:   v.Get("rows") == "all",
	}
	if len(q.find) > mostFindBytes {
		q.find = q.find[:mostFindBytes]
	}
	if of, n := pick("of", tableIDs), v.Get("name"); of != "" && n != "" {
		q.of, q.row = of, name{of: label(n)}
		if part := v.Get("part"); part != "" {
			q.row.part = label(part)
		}
		if n, r := v.Get("notice"), v.Get("requirement"); of == organisationsID && n != "" && r != "" {
			q.short = name{label(n), label(r)}
		}
	}
	if s := v.Get("sort"); s != "" {
		column := s
		if s[0] == '-' {
			column = s[1:]
		}
		if slices.Contains(columns, column) {
			q.sort = s
		}
	}
	return q
}

// values writes the query as an address has it.
func (q query) values() url.Values {
	v := make(url.Values)
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("chart", q.chart)
	set("of", q.of)
	set("name", q.row.of)
	set("part", q.row.part)
	set("notice", q.short.of)
	set("requirement", q.short.part)
	set("span", q.span)
	set("sort", q.sort)
	set("find", q.find)
	if q.all {
		v.Set("rows", "all")
	}
	return v
}

// address is where the page of the query is.
func (q query) address(anchor string) string {
	a := "/"
	if v := q.values(); len(v) > 0 {
		a += "?" + v.Encode()
	}
	if anchor != "" {
		a += "#" + anchor
	}
	return a
}
