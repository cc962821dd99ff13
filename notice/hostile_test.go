package notice

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// maxHeap is what a file may hold of the heap once it is read, with its set;
// maxTold, when each of its conditions has been explained besides.
const (
	maxHeap = 64 << 20
	maxTold = 128 << 20
)

// repeated is a text with a unit so many times, or as often as it fits a file
// with what stands around it.
func repeated(times int, unit func(i int) string) string {
	var b strings.Builder
	for i := range times {
		u := unit(i)
		if b.Len()+len(u) > MaxBytes-1000 {
			break
		}
		b.WriteString(u)
	}
	return b.String()
}

func always(unit string) func(int) string { return func(int) string { return unit } }

const oneRequirement = "requirements:\n  - {id: r, of: card, met: card.series >= 8, phases: [{action: warn}, {from: 2025-07, action: block, during: w}]}\n"

// day is the i-th day of the years that the language knows, and some more.
func dayNumber(i int) string {
	return time.Date(1970, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// hostileNotices are files made to cost as much as the limits allow. The number
// of units is what the bound on the parts of a file lets through.
var hostileNotices = []struct{ name, rest string }{
	{"requirements", "requirements:\n" + repeated(13_000, func(i int) string { return fmt.Sprintf("- {id: r%d, of: card, met: 'true'}\n", i) })},
	{"a thousand requirements in twenty thousand windows", "requirements:\n" + repeated(12, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: card.series >= 8, phases: [{action: warn}, {from: 2026-0%d, action: block, during: w}]}\n", i, i%9+1)
	}) + repeated(988, func(i int) string {
		return fmt.Sprintf("- {id: s%d, of: card, met: card.series >= 8, phases: [{action: warn}, {from: 2026-0%d, action: block}]}\n", i, i%9+1)
	}) + "windows: {w: [{on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: 00-10, first: 2026-01-01, last: 2028-04-01}]}\n"},
	{"phases", "requirements:\n- id: r\n  of: card\n  met: card.series >= 8\n  phases:\n" + repeated(20_000, func(i int) string { return fmt.Sprintf("  - {from: %s, action: warn}\n", dayNumber(i)) })},
	{"phases that all hold", "requirements:\n- id: r\n  of: card\n  met: card.series >= 8\n  phases:\n" + repeated(30_000, always("  - {action: block}\n"))},
	{"phases in places", "requirements:\n- id: r\n  of: card\n  met: card.series >= 8\n  phases:\n" + repeated(20_000, func(i int) string {
		return fmt.Sprintf("  - {action: block, where: 'organisation.code == \"%d\"'}\n", i)
	})},
	{"phases in one place", "requirements:\n- id: r\n  of: card\n  met: card.series >= 8\n  phases:\n" + repeated(20_000, func(i int) string {
		return fmt.Sprintf("  - {from: %s, action: block, where: organisation.code == 'x'}\n", dayNumber(i))
	})},
	{"phases in windows on days without blocks", "requirements:\n- id: r\n  of: card\n  met: card.series >= 8\n  phases:\n" + repeated(10, always("  - {action: block, during: w}\n")) + repeated(9000, always("  - {action: block}\n")) +
		"windows: {w: [{on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: 00-10, first: 2026-01-01, last: 2028-04-01}]}\nno-block:\n" + repeated(9000, func(i int) string { return fmt.Sprintf("- {date: %s}\n", dayNumber(2*i)) })},
	{"conditions", "requirements:\n" + repeated(1000, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: 'card.type in [\"%d\"]', applies: %s}\n", i, i, strings.Repeat("card.series >= 8 && ", 7)+fmt.Sprint("card.series != ", i))
	})},
	{"conditions that are explained", "requirements:\n" + repeated(1000, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: 'card.series == 1%03d%s'}\n", i, i, strings.Repeat(" || card.series == 9", 11))
	})},
	{"long conditions that are explained", "requirements:\n" + repeated(150, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: 'card.series == 1%03d%s'}\n", i, i, strings.Repeat(" || card.type == \"\"", 75))
	})},
	{"more conditions", "requirements:\n" + repeated(1000, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: 'card.type in [\"%d\"]', applies: %s}\n", i, i, strings.Repeat("card.series >= 8 && ", 20)+fmt.Sprint("card.series != ", i))
	})},
	{"conditions that walk lists", "requirements:\n" + repeated(1000, func(i int) string {
		return fmt.Sprintf("- id: r%d\n  of: device\n  met: |\n    %s.all(g, g != 'x%d')\n", i, strings.Repeat("device.groups.exists(g, g == 'y') || ", 2)+"device.uses", i)
	})},
	{"conditions that are wrong", "requirements:\n" + repeated(900, func(i int) string {
		return fmt.Sprintf("- id: r%d\n  of: card\n  met: |\n    %s\n", i, strings.Repeat(fmt.Sprintf("(card.series == %d && device.groups.exists(g, g == 'a')) || ", i), 16))
	})},
	{"single windows", oneRequirement + "windows:\n  w:\n" + repeated(14_000, func(i int) string {
		return fmt.Sprintf("  - {date: %s, from: \"10:00\", until: \"11:00\"}\n", dayNumber(i))
	})},
	{"windows that overlap", oneRequirement + "windows:\n  w:\n" + repeated(14_000, always("  - {date: 2025-07-08, from: \"10:00\", until: \"11:00\"}\n"))},
	{"windows for centuries", oneRequirement + "windows:\n  w:\n" + repeated(5000, always("  - {on: [Mon, Tue], minutes: 00-10, first: 1970-01, last: 2200-12}\n"))},
	{"windows with exceptions", oneRequirement + "windows:\n  w:\n" + repeated(60, func(i int) string {
		return "  - {on: [Mon], from: \"10:00\", until: \"11:00\", first: 1970-01, last: 2200-12, except: [" + repeated(1000, func(j int) string { return dayNumber(i*1000+j) + ", " }) + "]}\n"
	})},
	{"lists of windows", oneRequirement + "windows:\n  w: []\n" + repeated(40_000, func(i int) string { return fmt.Sprintf("  w%d: []\n", i) })},
	{"days without blocks", oneRequirement + "windows: {w: []}\nno-block:\n" + repeated(35_000, func(i int) string { return fmt.Sprintf("- {date: %s}\n", dayNumber(2*i)) })},
	{"months without blocks", oneRequirement + "windows: {w: []}\nno-block:\n" + repeated(35_000, func(i int) string { return fmt.Sprintf("- {date: %d-%02d}\n", 1970+i/12%230, i%12+1) })},
	{"generations", oneRequirement + "windows: {w: []}\ncatalogue:\n  a:\n    generations:\n" + repeated(20_000, func(i int) string { return fmt.Sprintf("    - {versions: \"=%d\", status: a}\n", i) })},
	{"generations over time", oneRequirement + "windows: {w: []}\ncatalogue:\n  a:\n    generations:\n" + repeated(11_000, func(i int) string {
		return fmt.Sprintf("    - {versions: \"<9\", status: a, from: %s, until: %s}\n", dayNumber(i), dayNumber(i+1))
	})},
	{"generations with holes", oneRequirement + "windows: {w: []}\ncatalogue:\n  a:\n    generations:\n" + repeated(250, func(i int) string {
		return fmt.Sprintf("    - status: a\n      from: %s\n      until: %s\n      versions: '>0%s'\n", dayNumber(i), dayNumber(i+1), repeated(500, func(j int) string { return fmt.Sprintf(",!=%d", j) }))
	})},
	{"products", oneRequirement + "windows: {w: []}\ncatalogue:\n" + repeated(20_000, func(i int) string { return fmt.Sprintf("  p%d: {names: [a]}\n", i) })},
	{"patterns", oneRequirement + "windows: {w: []}\ncatalogue:\n  a:\n    names:\n" + repeated(7_000, always("    - \"*ab*c*\"\n"))},
	{"a pattern", oneRequirement + "windows: {w: []}\ncatalogue: {a: {names: [\"" + repeated(7_000, always("a*")) + "\"]}}\n"},
	{"a title", oneRequirement + "windows: {w: []}\ntitle: " + repeated(1_000_000, always("é")) + "\n"},
	{"levels of services", oneRequirement + "windows: {w: []}\nlevels:\n" + repeated(13_000, func(i int) string { return fmt.Sprintf("  l%d: {supported: 24x365}\n", i) }) +
		"services:\n" + repeated(6_000, func(i int) string { return fmt.Sprintf("  s%d: {levels: [{level: l%d}]}\n", i, i) })},
	{"remedies that come after each other", "requirements:\n" + repeated(999, func(i int) string {
		return fmt.Sprintf("- {id: r%d, of: card, met: 'true', remedy: {do: d%d, after: [%s]}}\n", i, i, repeated(60, func(j int) string { return fmt.Sprintf("d%d, ", i+j+1) }))
	})},
	{"supersessions", oneRequirement + "windows: {w: []}\nsupersedes:\n" + repeated(15_000, func(i int) string { return fmt.Sprintf("- {notice: m%d, requirements: [r]}\n", i) })},
	{"card types", oneRequirement + "windows: {w: []}\ncard-types:\n" + repeated(20_000, func(i int) string { return fmt.Sprintf("  t%d: [4, 5]\n", i) })},
	{"dates far away", oneRequirement + "windows: {w: []}\nno-block:\n" + repeated(35_000, func(i int) string { return fmt.Sprintf("- {date: 1%04d-01-01}\n", i) })},
	{"keys of one's own", oneRequirement + "windows: {w: []}\n" + repeated(70_000, func(i int) string { return fmt.Sprintf("x-%d: a\n", i) })},
	{"unknown keys", oneRequirement + "windows: {w: []}\n" + repeated(70_000, func(i int) string { return fmt.Sprintf("k%d: a\n", i) })},
	{"depth", oneRequirement + "windows: {w: []}\nx-deep: " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "\n"},
	{"too deep", oneRequirement + "windows: {w: []}\nx-deep: " + strings.Repeat("[", 500_000) + "\n"},
}

