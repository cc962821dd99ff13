package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

//go:embed assets/page.css
var looks string

//go:embed assets/page.js
var script string

//go:embed assets/page.html
var markup string

var pageTemplate = template.Must(template.New("page").Parse(markup))

// shown is one entry as the markup shows it.
type shown struct {
	Level                                     wire.Level
	Mark, Lead, Sub, Why, Do, Whom, Fix, From string
	Course                                    []string
	Values                                    []wire.Value
}

// HTML writes the page as one HTML file that fetches nothing.
func (p *Page) HTML(w io.Writer) error {
	entries := p.entries()
	var findings, notes, well []shown
	for _, e := range entries {
		switch e.level {
		case wire.Well:
			well = append(well, p.shown(e))
		case wire.Note:
			notes = append(notes, p.shown(e))
		default:
			findings = append(findings, p.shown(e))
		}
	}
	list, err := asCSV(entries)
	if err != nil {
		return err
	}
	return pageTemplate.Execute(w, map[string]any{
		"Policy": "default-src 'none'; style-src " + hashed(looks) + "; script-src " + hashed(script) + "; base-uri 'none'; form-action 'none'",
		"Style":  template.CSS(looks), "Script": template.JS(script),
		"Title": "Smartcard sign-in on " + nonEmpty(p.Bundle.Device.Name, "this computer"), "Which": p.which(), "Skew": p.skew(),
		"Worst": worst(entries), "Verdict": p.verdict(entries), "Counts": counts(entries), "NoCard": p.noCard(), "Tells": tells(entries),
		"Picture": template.HTML(p.picture(entries)), "CSV": template.URL("data:text/csv;charset=utf-8;base64," + base64.StdEncoding.EncodeToString(list)),
		"Findings": findings, "Notes": notes, "Well": well, "Tables": p.tables(), "Sent": p.Sent, "Withheld": p.withheld(),
		"Agent": p.Bundle.Agent, "Notices": p.notices(),
	})
}

func hashed(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p *Page) shown(e entry) shown {
	s := shown{Level: e.level, Mark: badges[e.level], Lead: lead(e), Sub: sub(e), Why: e.why, From: "Check " + e.check + ".", Values: e.values}
	if e.check == "" {
		s.From = "Asked by the notice " + e.group + "."
	}
	if e.level == wire.Problem || e.level == wire.Warning {
		s.Do, s.Whom, s.Fix = e.do, Whom(e.who), e.fix
		s.Course = p.Course(e.steps)
	}
	return s
}

// badges are the words in front of a title.
var badges = map[wire.Level]string{wire.Problem: "Does not work", wire.Warning: "To do", wire.Unknown: "Not known", wire.Note: "Note", wire.Well: "Well"}

// worst is the worst level of all.
func worst(entries []entry) wire.Level {
	out := wire.Well
	for _, e := range entries {
		if e.level.Worse(out) {
			out = e.level
		}
	}
	if out == wire.Note {
		return wire.Well
	}
	return out
}

// verdict is one sentence for whoever looks for five seconds.
func (p *Page) verdict(entries []entry) string {
	switch worst(entries) {
	case wire.Problem:
		return "Something does not work here, and it is known what."
	case wire.Warning:
		return "It works today. Something needs doing before it stops."
	case wire.Unknown:
		return "Nothing is known to be wrong. Not everything could be looked at."
	}
	if p.noCard() != "" {
		return "Nothing is known to be wrong."
	}
	return "All is well."
}

// tells are the sentences for the person, each once, those of problems first.
func tells(entries []entry) []string {
	var out []string
	said := map[string]bool{}
	for _, e := range needing(entries) {
		if e.tell != "" && !said[e.tell] {
			said[e.tell] = true
			out = append(out, e.tell)
		}
	}
	return out
}

// asCSV are all entries as a table, with nothing that a spreadsheet takes for a
// formula.
func asCSV(entries []entry) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"level", "title", "about", "found", "to do", "by", "check"}}
	for _, e := range entries {
		rows = append(rows, []string{string(e.level), e.title, e.about, e.say, e.do, e.who, e.check})
	}
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("writing findings as CSV: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func nonEmpty(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
