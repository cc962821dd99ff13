package format

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// csvColumns are the headings of CSV.
var csvColumns = []string{
	"subject", "organisation", "notice", "requirement", "result", "action", "why", "do", "who", "say",
	"dormant", "closed", "disputed",
	"contact_organisation", "contact_team", "contact_name", "contact_phone", "contact_email", "contact_hours",
}

// CSV writes the findings, one a row below one row of headings: UTF-8, comma,
// LF (RFC 4180 as every program reads it). Cells are made safe by [Safe], and
// those with a separator of any locale are quoted. dormant and closed are yes or
// empty; disputed holds the facts that others overruled, with ; between them.
func CSV(w io.Writer, r *readiness.Report) error {
	out := newRowWriter(w, csvColumns)
	for f := range findings(r) {
		contact := readiness.Contact{}
		if f.Contact != nil {
			contact = *f.Contact
		}
		out.write(
			f.Subject, f.Organisation, f.Notice, f.Requirement, f.Result.String(), f.Action.String(), f.Why, f.Do, f.Who, f.Say,
			yes(f.Dormant), yes(f.Closed), disputes(f.Disputed),
			contact.Organisation, contact.Team, contact.Name, contact.Phone, contact.Email, contact.Hours,
		)
		if out.err != nil {
			break
		}
	}
	return out.end()
}

var rejectColumns = []string{"file", "line", "column", "value", "error", "scope"}

// Rejects writes the rows and cells that could not be read, as CSV; at the end
// how many more there are than the report lists.
func Rejects(w io.Writer, r *readiness.Report) error {
	out := newRowWriter(w, rejectColumns)
	for _, x := range r.Rejects {
		line := ""
		if x.Line > 0 {
			line = strconv.Itoa(x.Line)
		}
		out.write(x.File, line, x.Column, x.Value, x.Error, x.Scope)
	}
	if more := r.RejectCount - len(r.Rejects); more > 0 {
		out.write("", "", "", "", fmt.Sprintf("%d more are not listed", more), "")
	}
	return out.end()
}

var mailColumns = []string{"name", "email", "card", "series", "type", "holder", "organisation", "need", "day", "last_used", "certificate_end"}

// MailMerge writes the cards to replace in order of need, as CSV, a row each with
// what a letter to the holder says.
func MailMerge(w io.Writer, r *readiness.Report) error {
	out := newRowWriter(w, mailColumns)
	if r.Cards != nil && r.Cards.All != nil {
		for j := range r.Cards.All {
			out.write(j.Name, j.Email, j.Card, j.Series, j.Type, j.Holder, j.Organisation, j.Need, j.Day, j.LastUsed, j.CertificateEnd)
			if out.err != nil {
				break
			}
		}
	}
	return out.end()
}

// rowWriter writes rows of CSV and keeps the first error.
type rowWriter struct {
	out *bufio.Writer
	row []byte
	err error
}

func newRowWriter(w io.Writer, headings []string) *rowWriter {
	out := &rowWriter{out: bufio.NewWriterSize(w, 1<<16), row: make([]byte, 0, 1024)}
	out.write(headings...)
	return out
}

func (w *rowWriter) write(cells ...string) {
	if w.err != nil {
		return
	}
	w.row = w.row[:0]
	for i, cell := range cells {
		if i > 0 {
			w.row = append(w.row, ',')
		}
		w.row = appendField(w.row, Safe(cell))
	}
	_, w.err = w.out.Write(append(w.row, '\n'))
}

func (w *rowWriter) end() error {
	if w.err != nil {
		return w.err
	}
	return w.out.Flush()
}

// findings yields the report's findings, none where it has no iterator.
func findings(r *readiness.Report) func(func(readiness.Finding) bool) {
	if r.Findings == nil {
		return func(func(readiness.Finding) bool) {}
	}
	return r.Findings
}

// appendField quotes a field that holds a separator of any locale, a quote or a
// line end, or begins or ends with a space. encoding/csv leaves a semicolon
// bare, and LibreOffice by default cuts there too.
func appendField(row []byte, field string) []byte {
	if !strings.ContainsAny(field, "\",;|\t\n") && strings.TrimSpace(field) == field {
		return append(row, field...)
	}
	row = append(row, '"')
	for {
		before, after, found := strings.Cut(field, `"`)
		row = append(row, before...)
		if !found {
			return append(row, '"')
		}
		row = append(row, `""`...)
		field = after
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// disputes words the facts that others overruled.
func disputes(list []readiness.Dispute) string {
	words := make([]string, len(list))
	for i, d := range list {
		words[i] = fmt.Sprintf("%s was %s in %s", d.Fact, d.Value, d.Source)
		if d.Line > 0 {
			words[i] += fmt.Sprintf(" line %d", d.Line)
		}
		if d.Seen != "" {
			words[i] += ", seen " + d.Seen
		}
	}
	return strings.Join(words, "; ")
}