// TestHostileNotices are read, put into a set, judged, told and checked for tests
// within bounds, or refused.
func TestHostileNotices(t *testing.T) {
	for _, h := range hostileNotices {
		t.Run(h.name, func(t *testing.T) {
			src := []byte(written("n", 1, "1970-01", h.rest))
			before := liveHeap()
			began := time.Now()
			n, problems := Parse("f", src)
			read := time.Since(began)
			if len(problems) > 1001 {
				t.Errorf("%d problems are listed", len(problems))
			}
			if (n == nil) != problems.HasErrors() {
				t.Errorf("a notice is %v beside errors %v", n != nil, problems.HasErrors())
			}
			said := ""
			for _, p := range problems {
				if p.Severity == Error {
					said = p.What
					break
				}
			}
			if n == nil {
				t.Logf("refused in %v: %.100s", read, said)
				return
			}
			set, problems := NewSet([]*Notice{n}, Options{})
			if set == nil {
				t.Fatal(problems[0])
			}
			if used := liveHeap() - before; used > maxHeap {
				t.Errorf("the notice holds %d MB of heap, want at most %d", used>>20, maxHeap>>20)
			}
			var in SignIn
			if err := in.Read([]byte(`{"at":"2026-07-08T10:05:00+01:00","card":{"series":6},"client":{"product":"a","version":"1"},"device":{"groups":["x"]}}`), set.Zone()); err != nil {
				t.Fatal(err)
			}
			var v Verdict
			set.Judge(&in.Facts, in.Use, in.At, &v)
			answer := set.Answer(&in, &v)
			n.Catalogue.Find(strings.Repeat("a", 100_000))
			Digest([]*Notice{n})
			set.reachable(n)
			used := liveHeap() - before
			t.Logf("%d bytes: read in %v, %v in all, %d MB of heap, %d findings", len(src), read, time.Since(began), used>>20, len(answer.Findings))
			if used > maxTold {
				t.Errorf("the notice holds %d MB of heap when it is told, want at most %d", used>>20, maxTold>>20)
			}
			runtime.KeepAlive(set)
		})
	}
}

