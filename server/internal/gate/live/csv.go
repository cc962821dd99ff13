package live

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// csv is a table of the page as a file, with all its rows.
func (a *admin) csv(w http.ResponseWriter, r *http.Request) {
	q := parseQuery(r.URL.Query())
	file := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/"), ".csv")
	st := a.everything(q)
	var rows [][]string
	switch file {
	case "organisations":
		rows = tableRows([]string{"organisation"}, &st.Organisations, func(r *Row) []string { return []string{r.Name} })
		withPlaces(rows, func(i int) Place { return st.Places[st.Organisations.Rows[i].Name] })
	case "requirements":
		rows = tableRows([]string{"notice", "requirement", "title"}, &st.Requirements, func(r *Row) []string { return []string{r.Name, r.Part, r.Title} })
	case "clients":
		rows = tableRows([]string{"client", "version"}, &st.Clients, func(r *Row) []string { return []string{r.Name, r.Part} })
	case "extractors":
		rows = tableRows([]string{"extractor"}, &st.Extractors, func(r *Row) []string { return []string{r.Name} })
	case "stopped":
		rows = stoppedRows(&st.Stopped)
		withPlaces(rows, func(i int) Place {
			if r := &st.Stopped.Rows[i]; r.Kind == "organisation" {
				return st.Places[r.Name]
			}
			return Place{}
		})
	case "curve":
		rows = curveRows(&st.Curve, st.Started)
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", `attachment; filename="`+file+st.At.Format("-2006-01-02-150405")+`.csv"`)
	c := cells.NewRows(w, rows[0])
	for _, row := range rows[1:] {
		c.Write(row...)
	}
	_ = c.End() // a reader that went away is no fault
}

// everything is the state with all rows of its tables, and its curve as finely as it
// is kept.
func (a *admin) everything(q query) *State {
	q.everyRow = true
	return a.state(&a.sources, q)
}

func tableRows(heads []string, t *Table, names func(*Row) []string) [][]string {
	rows := [][]string{append(heads, "allowed", "warned", "blocked", "weakened", "refused_in_24_hours", "last_at", "last_was")}
	for i := range t.Rows {
		r := &t.Rows[i]
		row := names(r)
		for _, n := range []uint64{r.Allowed, r.Warned, r.Blocked, r.Weakened, r.Today} {
			row = append(row, strconv.FormatUint(n, 10))
		}
		rows = append(rows, append(row, r.LastAt.Format(time.RFC3339), r.LastWas))
	}
	return rows
}

// withPlaces adds to rows, of which the first is the heading, what organisations are
// called and whom to ring there.
func withPlaces(rows [][]string, of func(row int) Place) {
	rows[0] = append(rows[0], "called", "contact", "phone", "hours")
	for i := range rows[1:] {
		p := of(i)
		rows[i+1] = append(rows[i+1], p.Name, p.Contact, p.Phone, p.Hours)
	}
}

func stoppedRows(s *Stopped) [][]string {
	rows := [][]string{{"kind", "name", "part", "in_minutes_before", "minutes_before", "since_opened", "blocked_since_opened", "last_at", "missing"}}
	for i := range s.Rows {
		r := &s.Rows[i]
		rows = append(rows, []string{r.Kind, r.Name, r.Part,
			strconv.FormatUint(uint64(r.Before), 10), strconv.FormatInt(s.MinutesBefore, 10),
			strconv.FormatUint(r.Since, 10), strconv.FormatUint(r.Blocked, 10),
			r.Last.Format(time.RFC3339), strconv.FormatFloat(r.Missing, 'f', 1, 64)})
	}
	return rows
}

// curveRows are the bars of a curve, but for those of when nothing was counted yet, or
// is kept: that is not none.
func curveRows(c *Curve, started time.Time) [][]string {
	rows := [][]string{{"from", "seconds", "allowed", "warned", "blocked", "weakened"}}
	for i := range c.Bars {
		from := c.From.Add(time.Duration(int64(i)*c.BarSeconds) * time.Second)
		until := from.Add(time.Duration(c.BarSeconds) * time.Second)
		if !until.After(started) || from.Before(c.Whole) {
			continue
		}
		row := []string{from.Format(time.RFC3339), strconv.FormatInt(c.BarSeconds, 10)}
		for k := range kinds {
			row = append(row, strconv.FormatUint(c.Bars[i].of(k), 10))
		}
		rows = append(rows, row)
	}
	return rows
}
