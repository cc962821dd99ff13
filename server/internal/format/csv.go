package format

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// csvColumns are the headings of CSV.
var csvColumns = []string{
	"subject", "organisation", "notice", "requirement", "result", "action", "why", "do", "who", "say",
	"dormant", "closed", "disputed",
	"contact_organisation", "contact_team", "contact_name", "contact_phone", "contact_email", "contact_hours",
}

// CSV writes the findings, one a row below one row of headings, as [cells.Rows]
// does. dormant and closed are yes or empty; disputed holds the facts that others
// overruled, with ; between them.
func CSV(w io.Writer, r *readiness.Report) error {
	out := cells.NewRows(w, csvColumns)
	for f := range findings(r) {
		contact := readiness.Contact{}
		if f.Contact != nil {
			contact = *f.Contact
		}
		out.Write(
			f.Subject, f.Organisation, f.Notice, f.Requirement, f.Result.String(), f.Action.String(), f.Why, f.Do, f.Who, f.Say,
			yes(f.Dormant), yes(f.Closed), disputes(f.Disputed),
			contact.Organisation, contact.Team, contact.Name, contact.Phone, contact.Email, contact.Hours,
		)
		if out.Err() != nil {
			break
		}
	}
	return out.End()
}

var rejectColumns = []string{"file", "line", "column", "value", "error", "scope"}

// Rejects writes the rows and cells that could not be read, as CSV; at the end
// how many more there are than the report lists.
func Rejects(w io.Writer, r *readiness.Report) error {
	out := cells.NewRows(w, rejectColumns)
	for _, x := range r.Rejects {
		line := ""
		if x.Line > 0 {
			line = strconv.Itoa(x.Line)
		}
		out.Write(x.File, line, x.Column, x.Value, x.Error, x.Scope)
	}
	if more := r.RejectCount - len(r.Rejects); more > 0 {
		out.Write("", "", "", "", fmt.Sprintf("%d more are not listed", more), "")
	}
	return out.End()
}

var mailColumns = []string{"name", "email", "card", "series", "type", "holder", "organisation", "need", "day", "last_used", "certificate_end"}

// MailMerge writes the cards to replace in order of need, as CSV, a row each with
// what a letter to the holder says.
func MailMerge(w io.Writer, r *readiness.Report) error {
	out := cells.NewRows(w, mailColumns)
	if r.Cards != nil && r.Cards.All != nil {
		for j := range r.Cards.All {
			out.Write(j.Name, j.Email, j.Card, j.Series, j.Type, j.Holder, j.Organisation, j.Need, j.Day, j.LastUsed, j.CertificateEnd)
			if out.Err() != nil {
				break
			}
		}
	}
	return out.End()
}

// findings yields the report's findings, none where it has no iterator.
func findings(r *readiness.Report) func(func(readiness.Finding) bool) {
	if r.Findings == nil {
		return func(func(readiness.Finding) bool) {}
	}
	return r.Findings
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
