package format

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// The first sheet of an answer, and what stands in its first cell.
const (
	overviewSheet = "Overview"
	overviewFirst = "How the estate stands"
)

// overview writes the first sheet: how it stands, and what to do first.
func (b *book) overview(r *readiness.Report, jobs *jobs) error {
	s, err := b.sheet(overviewSheet, []float64{34, 40, 12, 12, 12, 12, 12, 12, 12, 12, 22, 26}, false)
	if err != nil {
		return err
	}
	names := make([]string, len(r.Notices))
	for i, n := range r.Notices {
		names[i] = fmt.Sprintf("%s r%d", n.Notice, n.Revision)
	}
	rows := [][]any{
		{titleText(overviewFirst)},
		{"At", when(r.At)},
		{"By", strings.Join(names, ", ")},
		{"Zone data", r.Zones},
		{"Findings, unmet or unknown", jobs.findings},
	}
	if jobs.nobodys > 0 {
		rows = append(rows, []any{"Findings without a remedy", jobs.nobodys, "They are on no team's list; see the sheet Findings."})
	}
	if c := r.Change; c != nil {
		rows = append(rows, []any{"Since", when(c.Since)}, []any{"Closed, new, came back", fmt.Sprintf("%s, %s, %s", number(c.Closed), number(c.New), number(c.CameBack))})
	}
	if c := r.Cards; c != nil && c.Peak != nil {
		rows = append(rows, []any{"Most certificates end on", when(c.Peak.Date)}, []any{"that many", c.Peak.Cards})
	}
	rows = append(rows, nil)
	rows = append(rows, peopleRows(r)...)
	rows = append(rows, requirementRows(r)...)
	rows = append(rows, taskRows(r)...)
	rows = append(rows, windowRows(r)...)
	rows = append(rows, settleRows(r)...)
	for _, row := range rows {
		if err := s.add(row...); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}

// headings makes a row of headings.
func headings(titles ...string) []any {
	row := make([]any, len(titles))
	for i, title := range titles {
		row[i] = headingText(title)
	}
	return row
}

func requirementRows(r *readiness.Report) [][]any {
	rows := [][]any{
		{titleText("Requirements")},
		headings("Requirement", "Title", "Met", "Unmet", "Unknown", "Exempt", "Not applicable", "Unmet, long unused", "Unmet, closed", "Now", "Next change", "Notice"),
	}
	for i := range r.Requirements {
		q := &r.Requirements[i]
		n := inUse(q)
		next := any("")
		if q.Next != "" {
			next = q.NextAction + " " + day(q.Next, r.At)
		}
		rows = append(rows, []any{q.Requirement, wrapped(q.Title), n.Met, n.Unmet, n.Unknown, n.Exempt, n.NotApplicable, q.Dormant.Unmet, q.Closed.Unmet, q.Action.String(), next, q.Notice})
	}
	return append(rows, []any{"Met to not applicable count what is in use."}, nil)
}

func peopleRows(r *readiness.Report) [][]any {
	rows := [][]any{{titleText("Who cannot work")}}
	if r.People.From == "" {
		return append(rows, []any{"Not known: nothing tells who uses which device or card."}, nil)
	}
	rows = append(rows, headings("", "At", "Stranded", "Interrupted", "Unknown", "Can work"))
	row := func(name string, n *readiness.People) {
		rows = append(rows, []any{name, when(n.At), n.Stranded, n.Interrupted, n.Unknown, n.Working})
	}
	row("now", &r.People)
	if r.People.NextBlock != nil {
		row("at the next block", r.People.NextBlock)
	}
	return append(rows, []any{"Told from", r.People.From}, nil)
}

func taskRows(r *readiness.Report) [][]any {
	if len(r.Tasks) == 0 {
		return nil
	}
	rows := [][]any{{titleText("First things to do")}, headings("Team", "What to do", "People unblocked", "Devices", "Cards", "Organisations", "Disruptive")}
	for _, t := range r.Tasks {
		words := t.Say
		if words == "" {
			words = t.Do
		}
		rows = append(rows, []any{teamName(t.Who), wrapped(words), t.People, t.Devices, t.Cards, t.Organisations, t.Disruptive})
	}
	return append(rows, nil)
}

func windowRows(r *readiness.Report) [][]any {
	if len(r.Windows) == 0 {
		return nil
	}
	rows := [][]any{{titleText("Next windows")}, headings("From", "Requirements")}
	for _, w := range r.Windows {
		rows = append(rows, []any{planned(w, r.At), wrapped(strings.Join(w.Requirements, ", "))})
	}
	return append(rows, nil)
}

func settleRows(r *readiness.Report) [][]any {
	if len(r.Settle) == 0 {
		return nil
	}
	rows := [][]any{{titleText("To settle the unknowns")}, headings("Missing", "What brings it", "Findings")}
	for _, s := range r.Settle {
		rows = append(rows, []any{s.Missing, wrapped(s.Do), s.Findings})
	}
	return append(rows, nil)
}