// liveHeap is what is held of the heap.
func liveHeap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestHostileExcuses are read and looked up within bounds.
func TestHostileExcuses(t *testing.T) {
	n := parsed(t, written("n", 1, "1970-01", strings.Replace(pausable, "block", "warn", 1)+"pauses: {budget: 10d}\n"))
	zone := n.Zone
	for _, h := range []struct{ name, src string }{
		{"exemptions", "exemptions:\n" + repeated(9_000, func(i int) string {
			return fmt.Sprintf("- {card: c%d, from: 2026-07, until: 2026-08, owner: o, reason: r}\n", i)
		})},
		{"exemptions of everything", "exemptions:\n" + repeated(9_000, always("- {from: 2026-07, until: 2026-08, owner: o, reason: r, effect: warn}\n"))},
		{"exemptions of what there is not", "exemptions:\n" + repeated(9_000, func(i int) string {
			return fmt.Sprintf("- {requirement: r%d, from: 2026-07, until: 2026-08, owner: o}\n", i)
		})},
		{"exemptions one after the other", "exemptions:\n" + repeated(7_000, func(i int) string {
			return fmt.Sprintf("- {group: x, from: %s, until: %s, owner: o, reason: r, effect: warn}\n", dayNumber(20_000+i), dayNumber(20_001+i))
		})},
		{"pauses", "pauses:\n" + repeated(14_000, func(i int) string {
			return fmt.Sprintf("- {organisation: o%d, from: 2026-07-08, until: 2026-07-09}\n", i)
		})},
		{"pauses of one organisation", "pauses:\n" + repeated(14_000, func(i int) string {
			return fmt.Sprintf("- {organisation: o, from: %s, until: %s}\n", dayNumber(i), dayNumber(i+1))
		})},
		{"pauses beyond the budget", "pauses:\n" + repeated(14_000, always("- {organisation: o, from: 1970-01-01, until: 2200-12-31}\n"))},
	} {
		t.Run(h.name, func(t *testing.T) {
			before := liveHeap()
			began := time.Now()
			var o Options
			var problems Problems
			if strings.HasPrefix(h.src, "exemptions") {
				o.Exemptions, problems = ParseExemptions("f", []byte(h.src), zone)
			} else {
				o.Pauses, problems = ParsePauses("f", []byte(h.src), zone)
			}
			if problems.HasErrors() {
				t.Fatal(problems[0])
			}
			set, problems := NewSet([]*Notice{n}, o)
			if len(problems) > 1001 {
				t.Errorf("%d problems are listed", len(problems))
			}
			a := ask(t, set, "2026-07-08T10:00", `"card":{"number":"c5","series":6,"groups":["x"]},"organisation":{"code":"o","within":["o1","o2"]}`)
			set.Answer(&a.SignIn, &a.Verdict)
			used := liveHeap() - before
			t.Logf("%d bytes: %v in all, %d MB of heap, %s", len(h.src), time.Since(began), used>>20, a.says())
			if used > maxHeap {
				t.Errorf("they hold %d MB of heap, want at most %d", used>>20, maxHeap>>20)
			}
			runtime.KeepAlive(set)
		})
	}
}

