package format

import (
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// OutlookXLSX writes an outlook as a workbook: the worst of it with what must be
// known to read it, and the steps, of which a row has both sides.
func OutlookXLSX(w io.Writer, o *readiness.Outlook) (err error) {
	b, err := newBook(excelRows)
	if err != nil {
		return err
	}
	defer func() {
		if closing := b.file.Close(); err == nil {
			err = closing
		}
	}()
	if err := b.outlook(o); err != nil {
		return err
	}
	if err := b.outlookSteps(o); err != nil {
		return err
	}
	return b.file.Write(w)
}

// The first sheet of an outlook, and what stands in its first cell.
const (
	outlookSheet = "Outlook"
	outlookFirst = "What is stopped"
)

// outlook writes the first sheet.
func (b *book) outlook(o *readiness.Outlook) error {
	s, err := b.sheet(outlookSheet, []float64{26, 24, 40, 12, 12, 12, 12, 12, 12, 14, 60}, false)
	if err != nil {
		return err
	}
	rows := [][]any{
		{titleText(outlookFirst)},
		{"From", when(o.From)},
		{"Until", when(o.Until)},
		{"Facts of", when(o.Known)},
		{"Zone data", o.Zones},
		{"People are told from", o.Told},
	}
	if o.Weeks != nil {
		rows = append(rows, []any{"Weeks of sign-ins", o.Weeks.Weeks}, []any{"Sign-ins in them", o.Weeks.SignIns},
			[]any{"Sign-ins from", when(o.Weeks.From)}, []any{"Sign-ins until", when(o.Weeks.Until)})
	}
	rows = append(rows, nil, []any{titleText("The worst of it")},
		headings("Notices", "From", "Blocking", "People", "Stranded", "Devices", "Clients", "Cards", "Organisations", "Sign-ins refused", "First"))
	for _, side := range sides(o) {
		peak := side.whole.Peak
		if peak == nil {
			rows = append(rows, []any{wrapped(side.notices), "nothing is stopped"})
			continue
		}
		at, people, stranded, refused, first := peak.At, any(""), any(""), any(""), ""
		if peak.Worst != "" {
			at = peak.Worst
		}
		if o.Told != "" {
			people, stranded = peak.People, peak.Stranded
		}
		if peak.SignIns != nil {
			refused = peak.SignIns.Blocked
		}
		if peak.First != nil {
			first = firstWords(peak.First, o.Told != "")
		}
		rows = append(rows, []any{wrapped(side.notices), when(at), wrapped(strings.Join(peak.Blocking, ", ")), people, stranded,
			peak.Devices, peak.Clients, peak.Cards, peak.Organisations, refused, wrapped(first)})
	}
	rows = append(rows, nil, []any{titleText("How to read it")})
	for _, words := range append([]string{weeksWords(o.Weeks, o.Known), eachWords(o.Each)}, o.Notes...) {
		if words != "" {
			rows = append(rows, []any{words})
		}
	}
	for _, row := range rows {
		if err := s.add(row...); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}

// outlookSteps writes a row for each step.
func (b *book) outlookSteps(o *readiness.Outlook) error {
	columns := []column{{title: "From", width: 22}, {title: "Until", width: 22}}
	for _, side := range sides(o) {
		prefix := ""
		if o.Other != nil {
			prefix = side.name + ": "
		}
		for _, c := range []column{
			{title: "worst at", width: 22}, {title: "blocking", width: 30, wrap: true},
			{title: "people", width: 11}, {title: "interrupted", width: 11}, {title: "stranded", width: 11}, {title: "working", width: 11},
			{title: "devices", width: 11}, {title: "clients", width: 11}, {title: "cards", width: 11}, {title: "organisations", width: 13},
			{title: "sign-ins allowed", width: 11}, {title: "sign-ins warned", width: 11}, {title: "sign-ins refused", width: 11},
			{title: "first", width: 50, wrap: true},
		} {
			c.title = prefix + c.title
			columns = append(columns, c)
		}
	}
	l, err := b.list("Steps", columns)
	if err != nil {
		return err
	}
	for i := range o.Steps {
		step := &o.Steps[i]
		row := []any{when(step.At), when(step.Until)}
		for _, side := range sides(o) {
			row = append(row, b.stopCells(side.of(step), o.Told != "")...)
		}
		if err := l.add(row...); err != nil {
			return err
		}
	}
	return l.end("There is no time in this range.")
}

// stopCells are the cells of one side of a step.
func (b *book) stopCells(s *readiness.OutlookStop, told bool) []any {
	counts := func(known bool, list ...int) []any {
		out := make([]any, len(list))
		for i, n := range list {
			if out[i] = ""; known {
				out[i] = n
			}
		}
		return out
	}
	row := []any{when(s.Worst), strings.Join(s.Blocking, ", ")}
	row = append(row, counts(told, s.People, s.Interrupted, s.Stranded, s.Working)...)
	row = append(row, counts(true, s.Devices, s.Clients, s.Cards, s.Organisations)...)
	in := readiness.SignInCount{}
	if s.SignIns != nil {
		in = *s.SignIns
	}
	row = append(row, counts(s.SignIns != nil, in.Allowed, in.Warned, in.Blocked)...)
	first := ""
	if s.First != nil {
		first = firstWords(s.First, told)
	}
	return append(row, first)
}
