package live

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// tablesView is what was counted by requirement, organisation, client and
// extractor. All four are sorted, searched and counted over one span.
type tablesView struct {
	Spans  []choice
	Find   string
	Hidden []hiddenField // the rest of the query, for the form that searches
	Tables []tableView
}

// tableView is one table.
type tableView struct {
	ID, Title string
	Note      string
	Fit       string // how many rows are shown of how many
	Heads     []columnHead
	Rows      []tableRow
	AllRows   string       // address of more rows; "" = all are shown
	CSV       template.URL // of all rows
}

type tableRow struct {
	Name, Small                      string
	Over, ID                         string // address of its picture, and the link's id; "" = there is none
	Taken                            bool   // the picture is shown
	Allowed, Warned, Blocked         string
	Weakened, Today, LastAt, LastWas string
}

type columnHead struct {
	Words, Address, ID string
	Sort               string // ascending, descending, or "" for a column that does not order
	Number             bool
}

type hiddenField struct{ Name, Value string }

var spanWords = map[string]string{
	"5m": "the last 5 minutes", "1h": "the last hour", "window": "since the window opened", "start": "since this gate started",
}

// columnWords are the headings, in the order of columns, but for the first, which
// is the table's own.
var columnWords = []string{"", "Allowed", "Warned", "Blocked", "Spared", "In 24 hours", "Last"}

func viewTables(st *State, q query) tablesView {
	v := tablesView{Find: q.find}
	for _, s := range spans {
		if s == "window" && st.Stopped.Since.IsZero() {
			continue
		}
		to := q
		to.span = s
		v.Spans = append(v.Spans, choice{spanWords[s], to.address("tables"), "span-" + s, s == st.Span})
	}
	v.form(q)
	requirements := st.table(requirementsID, "Requirements", "Requirement", &st.Requirements, q)
	if len(requirements.Rows) > 0 {
		requirements.Note = "Allowed are those that fell short of what only observes there, or of whom it is not known."
	}
	for i := range requirements.Rows {
		row, r := &requirements.Rows[i], &st.Requirements.Rows[i]
		row.Name, row.Small = or(r.Title, r.Part, r.Name), r.Name
		if r.Part != "" {
			row.Small += "/" + r.Part
		}
	}
	v.Tables = []tableView{
		requirements,
		st.table(organisationsID, "Organisations", "Organisation", &st.Organisations, q),
		st.table(clientsID, "Clients, as they say themselves", "Client", &st.Clients, q),
		st.table(extractorsID, "Extractors", "Extractor", &st.Extractors, q),
	}
	return v
}

// table puts a table in words. one is what a row is about, as a heading.
func (st *State) table(id, title, one string, t *Table, q query) tableView {
	in := spanWords[st.Span]
	if st.Span == "5m" || st.Span == "1h" {
		in = "in " + in
	}
	v := tableView{ID: id, Title: title, Fit: fitWords(t, strings.ToLower(one), q.find, in)}
	by := or(q.sort, "blocked")
	for i, column := range columns {
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
			Name: r.Name, Allowed: thousands(r.Allowed), Warned: thousands(r.Warned), Blocked: thousands(r.Blocked),
			Weakened: thousands(r.Weakened), Today: thousands(r.Today), LastAt: told(r.LastAt, st.At), LastWas: r.LastWas,
		}
		if r.Part != "" {
			row.Name += " " + r.Part
		}
		if r.Name != other {
			to := q
			to.of, to.row = id, name{r.Name, r.Part}
			row.Over, row.ID = to.address("chart"), fmt.Sprintf("%s-over-%d", id, i)
			row.Taken = st.Curve.Of == id && st.Curve.Name == r.Name && st.Curve.Part == r.Part
		}
		v.Rows = append(v.Rows, row)
	}
	if t.Fit > len(t.Rows) {
		to := q
		to.all = true
		v.AllRows = to.address(id)
	}
	// The file has the rows of the page's span, also where none was asked for. The
	// id is ours, and the values are encoded.
	v.CSV = template.URL("/" + id + ".csv?" + query{span: st.Span, sort: q.sort, find: q.find}.values().Encode())
	return v
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

func (v *tablesView) form(q query) {
	q.find = ""
	for field, values := range q.values() {
		v.Hidden = append(v.Hidden, hiddenField{field, values[0]})
	}
	slices.SortFunc(v.Hidden, func(a, b hiddenField) int { return cmp.Compare(a.Name, b.Name) })
}
