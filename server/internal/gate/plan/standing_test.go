package plan

import (
	"strings"
	"testing"
	"time"
)

// TestStanding: a block without a window is told of as long as it blocks, and
// before it begins.
func TestStanding(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	src := strings.Replace(nightNotice(`    - {id: a, date: 2025-09-10, from: "10:00", until: "11:00"}`), "phases: [", `phases:
      - {id: end, from: 2025-09, until: UNTIL, action: block}
      - {id: places, from: 2025-12-01T10:00, action: block, where: organisation.kind == "gp"}
no-block:
  - {date: 2025-10-02, why: a holiday}
x-rest: [`, 1)
	forGood := strings.Replace(src, ", until: UNTIL", "", 1)
	ending := strings.Replace(src, "UNTIL", "2025-11", 1)
	begins, holiday := day("2025-09-01T00:00:00+01:00"), day("2025-10-02T00:00:00+01:00")
	for _, c := range []struct {
		name, src, at string
		from, until   time.Time // of what stands first; zero from: nothing stands
		next          time.Time // when the next block begins; zero: none does
	}{
		{"before it", forGood, "2025-08-31T23:59:59+01:00", time.Time{}, time.Time{}, begins},
		{"its first instant", forGood, "2025-09-01T00:00:00+01:00", begins, holiday, day("2025-10-03T00:00:00+01:00")},
		{"a day without blocks", forGood, "2025-10-02T12:00:00+01:00", time.Time{}, time.Time{}, day("2025-10-03T00:00:00+01:00")},
		{"for good", forGood, "2025-10-04T00:00:00+01:00", day("2025-10-03T00:00:00+01:00"), time.Time{}, time.Time{}},
		{"it ends", ending, "2025-10-04T00:00:00+01:00", day("2025-10-03T00:00:00+01:00"), day("2025-11-01T00:00:00Z"), day("2025-12-01T10:00:00Z")},
		{"between", ending, "2025-11-01T00:00:00Z", time.Time{}, time.Time{}, day("2025-12-01T10:00:00Z")},
		{"in some places", ending, "2025-12-02T00:00:00Z", day("2025-12-01T10:00:00Z"), time.Time{}, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planOf(t, c.src)
			standing := p.Standing(day(c.at))
			switch {
			case c.from.IsZero() != (len(standing) == 0):
				t.Fatalf("%+v stands", standing)
			case len(standing) > 0:
				if o := standing[0]; !o.From.Equal(c.from) || !o.Until.Equal(c.until) || o.Requirement != "series" || o.Window != "" {
					t.Errorf("it stands from %v until %v: %+v", o.From, o.Until, o)
				}
			}
			if open := p.OpenWindows(day(c.at)); len(open) != 0 {
				t.Errorf("windows are open: %+v", open)
			}
			next, ok := p.NextWindow(day(c.at))
			if ok != !c.next.IsZero() || !next.From.Equal(c.next) {
				t.Errorf("next is %v, %+v", ok, next)
			}
		})
	}
}

// TestStartUpWithoutWindows: who starts a gate that blocks for good reads it.
func TestStartUpWithoutWindows(t *testing.T) {
	for phase, want := range map[string]string{
		"{from: 2025-07, until: 2025-08, action: block}": "series blocks now, since 2025-07-01 00:00:00 BST and until 2025-08-01 00:00:00 BST",
		"{from: 2025-07, action: block}":                 "series blocks now, since 2025-07-01 00:00:00 BST and for good",
		"{from: 2025-08, action: block}":                 "series blocks next, from 2025-08-01 00:00:00 BST and for good",
	} {
		src := strings.Replace(cardsNotice, "{id: intervals, from: 2025-07, until: 2025-09, action: block, during: mornings}", phase, 1)
		var lines []string
		for _, m := range start(t, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": src}).StartUp() {
			lines = append(lines, m.Text)
		}
		if all := strings.Join(lines, "\n"); !strings.Contains(all, want) {
			t.Errorf("with %s it says:\n%s", phase, all)
		}
	}
}
