package timeline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
)

const phased = `language: 1
notice: phased
revision: 1
published: 2025-01-01
zone: Europe/London
requirements:
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    phases:`

func TestStretches(t *testing.T) {
	tests := []struct {
		name, phases string
		want         []string
	}{
		{"none", " []", nil},
		{"a later phase takes over, and gives back", `
      - {id: a, from: 2025-01, action: warn}
      - {id: b, from: 2025-03, until: 2025-05, action: block}`,
			[]string{"2025-01-01 a", "2025-03-01 b", "2025-05-01 a"}},
		{"a gap and an end", `
      - {id: a, from: 2025-01, until: 2025-02, action: warn}
      - {id: b, from: 2025-03, until: 2025-05, action: block}`,
			[]string{"2025-01-01 a", "2025-02-01", "2025-03-01 b", "2025-05-01"}},
		{"a phase that is covered makes no cut", `
      - {id: a, from: 2025-02, until: 2025-03, action: warn}
      - {id: b, from: 2025-01, action: block}`,
			[]string{"2025-01-01 b"}},
		{"places show what is below", `
      - {id: a, from: 2025-01, action: warn}
      - {id: b, from: 2025-02, until: 2025-03, action: block, where: 'organisation.kind == "gp"'}`,
			[]string{"2025-01-01 a", "2025-02-01 b a", "2025-03-01 a"}},
		{"places only", `
      - {id: b, from: 2025-02, action: block, where: 'organisation.kind == "gp"'}`,
			[]string{"2025-02-01 b elsewhere nothing"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := parse(t, phased+test.phases)
			var got []string
			for _, s := range stretchesOf(n, n.Requirements[0]) {
				words := s.from.Format(time.DateOnly)
				for _, p := range s.phases {
					words += " " + p.ID
				}
				if s.somewhere() {
					words += " elsewhere nothing"
				}
				got = append(got, words)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestRefusalsAreThoseOfTheNotice holds what is told to what is judged: at every
// instant at which something changes, and just before it, a stretch, its
// openings and the days without blocks say refused exactly where the notice's
// own standing blocks.
func TestRefusalsAreThoseOfTheNotice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := phased + "\n"
		phases := rapid.IntRange(1, 5).Draw(t, "phases")
		for i := range phases {
			from := rapid.IntRange(1, 60).Draw(t, "from")
			until := from + rapid.IntRange(1, 40).Draw(t, "days")
			src += fmt.Sprintf("      - {id: p%d, from: %s, until: %s", i, dayOf2025(from), dayOf2025(until))
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				src += ", action: warn"
			case 1:
				src += ", action: block"
			case 2:
				src += ", action: block, during: w"
			case 3:
				src += ", action: block, during: w, otherwise: observe, where: 'organisation.kind == \"gp\"'"
			}
			src += "}\n"
		}
		src += "windows:\n  w:\n    - {date: 2025-02-01, from: \"23:00\", until: \"01:00\", overnight: true}\n"
		first := rapid.IntRange(1, 60).Draw(t, "first")
		src += fmt.Sprintf("    - {on: [Mon, Wed, Sat, Sun], from: \"20:00\", until: \"%02d:00\", overnight: true, first: %s, last: %s}\n",
			rapid.IntRange(0, 24).Draw(t, "until"), dayOf2025(first), dayOf2025(first+rapid.IntRange(6, 40).Draw(t, "span")))
		var days []string
		for range rapid.IntRange(0, 6).Draw(t, "free days") {
			days = append(days, fmt.Sprintf("  - {date: %s}\n", dayOf2025(rapid.IntRange(1, 100).Draw(t, "free"))))
		}
		if len(days) > 0 {
			src += "no-block:\n" + strings.Join(days, "")
		}
		n, problems := notice.Parse("notice.yaml", []byte(src))
		if n == nil {
			t.Fatalf("%s\n%s", problems, src)
		}
		q := n.Requirements[0]
		for _, standing := range n.Standings(q) {
			for _, at := range []time.Time{standing.From, standing.From.Add(-time.Nanosecond)} {
				now, _ := n.StandingAt(q, at)
				if told := refusedAt(n, q, at); told != (now.Action == notice.Block) {
					t.Fatalf("at %s it is told %t, and judged %s\n%s", at, told, now.Action, src)
				}
			}
		}
	})
}

func dayOf2025(n int) string {
	return time.Date(2025, 1, n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// refusedAt answers from what the words and the picture are made of.
func refusedAt(n *notice.Notice, q *notice.Requirement, at time.Time) bool {
	for _, s := range stretchesOf(n, q) {
		if !s.overlaps(at, at.Add(time.Nanosecond)) {
			continue
		}
		for _, p := range s.phases {
			if p.Action == notice.Block && p.During == "" && len(freeDaysOf(n).within(at, at.Add(time.Nanosecond))) == 0 {
				return true
			}
			for _, o := range refusing(openingsOf(n, s, p)) {
				if !at.Before(o.from) && at.Before(o.until) {
					return true
				}
			}
		}
	}
	return false
}
