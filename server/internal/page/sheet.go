package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

//go:embed assets/sheet.css
var sheetLooks string

// WriteSheet writes what a small organisation has to do as HTML for paper: one
// A4 page for up to 14 computers and 20 smartcards, and further pages for more.
// Of the options it uses Made and Sample.
func WriteSheet(w io.Writer, p *readiness.Practice, o Options) error {
	return templates.ExecuteTemplate(w, "sheet.html", sheetOf(p, o))
}

// sheet is what the page of paper shows.
type sheet struct {
	Name, Code, At, Made string
	Sample               bool
	Style                template.CSS
	Policy               string

	Days     []sheetDay
	MoreDays string
	Steps    []sheetStep
	Unknown  string // what is not known of what is marked with ?
	Devices  []sheetRow
	Cards    []sheetRow
	Fine     string // how many are not listed
	Contacts []*contact
	Lines    []struct{} // to fill in by hand
}

// sheetDay is one block and what it does.
type sheetDay struct{ When, Far, Words string }

// sheetStep is one action, by the letter that marks what needs it.
type sheetStep struct{ Mark, Say, Who string }

// sheetRow is one computer or smartcard.
type sheetRow struct {
	Name, Note string
	Whose      string // of a smartcard
	Marks      []string
	Stops      string
}

// What keeps a full page a page.
const (
	mostSheetDays = 4  // the others are summed up
	mostNamed     = 34 // characters of a name in a row: two lines
	fullRows      = 20 // rows beside which leastLines fit
	leastLines    = 4
	mostLines     = 10
)

func sheetOf(p *readiness.Practice, o Options) sheet {
	at := readWhen(p.At)
	s := sheet{
		Name: short(or(p.Name, p.Organisation, "No organisation")), Code: short(p.Organisation), At: at.words(), Sample: o.Sample,
		Style: template.CSS(sheetLooks), Policy: seal(sheetLooks, ""),
	}
	if s.Code == s.Name {
		s.Code = ""
	}
	if !o.Made.IsZero() {
		s.Made = o.Made.Format("Monday 2 January 2006, 15:04 MST")
	}
	marks := map[string]string{}
	for i, step := range p.Steps {
		mark := letter(i)
		marks[step.Do] = mark
		say := or(long(step.Say), names{}.do(step.Do))
		s.Steps = append(s.Steps, sheetStep{Mark: mark, Say: sentence(say), Who: team(step.Who)})
	}
	var missing []string
	row := func(name, note string, do, unknown []string, stops string) sheetRow {
		r := sheetRow{Name: web.Plain(name, mostNamed), Note: web.Plain(note, mostNamed), Stops: stopsOn(at, stops)}
		for _, id := range do {
			r.Marks = append(r.Marks, or(marks[id], short(id)))
		}
		for _, words := range unknown {
			if words = long(lacking(words)); !slices.Contains(missing, words) {
				missing = append(missing, words)
			}
		}
		if len(unknown) > 0 {
			r.Marks = append(r.Marks, "?")
		}
		return r
	}
	for _, d := range p.Devices {
		note := d.Device
		if d.Name == "" || d.Name == d.Device {
			note = ""
		}
		s.Devices = append(s.Devices, row(or(d.Name, d.Device), note, d.Do, d.Missing, d.Stops))
	}
	for _, c := range p.Cards {
		r := row(c.Card, seriesOf(c), c.Do, c.Missing, c.Stops)
		r.Whose = web.Plain(or(c.Name, c.Holder, "Not known"), mostNamed)
		s.Cards = append(s.Cards, r)
	}
	if len(missing) > 0 {
		s.Unknown = "Not known: " + strings.Join(bounded(missing), "; ") + ". Look at it, and write it below."
	}
	s.Days, s.MoreDays = daysOf(p.Days, at, marks)
	s.Fine = fine(p)
	for i := range p.Contacts {
		if c := contactOf(&p.Contacts[i], p.Organisation, names{}); c != nil {
			s.Contacts = append(s.Contacts, c)
		}
	}
	free := max(fullRows-max(len(p.Devices), len(p.Cards)), 0)
	s.Lines = make([]struct{}, min(leastLines+free/2, mostLines))
	return s
}

