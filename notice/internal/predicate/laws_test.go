package predicate

import (
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
)

// compiled compiles a drawn condition. Those that the limits refuse are drawn
// again.
func compiled(t *rapid.T, c cond) *Predicate {
	p, faults := Compile(c.text, scope)
	for _, f := range faults {
		if !slices.Contains([]string{tooDeep.What, tooManyParts.What, tooMuchWork.What}, f.What) {
			t.Fatalf("%s: %v", c.text, faults)
		}
	}
	if p == nil {
		t.Skip("too large")
	}
	return p
}

// Every answer is that of a second evaluator, written from the contract: Kleene's
// logic, failures as unknown, what is known in part as the union over its
// values, lists and inventories that may be incomplete.
func TestAgreesWithTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grammar{has: true}.draw(t, 3)
		p := compiled(t, c)
		for range 4 {
			w := drawWorld(t)
			if got, want := p.Judge(w.facts()), w.judge(c); got != want {
				t.Fatalf("%s\nin %+v\nis %v, want %v", c.text, w, got, want)
			}
		}
	})
}

// Filling a gap never changes a definite answer. has() is left out: it asks for
// the gap itself.
func TestFillingAGapChangesNoDefiniteAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grammar{}.draw(t, 3)
		p := compiled(t, c)
		w := drawWorld(t)
		answer := p.Judge(w.facts())
		for range 3 {
			more := fill(t, w)
			got := p.Judge(more.facts())
			if answer != fact.Unknown && got != answer {
				t.Fatalf("%s\nis %v in %+v\nand %v in  %+v", c.text, answer, w, got, more)
			}
			w, answer = more, got
		}
	})
}

// A fact known in part is judged as each of its values: all agree, or the answer
// is unknown.
func TestKnownInPartIsTheUnionOfItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grammar{has: true}.draw(t, 3)
		p := compiled(t, c)
		w := drawWorld(t)
		w.given["card"] = true
		w.values["card.series"] = rapid.SliceOfN(rapid.SampledFrom(pools[fact.TypeInt]), 2, 4).Draw(t, "series")
		possible := w.possible("card.series")
		if len(possible) == 0 {
			t.Skip("the type of the card excludes them")
		}
		var answers []fact.Truth
		for _, v := range possible {
			one := w.clone()
			one.values["card.series"] = []string{v}
			answers = append(answers, p.Judge(one.facts()))
		}
		want := answers[0]
		for _, a := range answers {
			if a != want {
				want = fact.Unknown
			}
		}
		if got := p.Judge(w.facts()); got != want {
			t.Fatalf("%s\nin %+v\nis %v, and of each series %v", c.text, w, got, answers)
		}
	})
}

// Judging, and saying why, leave the facts as they were: every condition has the
// same answer and the same reasons, whatever was asked before.
func TestJudgingLeavesFactsAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		var conditions []*Predicate
		for range 4 {
			conditions = append(conditions, compiled(t, grammar{has: true}.draw(t, 2)))
		}
		type said struct {
			answer fact.Truth
			why    []string
		}
		ask := func(f *Facts, p *Predicate) said { return said{p.Judge(f), p.Why(f)} }
		var want []said
		for _, p := range conditions {
			want = append(want, ask(w.facts(), p))
		}
		f := w.facts()
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(conditions)-1), 1, 12).Draw(t, "order") {
			// Between two questions somebody asks at another instant.
			f.At(w.now.Add(time.Hour), nil, w.now)
			f.At(w.now, generations{}, time.Time{})
			if got := ask(f, conditions[i]); got.answer != want[i].answer || !slices.Equal(got.why, want[i].why) {
				t.Fatalf("%s\nin %+v\nis %v, want %v", conditions[i].Source, w, got, want[i])
			}
		}
	})
}

// Facts whose memory is used again are as good as new.
func TestResetForgetsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := compiled(t, grammar{has: true}.draw(t, 3))
		used := &Facts{}
		for range 3 {
			w := drawWorld(t)
			used.Reset()
			w.into(used)
			f := w.facts()
			if a, b := p.Judge(used), p.Judge(f); a != b {
				t.Fatalf("%s\nis %v after others, and %v alone in %+v", p.Source, a, b, w)
			}
			if a, b := p.Why(used), p.Why(f); !slices.Equal(a, b) {
				t.Fatalf("%s\nin %+v\nsays %q after others, and %q alone", p.Source, w, a, b)
			}
			used.SeenAt(Card, noon.AddDate(-1, 0, 0))
			used.Note(cardSeries, "a note of before")
			used.At(noon, nil, noon)
		}
	})
}

