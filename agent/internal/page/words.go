package page

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/wire"
)

// people are the words for who mends something. Sources of the keys: checks.Remedy
// and the notices' remedies.
var people = map[string]string{
	"person": "you", "it-team": "your IT team", "registration-authority": "your Registration Authority", "service-desk": "the service desk",
	"network-team": "your network team", "supplier": "the supplier of the application", "national": "the national service desk",
}

// Whom is who mends it, in words.
func Whom(who string) string {
	if words := people[who]; words != "" {
		return words
	}
	return who
}

// sentence makes a sentence of words that begin small and end without a stop.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(words)
	words = string(unicode.ToUpper(first)) + words[size:]
	if !strings.HasSuffix(words, ".") {
		words += "."
	}
	return words
}

// levelWords are the headings of levels, for one and for several.
var levelWords = map[wire.Level][2]string{
	wire.Problem: {"thing does not work", "things do not work"},
	wire.Warning: {"thing needs doing", "things need doing"},
	wire.Unknown: {"thing could not be looked at", "things could not be looked at"},
	wire.Note:    {"thing to know", "things to know"},
	wire.Well:    {"thing is well", "things are well"},
}

func counted(n int, level wire.Level) string {
	words := levelWords[level]
	if n == 1 {
		return "1 " + words[0]
	}
	return fmt.Sprintf("%d %s", n, words[1])
}

// day writes an instant as a day with its weekday, and the time where it is not
// midnight.
func (p *Page) day(at time.Time) string {
	at = p.in(at)
	words := at.Format("Monday 2 January 2006")
	if at.Hour() != 0 || at.Minute() != 0 {
		words += at.Format(" at 15:04")
	}
	return words
}

// now is the instant that is told of.
func (p *Page) now() time.Time {
	if p.Bundle.JudgedAt != nil {
		return *p.Bundle.JudgedAt
	}
	return p.Bundle.TakenAt
}

func (p *Page) in(at time.Time) time.Time {
	if p.Zone == nil {
		return at.UTC()
	}
	return at.In(p.Zone)
}

// Course says what comes, a line for each step.
func (p *Page) Course(steps []wire.Step) []string {
	now := p.now()
	var out []string
	for _, s := range steps {
		var words string
		switch s.Action {
		case "block":
			words = "sign-in is refused"
		case "block-at-intervals":
			words = "sign-in is refused at planned times"
		case "warn":
			words = "sign-in is warned"
		default:
			words = "nothing happens at sign-in"
		}
		switch {
		case !s.From.After(now) && s.Until == nil:
			words = "Now, and until further notice: " + words
		case !s.From.After(now):
			words = "Until " + p.day(*s.Until) + ": " + words
		case s.Until == nil:
			words = "From " + p.day(s.From) + ": " + words
		default:
			words = "From " + p.day(s.From) + " until " + p.day(*s.Until) + ": " + words
		}
		if s.Next != nil {
			words += "; " + p.window(*s.Next)
		}
		out = append(out, words+".")
	}
	return out
}

// window says a window in words.
func (p *Page) window(w wire.Span) string {
	from, until := p.in(w.From), p.in(w.Until)
	begin := "next on " + from.Format("Monday 2 January 2006, 15:04")
	if !w.From.After(p.now()) {
		begin = "now"
	}
	if from.YearDay() == until.YearDay() && from.Year() == until.Year() {
		return begin + " until " + until.Format("15:04")
	}
	return begin + " until " + p.day(w.Until)
}
