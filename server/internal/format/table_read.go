package format

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// files shows what was read, and what could not be.
func (p *page) files(r *readiness.Report) {
	p.line("")
	if len(r.Files) == 0 {
		p.note("No file was read.")
		return
	}
	rows, rejects := 0, 0
	var words []string
	for i, f := range r.Files {
		rows += f.Rows
		rejects += f.Rejects
		if i >= mostFiles {
			continue
		}
		word := p.fitID(f.Name, 36) + " " + of(f.Rows, "row", "rows")
		if f.Rejects > 0 {
			word += ", " + number(f.Rejects) + " rejected"
		}
		words = append(words, word)
	}
	if more := len(r.Files) - mostFiles; more > 0 {
		words = append(words, fmt.Sprintf("and %s more; in all %s, %s rejected", number(more), of(rows, "row", "rows"), number(rejects)))
	}
	p.labelled("READ", "", strings.Join(words, "; ")+".")
	var doubts []string
	if len(r.Rejects) > 0 {
		first := r.Rejects[0]
		words := fmt.Sprintf("First rejected: %s line %d", first.File, first.Line)
		if first.Column != "" {
			words += ", " + first.Column
		}
		if first.Value != "" {
			words += fmt.Sprintf(" %q", shortened(first.Value))
		}
		doubts = append(doubts, words+": "+first.Error+".")
	}
	if n := len(r.NearMisses); n > 0 {
		doubts = append(doubts, fmt.Sprintf("%s nearly in the catalogue, the first %q.", of(n, "product name is", "product names are"), shortened(r.NearMisses[0].Name)))
	}
	if n := len(r.Ambiguous); n > 0 {
		doubts = append(doubts, fmt.Sprintf("%s more than one subject.", of(n, "identity fits", "identities fit")))
	}
	for i, note := range r.Notes {
		if i == mostNotes {
			doubts = append(doubts, of(len(r.Notes)-i, "more note is", "more notes are")+" in the other forms.")
			break
		}
		doubts = append(doubts, capital(note)+".")
	}
	if len(doubts) > 0 {
		p.inked(yellow, strings.Join(doubts, " "))
	}
}

// mostNotes is how many notes a screen has room for.
const mostNotes = 3

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// shortened keeps an endless cell of somebody's file from filling the screen.
func shortened(text string) string {
	const most = 40
	runes := []rune(plain(text))
	if len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return string(runes)
}

// change says what happened since the baseline.
func (p *page) change(r *readiness.Report) {
	if c := r.Change; c != nil {
		p.labelled("SINCE", "", fmt.Sprintf("%s: %s closed, %s new, %s came back, %s as before.", day(c.Since, r.At), number(c.Closed), number(c.New), number(c.CameBack), number(c.Same)))
	}
}

// next says in one line what to do next.
func (p *page) next(r *readiness.Report) {
	unmet, unknown := 0, 0
	for i := range r.Requirements {
		n := inUse(&r.Requirements[i])
		unmet += n.Unmet
		unknown += n.Unknown
	}
	words := ""
	switch {
	case len(r.Files) == 0:
		words = "give the exports of devices, cards and sign-ins"
	case unmet > 0 && len(r.Tasks) > 0:
		words = "give each team its list: --format xlsx --out work.xlsx"
	case unmet > 0:
		words = "see every finding: --format html --out answer.html"
	case unknown > 0 && len(r.Settle) > 0:
		words = "settle the unknowns: " + r.Settle[0].Do
	case unknown > 0:
		words = "see what is unknown: --format html --out answer.html"
	default:
		words = "keep this answer to compare with: --format json --out baseline.json"
	}
	p.line("")
	p.inked(bold, "Next: "+words)
}
