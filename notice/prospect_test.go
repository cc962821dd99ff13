package notice

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// TestOpensAndCloses finds the first instants at which a sign-in is let in again,
// and refused next, exactly where asking at each of them does.
func TestOpensAndCloses(t *testing.T) {
	counts := map[string]int{}
	// One of the four comes up once in two hundred sign-ins.
	lacking := func() string { return draw.Lacking(counts, 1, "opens", "opens never", "closes", "closes never") }
	draw.Until(t, lacking, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		for range 5 {
			line := p.signIn(p.instant("at"))
			var in SignIn
			if err := in.Read([]byte(line), p.zone); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			var v, later Verdict
			set.Judge(&in.Facts, in.Use, in.At, &v)
			end := in.At.Add(2 * days4)
			first := func(blocked bool) (time.Time, bool) {
				for at := in.At; at.Before(end); at = at.Add(grid) {
					for _, at := range []time.Time{at, at.Add(1)} {
						set.Judge(&in.Facts, in.Use, at, &later)
						if at.After(in.At) && (later.Decision == Block) == blocked {
							return at, true
						}
					}
				}
				return time.Time{}, false
			}
			blocked := v.Decision == Block
			want, found := first(!blocked)
			got, ok := set.Closes(&in.Facts, in.Use, in.At)
			name := "closes"
			if blocked {
				got, ok = set.Opens(&in.Facts, in.Use, &v)
				name = "opens"
			}
			switch {
			case !found && (!ok || !got.Before(end)):
				counts[name+" never"]++
			case found && ok && got.Equal(want):
				counts[name]++
			default:
				t.Fatalf("%s after %v: %v %v, want %v %v\n%s\n%s", name, in.At, got, ok, want, found, line, src)
			}
		}
	})
}

// TestOpensBehindAll waits for the last of the blocks, and for those that begin
// before it ends.
func TestOpensBehindAll(t *testing.T) {
	set := one(t, `
requirements:
  - {id: a, of: card, met: card.series >= 8, phases: [{action: block, from: 2025-01, during: first, otherwise: observe}]}
  - {id: b, of: card, met: card.series >= 8, phases: [{action: block, from: 2025-01, during: second, otherwise: observe}]}
windows:
  first: [{date: 2025-07-08, from: "10:00", until: "11:00"}]
  second: [{date: 2025-07-08, from: "10:30", until: "12:00"}]
`)
	at := time.Date(2025, 7, 8, 9, 15, 0, 0, time.UTC)
	var in SignIn
	if err := in.Read([]byte(`{"at":"2025-07-08T10:15:00","card":{"series":6}}`), set.Zone()); err != nil {
		t.Fatal(err)
	}
	var v Verdict
	set.Judge(&in.Facts, in.Use, at, &v)
	if until, _ := set.Until(&in.Facts, in.Use, &v, &v.Findings[0]); until.Format("15:04") != "11:00" {
		t.Errorf("the finding asks for less from %v", until)
	}
	opens, ok := set.Opens(&in.Facts, in.Use, &v)
	if !ok || opens.Format("15:04") != "12:00" {
		t.Errorf("it opens at %v %v", opens, ok)
	}
	if next, ok := set.Closes(&in.Facts, in.Use, opens); ok {
		t.Errorf("it closes again at %v", next)
	}
}

func TestCourse(t *testing.T) {
	set := one(t, `
requirements:
  - id: a
    of: card
    met: card.series >= 8
    phases:
      - {action: observe, from: 2025-01}
      - {action: warn, from: 2025-06}
      - {action: block, from: 2025-07, until: 2025-09, during: w}
      - {action: block, from: 2025-10, during: w}
      - {action: block, from: 2025-11-15}
      - {action: warn, from: 2025-03, where: 'organisation.kind == "gp"'}
  - {id: b, of: card, met: card.series >= 9, phases: [{action: warn, from: 2025-04}]}
  - {id: c, of: card, met: card.series >= 5, phases: [{action: block, from: 2024-01}]}
windows:
  w: [{date: 2025-07-08, from: "10:00", until: "11:00"}]
`)
	for _, test := range []struct{ given, since, forGood string }{
		{`{"at":"2025-07-08T09:00","card":{"series":6},"organisation":{"kind":"trust"}}`, "2025-04-01", "2025-11-15"},
		{`{"at":"2025-07-08T09:00","card":{"series":6},"organisation":{"kind":"gp"}}`, "2025-03-01", ""},
		{`{"at":"2025-07-08T09:00","card":{"series":6}}`, "2025-03-01", ""}, // it may be a gp
		{`{"at":"2025-07-08T09:00","card":{"series":8},"organisation":{"kind":"trust"}}`, "2025-04-01", ""},
		{`{"at":"2025-07-08T09:00","card":{"series":9}}`, "", ""},
		{`{"at":"2025-07-08T09:00"}`, "", ""}, // it is not known to fall short
	} {
		var in SignIn
		if err := in.Read([]byte(test.given), set.Zone()); err != nil {
			t.Fatal(err)
		}
		var v Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		c := set.Course(&in.Facts, &v)
		day := func(at time.Time) string {
			if at.IsZero() {
				return ""
			}
			return at.Format(time.DateOnly)
		}
		if day(c.Since) != test.since || day(c.ForGood) != test.forGood {
			t.Errorf("%s\nsince %q, for good %q; want %q, %q", test.given, day(c.Since), day(c.ForGood), test.since, test.forGood)
		}
	}
}