// letter marks the steps: A to Z, then A1 to Z1, and so on.
func letter(i int) string {
	mark := string(rune('A' + i%26))
	if i >= 26 {
		mark += fmt.Sprint(i / 26)
	}
	return mark
}

// stopsOn is the day on which something stops, short enough for a column.
func stopsOn(at when, stops string) string {
	w := readWhen(stops)
	switch {
	case stops == "":
		return "no date yet"
	case !w.known():
		return short(stops)
	case at.known() && !w.at.After(at.at):
		return "now"
	}
	return w.at.Format("2 Jan 2006")
}

// daysOf tells what happens on which day. Of many only the first are told one by
// one, and always from when something is stopped for good.
func daysOf(all []readiness.PracticeDay, at when, marks map[string]string) ([]sheetDay, string) {
	var told []sheetDay
	var left []readiness.PracticeDay
	for i, d := range all {
		if i >= mostSheetDays && d.Until != "" {
			left = append(left, d)
			continue
		}
		day := sheetDay{When: capital(span(d.From, d.Until, wholeDay)), Words: happens(d, marks)}
		if i == 0 {
			day.Far = ahead(at, readWhen(d.From))
		}
		told = append(told, day)
	}
	if len(left) == 0 {
		return told, ""
	}
	if len(left) == 1 {
		return told, "And once more, on " + readWhen(left[0].From).words() + "."
	}
	return told, fmt.Sprintf("And %s more, the last on %s.", several(len(left), "time", "times"), readWhen(left[len(left)-1].From).words())
}

// happens says what a block does to whom.
func happens(d readiness.PracticeDay, marks map[string]string) string {
	var what, by []string
	if d.Devices > 0 {
		what = append(what, computers(d.Devices))
	}
	if d.Cards > 0 {
		what = append(what, smartcards(d.Cards))
	}
	for _, do := range d.Do {
		if mark := marks[do]; mark != "" { // what nobody here lacks stops nobody here
			by = append(by, mark)
		}
	}
	if len(what) == 0 {
		return "Nothing that is listed here is stopped."
	}
	words := and(what)
	if len(by) > 0 {
		words += " marked " + join(by, " or ")
	}
	words += " cannot be used to sign in."
	if d.People > 0 {
		words += " That stops " + people(d.People) + "."
	}
	return words
}

// seriesOf names the series of a card, unless its number shows it.
func seriesOf(c readiness.PracticeCard) string {
	if len(c.Card) > 2 && c.Card[:2] == fmt.Sprintf("%02s", c.Series) {
		return ""
	}
	return named("series", c.Series)
}

// fine says how many are well and not listed.
func fine(p *readiness.Practice) string {
	var parts []string
	if p.FineDevices > 0 {
		parts = append(parts, computers(p.FineDevices))
	}
	if p.FineCards > 0 {
		parts = append(parts, smartcards(p.FineCards))
	}
	if len(parts) == 0 {
		return ""
	}
	need := " need nothing and are not listed."
	if p.FineDevices+p.FineCards == 1 {
		need = " needs nothing and is not listed."
	}
	return strings.TrimSpace(and(parts)) + need
}

var withoutNotKnown = strings.NewReplacer(" is not known", "", " are not known", "")

// lacking is what is missing, of what a finding says: without that it is not known, and
// without what it must be.
func lacking(why string) string {
	parts := strings.Split(why, "; ")
	for i, part := range parts {
		part, _, _ = strings.Cut(part, ", and it must ")
		part, _, _ = strings.Cut(part, ", and must ")
		parts[i] = withoutNotKnown.Replace(part)
	}
	return strings.Join(parts, "; ")
}
