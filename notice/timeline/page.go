package timeline

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is how many characters a line holds: what fits a mail and a terminal of
// 80 columns.
const width = 78

// page gathers text and breaks its lines.
type page struct{ text strings.Builder }

func (p *page) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, p.text.String())
	return err
}

// blank leaves a line free.
func (p *page) blank() { p.text.WriteByte('\n') }

// heading writes a line or more with a rule below.
func (p *page) heading(words, rule string) {
	long := 0
	for _, line := range broken(strings.Fields(words), width) {
		p.line(0, line)
		long = max(long, utf8.RuneCountInString(line))
	}
	p.line(0, strings.Repeat(rule, min(long, width)))
}

// paragraph writes sentences below each other's beginning.
func (p *page) paragraph(indent int, words string) { p.item(indent, "", words) }

// paragraphs writes each of a list in lines of its own.
func (p *page) paragraphs(indent int, list []string) {
	for _, words := range list {
		p.paragraph(indent, words)
	}
}

// item writes sentences behind a mark, and their further lines below the first
// letter.
func (p *page) item(indent int, mark, words string) {
	p.column(indent, utf8.RuneCountInString(mark), mark, words)
}

// column writes sentences beside a label of at least so many characters.
func (p *page) column(indent, label int, name, words string) {
	inset := indent + label
	lines := broken(strings.Fields(words), width-inset)
	if len(lines) == 0 {
		lines = []string{""}
	}
	pad := max(label-utf8.RuneCountInString(name), 0)
	if utf8.RuneCountInString(name) > label {
		p.line(indent, name)
		p.line(inset, lines[0])
	} else {
		p.line(indent, name+strings.Repeat(" ", pad)+lines[0])
	}
	for _, line := range lines[1:] {
		p.line(inset, line)
	}
}

// verbatim writes a condition as it was written, but for the line breaks that
// its length asks for: spaces inside may matter.
func (p *page) verbatim(indent int, source string) {
	for _, written := range strings.Split(strings.Trim(source, "\n"), "\n") {
		for _, line := range broken(strings.Split(printable(written), " "), width-indent) {
			p.line(indent, line)
		}
	}
}

func (p *page) line(indent int, words string) {
	if words = strings.TrimRight(words, " "); words != "" {
		p.text.WriteString(strings.Repeat(" ", indent))
		p.text.WriteString(words)
	}
	p.text.WriteByte('\n')
}

// broken puts words in lines. One that is longer than a line, such as an
// address, stands whole: cut, it could not be copied.
func broken(words []string, most int) []string {
	var lines []string
	line, length := "", 0
	for i, word := range words {
		n := utf8.RuneCountInString(word)
		if i > 0 && length+1+n > most {
			lines = append(lines, line)
			line, length = word, n
			continue
		}
		if i > 0 {
			line += " "
			length++
		}
		line += word
		length += n
	}
	if len(words) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// clean makes words of a notice fit to stand in a sentence: in one line, and
// without characters that steer a terminal or turn the direction of writing.
func clean(words string) string { return printable(strings.Join(strings.Fields(words), " ")) }

func printable(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, words)
}

// sentence ends words with a full stop, if they have no end yet.
func sentence(words string) string {
	words = clean(words)
	if words == "" || strings.ContainsRune(".!?…", lastRune(words)) {
		return words
	}
	return words + "."
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// quoted puts the words of somebody else in quotation marks, and a full stop
// behind them where they bring none.
func quoted(words string) string {
	words = clean(words)
	if sentence(words) == words {
		return "“" + words + "”"
	}
	return "“" + words + "”."
}

// capital begins words with a capital letter.
func capital(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}
