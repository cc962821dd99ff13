package format

import "strings"

// page gathers the lines of a table.
type page struct {
	width  int
	colour bool
	text   strings.Builder
}

// ink is how text is shown on a terminal. Source: ECMA-48 §8.3.117 (SGR).
type ink string

const (
	bold   ink = "1"
	dim    ink = "2"
	red    ink = "31"
	green  ink = "32"
	yellow ink = "33"
)

func (p *page) ink(i ink, text string) string {
	if !p.colour || i == "" || text == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

// line writes text that is known to fit.
func (p *page) line(text string) {
	p.text.WriteString(strings.TrimRight(text, " "))
	p.text.WriteByte('\n')
}

// note writes a sentence in as many lines as it takes, one column in.
func (p *page) note(words string) { p.labelled("", dim, words) }

func (p *page) inked(i ink, words string) { p.labelled("", i, words) }

// labelled writes a sentence behind a label that stands out.
func (p *page) labelled(label string, i ink, words string) {
	if label != "" {
		words = label + " " + words
	}
	line := ""
	show := func() {
		rest, labelled := strings.CutPrefix(line, label)
		if labelled && label != "" {
			p.line(" " + p.ink(bold, label) + p.ink(i, rest))
			label = ""
			return
		}
		p.line(" " + p.ink(i, line))
	}
	for _, word := range strings.Fields(plain(words)) {
		if line != "" && 1+terminalCells(line)+1+terminalCells(word) > p.width {
			show()
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += p.fit(word, p.width-1)
	}
	if line != "" {
		show()
	}
}

// fit cuts outside text to a width, with a mark where something is missing.
func (p *page) fit(text string, most int) string {
	text = plain(text)
	if terminalCells(text) <= most {
		return text
	}
	return first(text, most-1) + p.mark()
}

// fitID cuts an id to a width, keeping its two ends.
func (p *page) fitID(id string, most int) string {
	id = plain(id)
	if terminalCells(id) <= most {
		return id
	}
	end := (most - 1) / 2
	runes := []rune(id)
	for n := 0; n < end; n++ {
		if end = min(end, len(runes)); terminalCells(string(runes[len(runes)-end:])) <= (most-1)/2 {
			break
		}
		end--
	}
	tail := string(runes[len(runes)-end:])
	return first(id, most-1-terminalCells(tail)) + p.mark() + tail
}

// mark stands where something was cut.
func (p *page) mark() string {
	if p.colour {
		return "…"
	}
	return "~" // readable in every character set
}

// first is what of text takes at most so many columns.
func first(text string, most int) string {
	used := 0
	for i, r := range text {
		if used += runeCells(r); used > most {
			return text[:i]
		}
	}
	return text
}
