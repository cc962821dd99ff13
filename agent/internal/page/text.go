package page

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

// width is how wide text is, in characters.
const width = 78

// Text writes the page as lines for a screen.
func (p *Page) Text(w io.Writer) error {
	var b strings.Builder
	entries := p.entries()
	p.head(&b)
	b.WriteString(Wrap(counts(entries), ""))
	if words := p.noCard(); words != "" {
		b.WriteString(Wrap(words, ""))
	}
	if len(needing(entries)) == 0 {
		b.WriteString("\nNothing needs doing.\n")
	}
	for _, e := range entries {
		if e.level == wire.Well {
			continue
		}
		p.textOf(&b, e)
	}
	if n := count(entries, wire.Well); n > 0 {
		b.WriteString("\nWell:\n")
		for _, e := range entries {
			if e.level == wire.Well {
				b.WriteString(Wrap(titled(e), "  "))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// head says which device, and when.
func (p *Page) head(b *strings.Builder) {
	b.WriteString(Wrap(p.which(), ""))
	if words := p.skew(); words != "" {
		b.WriteString(Wrap(words, ""))
	}
}

// which says which device was looked at, and when.
func (p *Page) which() string {
	d := p.Bundle.Device
	var names []string
	for _, name := range []string{d.Name, d.OSName} {
		if name != "" {
			names = append(names, name)
		}
	}
	if names == nil {
		names = []string{"A device whose name could not be read"}
	}
	words := fmt.Sprintf("%s, looked at on %s.", strings.Join(names, ", "), p.day(p.Bundle.TakenAt))
	if p.Bundle.JudgedAt != nil {
		words += fmt.Sprintf(" What the notices ask is that of %s.", p.day(p.now()))
	}
	return words
}

// skew says that the clock is wrong; "" if it is not known to be.
func (p *Page) skew() string {
	s := p.Bundle.SkewSeconds
	if s == nil || *s <= 60 && *s >= -60 {
		return ""
	}
	return fmt.Sprintf("The clock of this computer is wrong by %.0f minutes; the dates here are by it.", *s/60)
}

// noCard says that no card was checked, which nobody is to take for a card that is well;
// "" if one was.
func (p *Page) noCard() string {
	switch {
	case len(p.Bundle.Cards) > 0:
		return ""
	case len(p.Bundle.Readers) == 0:
		return "No card was checked: no reader could be seen."
	case slices.ContainsFunc(p.Bundle.Readers, func(r wire.Reader) bool { return r.State != "empty" }):
		return "No card was checked: none that is in a reader could be looked at."
	}
	return "No card was checked: none was in a reader. Put the card in, and run this again."
}

// counts says how many there are of each level.
func counts(entries []entry) string {
	var words []string
	for _, level := range []wire.Level{wire.Problem, wire.Warning, wire.Unknown, wire.Note, wire.Well} {
		if n := count(entries, level); n > 0 {
			words = append(words, counted(n, level))
		}
	}
	if words == nil {
		return "Nothing was looked at."
	}
	return strings.Join(words, ", ") + "."
}

// marks are the words before a title.
var marks = map[wire.Level]string{wire.Problem: "DOES NOT WORK", wire.Warning: "TO DO", wire.Unknown: "NOT KNOWN", wire.Note: "NOTE"}

// textOf writes one entry: what was found, and of what.
func (p *Page) textOf(b *strings.Builder, e entry) {
	b.WriteString("\n" + Wrap(marks[e.level]+"  "+lead(e), ""))
	b.WriteString(Wrap(sub(e), "  "))
	if e.level == wire.Problem || e.level == wire.Warning {
		if e.do != "" {
			b.WriteString(Wrap(fmt.Sprintf("To do, by %s: %s", Whom(e.who), e.do), "  "))
		}
		if e.fix != "" {
			b.WriteString(Wrap("This program can do it: lanyard-agent check --fix "+e.fix, "  "))
		}
		for _, line := range p.Course(e.steps) {
			b.WriteString(Wrap(line, "  "))
		}
	}
}

// lead is what is told first: what was found, else what was asked.
func lead(e entry) string {
	if e.say == "" || e.level == wire.Well {
		return titled(e)
	}
	return e.say
}

// sub is what the lead is about.
func sub(e entry) string {
	switch {
	case e.say == "":
		return ""
	case e.level == wire.Well:
		return e.say
	case e.check == "":
		return "Asked: " + titled(e) + "."
	}
	return "Looked at: " + titled(e) + "."
}

// titled is the title with what it is about.
func titled(e entry) string {
	if e.about == "" {
		return e.title
	}
	return e.title + " (" + e.about + ")"
}

// Wrap breaks text into lines of the width, each indented.
func Wrap(text, indent string) string {
	var b strings.Builder
	line := indent
	for _, word := range strings.Fields(text) {
		switch {
		case line == indent:
		case len([]rune(line))+1+len([]rune(word)) > width:
			b.WriteString(line + "\n")
			line = indent
		default:
			line += " "
		}
		line += word
	}
	if line != indent {
		b.WriteString(line + "\n")
	}
	return b.String()
}