// TestHostileChain hands one requirement through many notices.
func TestHostileChain(t *testing.T) {
	var notices []*Notice
	for i := range 300 {
		rest := ""
		if i > 0 {
			rest = fmt.Sprintf("supersedes: [{notice: n%d, requirements: [x]}]\n", i-1)
		}
		notices = append(notices, blocking(t, fmt.Sprintf("n%d", i), 1, dayNumber(i), "x", "block", rest))
	}
	set := together(t, Options{}, notices...)
	for _, i := range []int{0, 150, 299} {
		a := ask(t, set, dayNumber(i)+"T12:00", `"card":{"series":6}`)
		if len(a.Findings) != 1 || a.Findings[0].Notice.ID != fmt.Sprintf("n%d", i) {
			t.Errorf("on day %d: %v", i, a.says())
		}
		if got := a.until(&a.Findings[0]); got != "" {
			t.Errorf("on day %d it blocks until %s", i, got)
		}
	}
}

// TestHostileCases are read and run within bounds.
func TestHostileCases(t *testing.T) {
	set := one(t, oneRequirement+"windows: {w: []}\n")
	for _, src := range []string{
		repeated(12_000, always("- {at: 2026-07-08T10:00, given: {card: {series: 6}}, want: {decision: allow, findings: {r: met, q: met}}}\n")),
		repeated(12_000, always("- {at: 2026-07-08T10:00, given: {card: {series: x, expires: y, issued: z}}, want: {decision: maybe}}\n")),
		"- at: 2026-07-08T10:00\n  want: {decision: allow}\n  given:\n    device:\n      software:\n" + repeated(60_000, func(i int) string { return fmt.Sprintf("        p%d: x\n", i) }),
		"- at: 2026-07-08T10:00\n  want: {decision: allow}\n  given: {card: {type: " + strings.Repeat("x", MaxSignIn) + "}}\n",
	} {
		before := liveHeap()
		f, problems := ParseCases("f", []byte(src))
		if len(problems) > 1001 {
			t.Errorf("%d problems are listed", len(problems))
		}
		if f == nil {
			continue
		}
		report := f.Run(set, set.Revisions()[0])
		if len(report.Failures) == 0 {
			t.Error("nothing fails")
		}
		if used := liveHeap() - before; used > maxHeap {
			t.Errorf("the cases hold %d MB of heap, want at most %d", used>>20, maxHeap>>20)
		}
		runtime.KeepAlive(f)
	}
}
