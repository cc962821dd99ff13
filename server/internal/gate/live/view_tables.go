package live

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// tablesView is what was counted by requirement, organisation, client and
// extractor. All four are sorted, searched and counted over one span.
type tablesView struct {
	Spans  []choice
	Find   string // what they are searched for
	All    string // address of the page without that
	Tables []tableView
}

// tableView is one table.
type tableView struct {
	ID, Title string
	Now       bool // of what happens now, with each second
	Rest      *restRow
	File      string // what is saved
	Note      string
	Fit       string // how many rows are shown of how many
	Heads     []columnHead
	Rows      []tableRow
	AllRows   string       // address of more rows; "" = all are shown
	CSV       template.URL // of all rows
}

type tableRow struct {
	Name, Small            string
	Over, ID               string // address of its picture, and the link's id; "" = there is none
	Taken                  bool   // the picture is shown
	Counts                 []countCell
	Today, LastAt, LastWas string
	Pulse                  *pulseView // in a table of now
}

// countCell is a count, and in a table of now what it is a second.
type countCell struct{ Head, Number, Rate string }

// restRow is what was counted in the rows that are not shown.
type restRow struct {
	Name   string
	Counts []countCell
}

// cells are the counts of a row, in the order of columns.
func (v *tableView) cells(c *Counts, st *State) (all []countCell) {
	for k, head := range columnWords[1 : 1+kinds] {
		cell := countCell{Head: head, Number: thousands(c.of(kind(k)))}
		if v.Now {
			cell.Rate = rate(c.of(kind(k)), st.Now.Bars*st.Now.BarSeconds)
		}
		all = append(all, cell)
	}
	return all
}

type columnHead struct {
	Words, Address, ID string
	Sort               string // ascending, descending, or "" for a column that does not order
	Number             bool
}

type hiddenField struct{ Name, Value string }

var spanWords = map[string]string{
	"1m": "the last minute", "5m": "the last 5 minutes", "15m": "the last 15 minutes", "1h": "the last hour", "window": "since the window opened", "start": "since this gate started",
}

// columnWords are the headings, in the order of columns, but for the first, which
// is the table's own.
var columnWords = []string{"", "Allowed", "Warned", "Blocked", "Spared", "In 24 hours", "Last"}

// observedNote says what allowed means of a requirement.
const observedNote = "Allowed are those that fell short of what only observes there, or of whom it is not known."

func viewTables(st *State, q query) tablesView {
	v := tablesView{Find: q.find}
	if q.find != "" {
		to := q
		to.find = ""
		v.All = to.address("tables")
	}
	for _, s := range spans {
		if s == "window" && st.Stopped.Since.IsZero() {
			continue
		}
		to := q
		to.span = s
		v.Spans = append(v.Spans, choice{spanWords[s], to.address("tables"), "span-" + s, s == st.Span})
	}
	requirements := st.tableOf(requirementsID, "", "Requirements", "Requirement", &st.Requirements, q, st.Span)
	if len(requirements.Rows) > 0 {
		requirements.Note = observedNote
	}
	requirements.nameRequirements(&st.Requirements)
	v.Tables = []tableView{
		requirements,
		st.tableOf(organisationsID, "", "Organisations", "Organisation", &st.Organisations, q, st.Span),
		st.tableOf(clientsID, "", "Clients, as they say themselves", "Client", &st.Clients, q, st.Span),
		st.tableOf(extractorsID, "", "Extractors", "Extractor", &st.Extractors, q, st.Span),
	}
	return v
}

// nameRequirements puts titles before ids.
func (v *tableView) nameRequirements(t *Table) {
	for i := range v.Rows {
		row, r := &v.Rows[i], &t.Rows[i]
		if r.Name == other {
			continue
		}
		row.Name, row.Small = or(r.Title, r.Part, r.Name), r.Name
		if r.Part != "" {
			row.Small += "/" + r.Part
		}
	}
}

// tableOf puts a table of the rows of an id in words. prefix is what its own ids
// begin with, one is what a row is about, as a heading, and span what it counts.
func (st *State) tableOf(of, prefix, title, one string, t *Table, q query, span string) tableView {
	id := prefix + of
	in := spanWords[span]
	if span != "window" && span != "start" {
		in = "in " + in
	}
	v := tableView{ID: id, Title: title, File: title, Now: prefix != "", Fit: fitWords(t, strings.ToLower(one), q.find, in)}
	by := or(q.sort, "blocked")
	for i, column := range columns {
		if v.Now && (column == "today" || column == "last") {
			continue
		}
		to := q
		to.sort = column
		h := columnHead{Words: or(columnWords[i], one), ID: id + "-by-" + column, Number: column != "name" && column != "last"}
		first, second := "descending", "ascending"
		if column == "name" {
			first, second = second, first
		}
		switch by {
		case column:
			h.Sort, to.sort = first, "-"+column
		case "-" + column:
			h.Sort = second
		}
		h.Address = to.address(id)
		v.Heads = append(v.Heads, h)
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		row := tableRow{
			Name: r.Name, Counts: v.cells(&r.Counts, st),
			Today: thousands(r.Today), LastAt: told(r.LastAt, st.At), LastWas: r.LastWas,
		}
		switch {
		case r.Name == other:
			row.Small = "all names for which there is no row"
		case r.Part != "":
			row.Name += " " + r.Part
		case of == organisationsID:
			row.Small = st.Places[r.Name].brief()
		}
		to := q.pictureOf(of, name{r.Name, r.Part}, name{})
		row.Over, row.ID = to.address("chart"), id+"-over-"+mark(r.Name, r.Part)
		row.Taken = st.Curve.Of == of && st.Curve.Name == r.Name && st.Curve.Part == r.Part && st.Curve.Short == nil
		v.Rows = append(v.Rows, row)
	}
	if more := t.Fit - len(t.Rows); more > 0 {
		if !q.all {
			to := q
			to.all = true
			v.AllRows = to.address(id)
		}
		v.Rest = &restRow{several(uint64(more), "other", "others"), v.cells(&t.Rest, st)}
	}
	// The file has the rows of this span, also where none was asked for. The id is
	// ours, and the values are encoded.
	v.CSV = template.URL("/" + of + ".csv?" + query{span: span, sort: q.sort, find: q.find}.values().Encode())
	return v
}

// mark makes of names a part of an id. It goes with what a link is about and not
// with its place: rows change places each second, and who has the focus on a link
// must not be led elsewhere.
func mark(names ...string) string {
	h := fnv.New64a()
	for _, n := range names {
		fmt.Fprintf(h, "%q", n)
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// fitWords says how many rows are shown, and of how many.
func fitWords(t *Table, one, find, in string) string {
	words := ""
	all := several(uint64(t.All), one, one+"s")
	switch {
	case t.All == 0 && one == "requirement":
		return "No sign-in fell short of anything " + in + "."
	case t.All == 0:
		return "No sign-in came " + in + "."
	case find != "" && t.Fit == 0:
		return "None of " + all + " fits."
	case find != "":
		words = thousands(uint64(t.Fit)) + " of " + all + " fit."
	default:
		words = all + " " + in + "."
	}
	if len(t.Rows) < t.Fit {
		words += " The first " + thousands(uint64(len(t.Rows))) + " are shown."
	}
	return words
}

// hidden are the fields of a form that searches: the rest of the query.
func (q query) hidden() (fields []hiddenField) {
	q.find = ""
	for field, values := range q.values() {
		fields = append(fields, hiddenField{field, values[0]})
	}
	slices.SortFunc(fields, func(a, b hiddenField) int { return cmp.Compare(a.Name, b.Name) })
	return fields
}
