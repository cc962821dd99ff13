package mail

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What the text lists at most; the attachment has everything.
const (
	listedSubjects = 200       // of one cause
	listedFacts    = 40        // of one subject
	listedSteps    = 20        // of what happens by one cause
	listedText     = 500       // characters of one value
	maxText        = 1_000_000 // bytes of it all
)

// mostKinds is how many kinds of subjects there are: card, device, client,
// application, person.
const mostKinds = 5

// textWidth is how long a line of the text is, unless a single word is longer.
const textWidth = 76

// text is the body: what is wrong, why it matters, what would mend it, and the
// evidence.
func (c *Case) text(attachment string) string {
	t := &text{}
	title := c.Title
	if title == "" && len(c.Causes) > 0 {
		title = cmp.Or(c.Causes[0].Title, c.Causes[0].Requirement)
	}
	t.words("", "", sentence(c.description(title)))
	t.blank()
	if c.Description != "" {
		t.words("", "Described as: ", clean(c.Description))
		t.blank()
	}
	if ring := contact(c); ring != "" {
		t.words("", "To ask about it: ", ring)
	}
	t.words("", "", "Made by Lanyard on "+c.Made.Format("Monday 2 January 2006 at 15:04 (-0700)")+", case "+c.ID+". All of this is in the attached "+attachment+", for programs.")
	for i, cause := range c.Causes {
		t.blank()
		if t.Len() > maxText {
			t.words("", "", fmt.Sprintf("And %d more, in the attachment.", len(c.Causes)-i))
			break
		}
		t.cause(i+1, cause)
	}
	return t.String()
}

// description says what falls short, in one sentence.
func (c *Case) description(title string) string {
	subjects := make(map[string]bool)
	organisations := make(map[string]bool)
	kinds := make(map[string]int)
	var order []string
	for _, cause := range c.Causes {
		for _, s := range cause.Subjects {
			if subjects[s.ID] {
				continue
			}
			subjects[s.ID] = true
			organisations[s.Organisation] = true
			kind, _, _ := strings.Cut(clean(s.ID), ":")
			if kinds[kind]++; kinds[kind] == 1 {
				order = append(order, kind)
			}
		}
	}
	delete(organisations, "")
	counts := make([]string, 0, len(order))
	for _, kind := range order[:min(len(order), mostKinds)] {
		counts = append(counts, plural(kinds[kind], kind, strings.Replace(kind+"s", "persons", "people", 1)))
	}
	verb := " do"
	if len(subjects) == 1 {
		verb = " does"
	}
	words := clean(title) + ": " + strings.Join(counts, ", ") + verb + " not meet this"
	switch len(organisations) {
	case 0:
	case 1:
		for name := range organisations {
			words += ", at " + clean(name)
		}
	default:
		words += ", at " + plural(len(organisations), "organisation", "organisations")
	}
	return words
}

func contact(c *Case) string {
	if c.Contact == nil {
		return ""
	}
	var words []string
	phone := suffix("tel. ", c.Contact.Phone)
	for _, word := range []string{c.Contact.Team, c.Contact.Name, phone, c.Contact.Email, c.Contact.Hours} {
		if word = clean(word); word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// text gathers lines. What comes from outside always stands behind a word of
// ours on its first line and behind spaces on the others.
type text struct{ strings.Builder }

func (t *text) blank() { t.WriteString("\n") }

// cause writes one requirement and its subjects.
func (t *text) cause(n int, c Cause) {
	t.words("", fmt.Sprintf("%d. ", n), sentence(cmp.Or(clean(c.Title), clean(c.Requirement))))
	rows := []struct{ label, words string }{
		{"Requirement: ", strings.TrimSpace(clean(c.Requirement) + suffix(" of the notice ", clean(c.Notice)))},
		{"Why it matters: ", sentence(c.Why)},
		{"What would mend it: ", sentence(cmp.Or(c.Say, c.Do))},
		{"Due: ", clean(c.Due)},
	}
	for _, row := range rows {
		if row.words != "" {
			t.words("   ", row.label, row.words)
		}
	}
	for i, step := range c.Course {
		if i == listedSteps {
			t.words("   ", "", fmt.Sprintf("and %d more, in the attachment.", len(c.Course)-i))
			break
		}
		t.words("   ", "What happens: ", sentence(step))
	}
	t.blank()
	for i, s := range c.Subjects {
		if i == listedSubjects || t.Len() > maxText {
			t.words("   ", "", fmt.Sprintf("and %d more, in the attachment.", len(c.Subjects)-i))
			break
		}
		where := strings.Replace(clean(s.ID), ":", " ", 1) + suffix(", organisation ", clean(s.Organisation))
		t.words("   ", "- ", where+suffix(": ", clean(s.Why)))
		for i, f := range s.Facts {
			if i == listedFacts {
				t.words("       ", "", fmt.Sprintf("and %d more, in the attachment.", len(s.Facts)-i))
				break
			}
			t.words("       ", clean(f.Name)+" = ", clean(f.Value)+suffix(", from ", clean(f.Source))+suffix(", seen ", clean(f.Seen)))
		}
	}
}

// words writes a label and words behind it, and what does not fit below.
func (t *text) words(indent, label, words string) {
	line := indent + label
	below := indent
	if label != "" {
		below += "  "
	}
	width := utf8.RuneCountInString(line)
	empty := true
	for _, word := range strings.Fields(words) {
		n := utf8.RuneCountInString(word)
		if !empty && width+1+n > textWidth {
			t.WriteString(strings.TrimRight(line, " ") + "\n")
			line = below
			width, empty = utf8.RuneCountInString(line), true
		}
		if !empty {
			line += " "
			width++
		}
		line += word
		width += n
		empty = false
	}
	t.WriteString(strings.TrimRight(line, " ") + "\n")
}

// suffix is words behind a link, nothing where there are none.
func suffix(link, words string) string {
	if words == "" {
		return ""
	}
	return link + words
}

// clean makes a value of outside fit to stand in a line: in one line, without
// characters that steer programs, and cut where it is endless.
func clean(words string) string {
	words = strings.Map(func(r rune) rune {
		if unsendable(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.Join(strings.Fields(words), " "))
	if utf8.RuneCountInString(words) > listedText {
		words = string([]rune(words)[:listedText]) + "… (cut)"
	}
	return words
}

// sentence ends words with a full stop, if they have no end yet.
func sentence(words string) string {
	words = clean(words)
	if words == "" || strings.HasSuffix(words, ".") || strings.HasSuffix(words, "!") || strings.HasSuffix(words, "?") {
		return words
	}
	return words + "."
}

func plural(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}
