package timeline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// inShort tells in a line or two of each requirement when it refuses.
func (t *teller) inShort() {
	t.section("In short")
	t.paragraph(0, "Who falls short of a requirement is warned or refused:")
	t.blank()
	for i, q := range t.n.Requirements {
		t.item(0, fmt.Sprintf("%2d. ", i+1), title(q)+": "+summaryOf(t.n, q)+".")
	}
}

// summaryOf says when a requirement refuses, and if it never does, what else.
func summaryOf(n *notice.Notice, q *notice.Requirement) string {
	c := calendar{n.Zone}
	stretches := stretchesOf(n, q)
	var parts []string
	for _, r := range refusalsOf(n, stretches) {
		parts = append(parts, r.inShort(c))
	}
	if len(parts) > 0 {
		return "refused " + strings.Join(parts, "; then ")
	}
	for _, s := range stretches {
		if strongest(s) >= notice.Warn {
			return "a warning " + c.stretch(s.from, s.until) + ", and no refusal is planned"
		}
	}
	if len(stretches) > 0 {
		return "only counted"
	}
	return "nothing is planned"
}

// refusal is a block through all stretches that follow each other in which its
// phase counts.
type refusal struct {
	phase       *notice.Phase
	from, until time.Time
	openings    []opening // of a phase with windows
}

// refusalsOf returns the refusals of stretches, by their beginning. Blocks
// without a window in which anybody is refused are none.
func refusalsOf(n *notice.Notice, stretches []stretch) []refusal {
	var out []refusal
	for _, s := range stretches {
		for _, p := range s.phases {
			if p.Action != notice.Block {
				continue
			}
			openings := refusing(openingsOf(n, s, p))
			i := slices.IndexFunc(out, func(r refusal) bool { return r.phase == p && r.until.Equal(s.from) })
			if i < 0 {
				out = append(out, refusal{phase: p, from: s.from})
				i = len(out) - 1
			}
			out[i].until = s.until
			out[i].openings = append(out[i].openings, openings...)
		}
	}
	return slices.DeleteFunc(out, func(r refusal) bool { return r.phase.During != "" && len(r.openings) == 0 })
}

func (r refusal) inShort(c calendar) string {
	where := ""
	if r.phase.WhereSource() != "" {
		where = "in some places "
	}
	switch len(r.openings) {
	case 0:
		return strings.Replace(where+"at all times "+c.stretch(r.from, r.until), "at all times at all times", "at all times", 1)
	case 1:
		return where + "in one window, " + c.span(r.openings[0].from, r.openings[0].until)
	}
	first, last := r.openings[0], r.openings[len(r.openings)-1]
	return fmt.Sprintf("%sin %d windows between %s and %s", where, len(r.openings), day(c.date(first.from)), day(c.date(last.from)))
}
