package page

import (
	"fmt"

	"github.com/lanyard-id/lanyard/readiness"
)

// bar is a whole and its parts, side by side.
type bar struct{ Parts []part }

// part is one part of a bar. Its class gives the colour and, for eyes and prints
// without colour, the pattern.
type part struct {
	Class    string
	N        int
	X, Width string // in per cent of the bar
}

// least is how much of a bar a part takes that is not empty, in per cent: two of
// a million must be seen.
const least = 1.2

// barOf lays out parts; the bar of nothing has none.
func barOf(parts ...part) *bar {
	all, given := 0, 0.0
	for _, p := range parts {
		all += max(p.N, 0)
	}
	for _, p := range parts {
		if p.N > 0 && 100*float64(p.N)/float64(all) < least {
			given += least
			all -= p.N
		}
	}
	b := &bar{}
	x := 0.0
	for _, p := range parts {
		if p.N <= 0 {
			continue
		}
		width := least
		if share := (100 - given) * float64(p.N) / float64(max(all, 1)); share > least {
			width = share
		}
		width = min(width, 100-x)
		p.X, p.Width = percent(x), percent(width)
		x += width
		b.Parts = append(b.Parts, p)
	}
	return b
}

func percent(v float64) string { return fmt.Sprintf("%.2f%%", v) }

// standingBar is the bar of the results of a requirement.
func standingBar(c readiness.Count) *bar {
	return barOf(part{Class: "met", N: c.Met}, part{Class: "unmet", N: c.Unmet}, part{Class: "unknown", N: c.Unknown}, part{Class: "exempt", N: c.Exempt})
}

// workingBar is the bar of who can work.
func workingBar(p *readiness.People) *bar {
	return barOf(part{Class: "met", N: p.Working}, part{Class: "interrupted", N: p.Interrupted}, part{Class: "unmet", N: p.Stranded}, part{Class: "unknown", N: p.Unknown})
}

// key is what a colour means.
type key struct{ Class, Title string }

// The keys of both kinds of bars.
var (
	resultKeys  = []key{{"met", "Met"}, {"unmet", "Unmet"}, {"unknown", "Unknown"}, {"exempt", "Exempt"}}
	workingKeys = []key{{"met", "Working"}, {"interrupted", "Interrupted"}, {"unmet", "Stranded"}, {"unknown", "Unknown"}}
)
