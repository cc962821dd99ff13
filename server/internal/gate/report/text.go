package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// textWidth is how many columns of a terminal the text takes.
const textWidth = 78

// WriteText writes the report in short, for a terminal. Of long lists it has the
// beginning.
func (r *Report) WriteText(w io.Writer) error {
	t := texter{out: bufio.NewWriter(w)}
	t.wrap("", "After the window: "+r.name())
	t.wrap("", r.times())
	t.wrap("", r.subject())
	t.line("")
	t.wrap("", r.soFar())
	t.wrap("", r.headline())
	t.wrap("", r.foretold())
	t.wrap("", r.decided())
	t.list(r.beside())

	if r.Blocked.Who.Total() > 0 {
		t.heading("Back")
		for i, way := range r.Back.Ways {
			if n := way.Who.Total(); n > 0 {
				t.row(fmt.Sprintf("%7s", web.Thousands(n)), how(i).words())
			}
		}
		t.list(r.backWords())
	}
	t.away(r)
	t.organisations(r)
	if r.Preview.Why == "" {
		t.heading("Against the preview")
		for _, week := range r.Preview.Weeks {
			t.row(fmt.Sprintf("%7s", week.number()), span(week.From, week.Until))
		}
		t.row(fmt.Sprintf("%7s", web.Thousands(r.Blocked.Who.Total())), "refused in the window")
		for _, c := range r.classes() {
			t.wrap("  ", c.Words+": "+c.Who.words()+".")
		}
		t.list(r.previewWords())
	}
	t.heading("What was strange")
	if words := r.strangeWords(); len(words) > 0 {
		t.list(words)
	} else {
		t.wrap("  ", "Nothing.")
	}
	t.heading("How this was counted")
	t.list(r.counted())
	if t.err != nil {
		return t.err
	}
	return t.out.Flush()
}

// number is how many fell short in a week; "-" where that is not known.
func (w *Week) number() string {
	if w.Decisions == 0 {
		return "-"
	}
	return web.Thousands(w.Who.Total())
}

// away writes the list of those who never came back, by organisation.
func (t *texter) away(r *Report) {
	if len(r.Away) == 0 {
		return
	}
	t.heading(fmt.Sprintf("Not back (%s)", web.Thousands(len(r.Away))))
	before := ""
	for i := range r.Away[:min(len(r.Away), mostTextRows)] {
		a := &r.Away[i]
		if i == 0 || a.Organisation != before {
			before = a.Organisation
			t.wrap("  ", a.where()+". "+a.ring())
		}
		t.wrap("    ", fmt.Sprintf("%s. %s", a.whoWords(), a.lastWords(r)))
	}
	if more := len(r.Away) - mostTextRows; more > 0 {
		t.wrap("  ", fmt.Sprintf("And %s more; the CSV file lists all.", web.Thousands(more)))
	}
}

// organisations writes what the window did to each.
func (t *texter) organisations(r *Report) {
	if len(r.Organisations) == 0 {
		return
	}
	t.heading("By organisation")
	t.line("  blocked    back  not back  expected")
	for i := range r.Organisations[:min(len(r.Organisations), mostTextOrganisations)] {
		o := &r.Organisations[i]
		expected := "-"
		if r.Preview.Why == "" {
			expected = web.Thousands(o.Expected)
		}
		t.row(fmt.Sprintf("%9s %7s %9s %9s", web.Thousands(o.Blocked.Total()), web.Thousands(o.Back), web.Thousands(o.Away), expected), organisationWords(o.Organisation, o.Name))
	}
	if more := len(r.Organisations) - mostTextOrganisations; more > 0 {
		t.wrap("  ", fmt.Sprintf("And %s more.", several(more, "organisation", "organisations")))
	}
}

// texter writes lines and keeps the first error.
type texter struct {
	out *bufio.Writer
	err error
}

func (t *texter) line(text string) {
	if t.err == nil {
		_, t.err = t.out.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

func (t *texter) heading(text string) {
	t.line("")
	t.line(text)
}

// list writes sentences, each on lines of its own.
func (t *texter) list(sentences []string) {
	for _, s := range sentences {
		t.wrap("  ", s)
	}
}

// row writes what stands in a column, and words beside it.
func (t *texter) row(column, words string) {
	t.hang(column+"  ", strings.Repeat(" ", utf8.RuneCountInString(column)+2), words)
}

// wrap writes words in lines that fit; none if there are none.
func (t *texter) wrap(indent, words string) {
	if words != "" {
		t.hang(indent, indent+"  ", words)
	}
}

// hang writes words behind first, and further lines of them behind next. A word
// that is wider than a line is broken.
func (t *texter) hang(first, next, words string) {
	line := []rune(first)
	begun := false
	for field := range strings.FieldsSeq(words) {
		word := []rune(field)
		if begun && len(line)+1+len(word) > textWidth {
			t.line(string(line))
			line, begun = []rune(next), false
		}
		if begun {
			line = append(line, ' ')
		}
		begun = true
		for room := textWidth - len(line); len(word) > room; room = textWidth - len(line) {
			t.line(string(line) + string(word[:room]))
			line, word = []rune(next), word[room:]
		}
		line = append(line, word...)
	}
	t.line(string(line))
}
