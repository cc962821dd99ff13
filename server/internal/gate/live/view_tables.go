package live

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
)

// tablesView is what was counted by requirement, organisation and client.
type tablesView struct {
	Spans         []choice
	In            string // the span, as a sentence has it
	Requirements  []tableRow
	Organisations []tableRow
	Clients       []tableRow
	Fit           string // how many organisations are shown of how many
	Heads         []columnHead
	Find          string
	Hidden        []hiddenField // the rest of the query, for the form that filters
	AllRows       string        // address of all rows; "" = all are shown
	csv           string
}

type tableRow struct {
	Name, Small                       string
	Over                              string // address of its picture; "" = there is none
	ID                                string
	Taken                             bool
	Allowed, Warned, Blocked          string
	Weakened, Today, LastAt, LastWere string
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

// columnWords are the headings of the table of organisations, in the order of
// columns.
var columnWords = []string{"Organisation", "Allowed", "Warned", "Blocked", "Spared", "Refused or spared in 24 hours", "Last"}

func viewTables(st *State, q query) tablesView {
	v := tablesView{In: spanWords[st.Span], Find: q.find}
	if st.Span == "5m" || st.Span == "1h" {
		v.In = "in " + v.In
	}
	for _, s := range spans {
		if s == "window" && st.Stopped.Since.IsZero() {
			continue
		}
		to := q
		to.span = s
		v.Spans = append(v.Spans, choice{spanWords[s], to.address("tables"), "span-" + s, s == st.Span})
	}
	v.Fit = fitWords(&st.Organisations, q.find, v.In)
	v.heads(q)
	v.form(q)
	// The files have the rows of the page's span, also where none was asked for.
	files := query{span: st.Span, sort: q.sort, find: q.find}
	v.csv = files.values().Encode()
	if st.Organisations.Fit > len(st.Organisations.Rows) || st.Clients.Fit > len(st.Clients.Rows) {
		to := q
		to.all = true
		v.AllRows = to.address("organisations")
	}
	for i := range st.Requirements.Rows {
		r := &st.Requirements.Rows[i]
		row := st.row(r)
		row.Name, row.Small = or(r.Title, r.Part, r.Name), r.Name
		if r.Part != "" {
			row.Small += "/" + r.Part
			to := q
			to.requirement = name{r.Name, r.Part}
			row.Over, row.ID, row.Taken = to.address("chart"), fmt.Sprintf("over-%d", i), st.Curve.Of == row.Small
		}
		v.Requirements = append(v.Requirements, row)
	}
	for i := range st.Organisations.Rows {
		v.Organisations = append(v.Organisations, st.row(&st.Organisations.Rows[i]))
	}
	for i := range st.Clients.Rows {
		v.Clients = append(v.Clients, st.row(&st.Clients.Rows[i]))
	}
	return v
}

func (st *State) row(r *Row) tableRow {
	t := tableRow{
		Name: r.Name, Allowed: thousands(r.Allowed), Warned: thousands(r.Warned), Blocked: thousands(r.Blocked),
		Weakened: thousands(r.Weakened), Today: thousands(r.Today), LastAt: told(r.LastAt, st.At), LastWere: r.LastWas,
	}
	if r.Part != "" {
		t.Name += " " + r.Part
	}
	return t
}

// fitWords says how many organisations are shown, and of how many.
func fitWords(t *Table, find, in string) string {
	words := ""
	all := several(uint64(t.All), "organisation", "organisations")
	switch {
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

// heads makes of each heading a link that sorts by it, and the other way round
// where it does already.
func (v *tablesView) heads(q query) {
	by := or(q.sort, "blocked")
	for i, column := range columns {
		to := q
		to.sort = column
		h := columnHead{Words: columnWords[i], ID: "sort-" + column, Number: column != "name" && column != "last"}
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
		h.Address = to.address("organisations")
		v.Heads = append(v.Heads, h)
	}
}

func (v *tablesView) form(q query) {
	q.find = ""
	for field, values := range q.values() {
		v.Hidden = append(v.Hidden, hiddenField{field, values[0]})
	}
	slices.SortFunc(v.Hidden, func(a, b hiddenField) int { return cmp.Compare(a.Name, b.Name) })
}

// File is the address of a file with the rows of a table.
func (v tablesView) File(table string) template.URL {
	return template.URL("/" + table + ".csv?" + v.csv) // names of ours, and encoded values
}