// One condition judges facts of many at the same time.
func TestPredicatesAreShared(t *testing.T) {
	p, faults := Compile(`device.applications.all(a, "cis2" in a.protocols) && card.expires > in_days(30) && card.series >= 8`, scope)
	if p == nil {
		t.Fatal(faults)
	}
	var group sync.WaitGroup
	for _, series := range []string{"6", "8", "9", "4|9"} {
		group.Go(func() {
			f := give(t, "card.series="+series, "card.expires=2026-01-01T00:00:00Z", "device.applications=x:cis2", "complete")
			want := p.Judge(f)
			for range 200 {
				if got := p.Judge(f); got != want || len(p.Why(f)) == 0 {
					t.Errorf("series %s: %v, and %v before", series, got, want)
				}
			}
		})
	}
	group.Wait()
}

// Every unmet finding names a value, and so does every unknown one.
func TestEveryReasonNamesAValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grammar{has: true}.draw(t, 3)
		p := compiled(t, c)
		for range 4 {
			w := drawWorld(t)
			f := w.facts()
			answer, why := p.Judge(f), p.Why(f)
			readsFacts := p.Footprint.Slots != 0 || len(p.Footprint.Products) > 0 || p.Footprint.Now
			if answer != fact.True && (len(why) == 0 || readsFacts && !namesAValue(p, f, why)) {
				t.Fatalf("%s\nin %+v\nis %v, and why names no value: %q", c.text, w, answer, why)
			}
		}
	})
}

// The footprint is what an answer depends on: facts that are not in it change
// nothing.
func TestNothingOutsideTheFootprintMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := grammar{has: true}.draw(t, 3)
		p := compiled(t, c)
		w, other := drawWorld(t), drawWorld(t)
		mixed := w.clone()
		for slot, a := range attributes {
			if p.Footprint.Slots&(1<<slot) != 0 || slot == cardTypeOf.Slot && p.Footprint.Slots&(1<<cardSeries.Slot) != 0 {
				continue
			}
			delete(mixed.values, a.Path())
			if v, ok := other.values[a.Path()]; ok && mixed.given[a.Object] {
				mixed.values[a.Path()] = v
			}
		}
		if len(p.Footprint.Products) == 0 && mixed.given["device"] {
			mixed.cells, mixed.softwareComplete = other.cells, other.softwareComplete
		}
		if p.Footprint.Slots&(1<<deviceApplications.Slot) == 0 && mixed.given["device"] {
			mixed.apps, mixed.appsComplete = other.apps, other.appsComplete
		}
		if !p.Footprint.Now {
			mixed.now = w.now.AddDate(1, 0, 0)
		}
		if a, b := p.Judge(w.facts()), p.Judge(mixed.facts()); a != b {
			t.Fatalf("%s\nis %v in %+v\nand %v in  %+v", c.text, a, w, b, mixed)
		}
	})
}

// With every fact known nothing is allocated, whatever a condition asks that
// makes no list, text or large number of its own.
func TestJudgingAllocatesNothing(t *testing.T) {
	f := give(t, "card.series=8", "card.type=PIV", "card.status=active", "card.groups=a|b", "card.expires=2026-01-01T00:00:00Z",
		"client.product=agent", "client.version=3.1", "connection.tls=1.2", "device.os=Windows 10", "device.uses=epr",
		"software.agent=1;3", "device.applications=x:cis2|y:cis1+cis2", "complete")
	at := noon
	for _, source := range []string{
		`card.series >= 8 && card.status == "active"`, `!has(card.status) || card.status in ["active", "stock"]`,
		`card.series in [8, 9] ? true : false`, `card.series + 1 > 8`, `card.series % 2 == 0`,
		`"a" in card.groups`, `size(card.groups) == 2`, `card.groups[0] == "a"`,
		`client.version >= version("2.4.5.0")`, `client.status == "new"`, `connection.tls in [tls("1.2"), tls("1.3")]`,
		`installed("agent")`, `installed("agent", ">=2")`, `status("agent") == "new"`,
		`device.os.startsWith("Windows") && !device.os.contains("Server")`,
		`card.expires > in_days(90)`, `card.expires - duration("24h") > now`, `now < date("2025-09-01")`, `in_days(7) > date("2025-07-01")`,
		`device.applications.all(a, "cis2" in a.protocols)`, `device.applications.exists(a, a.id == "x")`, `device.uses.all(u, u == "epr")`,
		`device.applications.size() == 2`,
	} {
		p, faults := Compile(source, scope)
		if len(faults) > 0 {
			t.Fatal(source, faults)
		}
		p.Judge(f) // the frame is made once
		n := testing.AllocsPerRun(100, func() {
			at = at.Add(time.Second) // a new question each time
			f.At(at, generations{}, time.Time{})
			p.Judge(f)
		})
		if n != 0 {
			t.Errorf("%s: %v allocations", source, n)
		}
	}
}
