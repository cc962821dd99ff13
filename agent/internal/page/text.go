package page

import (
	"fmt"
	"io"
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
	var counts []string
	for _, level := range []wire.Level{wire.Problem, wire.Warning, wire.Unknown, wire.Note, wire.Well} {
		if n := count(entries, level); n > 0 {
			counts = append(counts, counted(n, level))
		}
	}
	b.WriteString(wrap(strings.Join(counts, ", ")+".", ""))
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
				b.WriteString(wrap(titled(e), "  "))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// head says which device, and when.
func (p *Page) head(b *strings.Builder) {
	d := p.Bundle.Device
	name := d.OSName
	if d.Name != "" {
		name = d.Name + ", " + name
	}
	b.WriteString(wrap(fmt.Sprintf("%s, looked at on %s.", name, p.day(p.Bundle.TakenAt)), ""))
	if s := p.Bundle.SkewSeconds; s != nil && (*s > 60 || *s < -60) {
		b.WriteString(wrap(fmt.Sprintf("The clock of this device is wrong by %.0f minutes; dates below are by it.", *s/60), ""))
	}
}

// marks are the words before a title.
var marks = map[wire.Level]string{wire.Problem: "DOES NOT WORK", wire.Warning: "TO DO", wire.Unknown: "NOT KNOWN", wire.Note: "NOTE"}

// textOf writes one entry.
func (p *Page) textOf(b *strings.Builder, e entry) {
	b.WriteString("\n" + wrap(marks[e.level]+"  "+titled(e), ""))
	if e.say != "" {
		b.WriteString(wrap(e.say, "  "))
	}
	if e.level == wire.Problem || e.level == wire.Warning {
		if e.do != "" {
			b.WriteString(wrap(fmt.Sprintf("To do, by %s: %s", whom(e.who), e.do), "  "))
		}
		if e.fix != "" {
			b.WriteString(wrap("This program can do it: lanyard-agent check --fix "+e.fix, "  "))
		}
		for _, line := range p.course(e.steps) {
			b.WriteString(wrap(line, "  "))
		}
	}
}

// titled is the title with what it is about.
func titled(e entry) string {
	if e.about == "" {
		return e.title
	}
	return e.title + " (" + e.about + ")"
}

// wrap breaks text into lines of the width, each indented.
func wrap(text, indent string) string {
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
