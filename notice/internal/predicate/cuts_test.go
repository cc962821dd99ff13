package predicate

import (
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// clockChanges are times around which in_days does not run as now does. Lord
// Howe moves its clocks by half an hour; Apia left out 30 December 2011.
var clockChanges = map[string][]string{
	"Europe/London":       {"2025-03-30T01:00:00Z", "2025-10-26T01:00:00Z"},
	"Australia/Lord_Howe": {"2025-04-05T15:00:00Z", "2025-10-04T15:30:00Z"},
	"Pacific/Apia":        {"2011-12-30T10:00:00Z"},
}

// timeCondition draws a comparison of instants near a change of clocks: its
// text, and the fact that it reads.
func timeCondition(t *rapid.T, near time.Time) (text string, issued time.Time) {
	close := func(label string) time.Time {
		minutes := rapid.IntRange(-3*24*12, 3*24*12).Draw(t, label) * 5
		return near.Add(time.Duration(minutes) * time.Minute)
	}
	issued = close("issued")
	shift := func(label string) string {
		minutes := rapid.SampledFrom([]int{0, 0, 30, 60, 90, 24 * 60, -30, -60, -24 * 60, 47}).Draw(t, label)
		if minutes == 0 {
			return ""
		}
		return fmt.Sprintf(` + duration("%dm")`, minutes)
	}
	days := func() int { return rapid.IntRange(-3, 3).Draw(t, "days") }
	moving := func() string {
		if rapid.IntRange(0, 2).Draw(t, "now") == 0 {
			return "now" + shift("moved")
		}
		return fmt.Sprintf("in_days(%d)", days()) + shift("moved")
	}
	left := moving()
	var right string
	switch rapid.SampledFrom([]string{"fact", "date", "timestamp", "moving"}).Draw(t, "against") {
	case "fact":
		right = "card.issued" + shift("fixed")
	case "date":
		right = fmt.Sprintf("date(%q)", close("date").Format("2006-01-02T15:04")) + shift("fixed")
	case "timestamp":
		right = fmt.Sprintf("timestamp(%q)", close("timestamp").Format(time.RFC3339)) + shift("fixed")
	case "moving":
		right = moving()
	}
	if rapid.Bool().Draw(t, "mirrored") {
		left, right = right, left
	}
	return fmt.Sprintf("%s %s %s", left, rapid.SampledFrom(ops).Draw(t, "op"), right), issued
}

// The answer changes only at cuts: between two of them it is the same at every
// instant that is looked at, and these are many.
func TestAnswersChangeOnlyAtCuts(t *testing.T) {
	names := []string{"Australia/Lord_Howe", "Europe/London", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		near, _ := time.Parse(time.RFC3339, rapid.SampledFrom(clockChanges[name]).Draw(t, "near"))
		text, issued := timeCondition(t, near)
		p, faults := Compile(text, Scope{Zone: zone(name)})
		if p == nil {
			t.Fatalf("%s: %v", text, faults)
		}
		f := &Facts{}
		f.Set(named("card.issued"), Instant(issued))
		ask := func(at time.Time) fact.Truth {
			f.At(at, nil, time.Time{})
			return p.Judge(f)
		}
		f.At(near, nil, time.Time{})
		cuts := cutsOf(p, f)
		// Every quarter of an hour for eight days, and around every cut.
		var asked []time.Time
		from, until := near.Add(-4*24*time.Hour), near.Add(4*24*time.Hour)
		for at := from; at.Before(until); at = at.Add(15 * time.Minute) {
			asked = append(asked, at)
		}
		for _, c := range cuts {
			if c.After(from) && c.Before(until) {
				asked = append(asked, c.Add(-time.Minute), c.Add(-1), c, c.Add(1), c.Add(2), c.Add(time.Minute))
			}
		}
		slices.SortFunc(asked, time.Time.Compare)
		for i := 1; i < len(asked); i++ {
			a, b := asked[i-1], asked[i]
			next := sort.Search(len(cuts), func(n int) bool { return cuts[n].After(a) })
			isCut := next < len(cuts) && !cuts[next].After(b)
			if !isCut && ask(a) != ask(b) {
				t.Fatalf("%s in %s, issued %v:\n%v at %v and\n%v at %v, with no cut between",
					text, name, issued, ask(a), a, ask(b), b)
			}
		}
	})
}

// A comparison without a fact changes at its fixed cuts, and nowhere else.
func TestFixedCutsAreExact(t *testing.T) {
	names := []string{"Australia/Lord_Howe", "Europe/London", "Pacific/Apia"}
	changes := 0
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		near, _ := time.Parse(time.RFC3339, rapid.SampledFrom(clockChanges[name]).Draw(t, "near"))
		text, _ := timeCondition(t, near)
		p, faults := Compile(text, Scope{Zone: zone(name)})
		if p == nil {
			t.Fatalf("%s: %v", text, faults)
		}
		f := &Facts{}
		ask := func(at time.Time) fact.Truth {
			f.At(at, nil, time.Time{})
			return p.Judge(f)
		}
		isCut := map[int64]bool{}
		p.FixedCuts(func(at time.Time) {
			isCut[at.UnixNano()] = true
			if ask(at) == ask(at.Add(-1)) {
				t.Fatalf("%s in %s does not change at %v", text, name, at)
			}
		})
		before := ask(near.Add(-4 * 24 * time.Hour))
		for at := near.Add(-4 * 24 * time.Hour); at.Before(near.Add(4 * 24 * time.Hour)); at = at.Add(15 * time.Minute) {
			for _, at := range []time.Time{at, at.Add(1)} {
				if now := ask(at); now != before {
					changes++
					// Whatever changes here changes at an instant of this grid, or at a time of 47 minutes between.
					found := false
					for c := range isCut {
						found = found || c <= at.UnixNano() && c > at.Add(-15*time.Minute).UnixNano()
					}
					if !found {
						t.Fatalf("%s in %s changes before %v, and no cut says so", text, name, at)
					}
					before = now
				}
			}
		}
	})
	if changes == 0 {
		t.Error("no condition changed")
	}
}

// What a time is compared with at an instant is all that its value is asked.
func TestTimesInOnePlaceAreAlike(t *testing.T) {
	london := zone("Europe/London")
	near := time.Date(2025, 3, 30, 1, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		text, _ := timeCondition(t, near)
		p, faults := Compile(text, Scope{Zone: london})
		if p == nil {
			t.Fatalf("%s: %v", text, faults)
		}
		now := near.Add(time.Duration(rapid.IntRange(-300, 300).Draw(t, "now")) * 5 * time.Minute)
		var cuts []time.Time
		p.TimeCuts(named("card.issued"), now, func(at time.Time) { cuts = append(cuts, at) })
		p.TimeCuts(named("card.expires"), now, func(at time.Time) { t.Errorf("%s compares card.expires with %v", text, at) })
		slices.SortFunc(cuts, time.Time.Compare)
		ask := func(issued time.Time) fact.Truth {
			f := &Facts{}
			f.Set(named("card.issued"), Instant(issued))
			f.At(now, nil, time.Time{})
			return p.Judge(f)
		}
		at := ask(near.AddDate(-1, 0, 0))
		for i := 0; i <= len(cuts); i++ {
			low, high := near.AddDate(-1, 0, 0), near.AddDate(1, 0, 0)
			if i > 0 {
				low = cuts[i-1].Add(1)
			}
			if i < len(cuts) {
				high = cuts[i].Add(-1)
			}
			if ask(low) != ask(high) {
				t.Fatalf("%s at %v differs from %v to %v, with no cut between", text, now, low, high)
			}
		}
		if len(cuts) == 0 && ask(near) != at {
			t.Fatalf("%s at %v reads card.issued, and has no cut", text, now)
		}
	})
}

// cutsOf lists the cuts in order, each once.
func cutsOf(p *Predicate, f *Facts) []time.Time {
	var cuts []time.Time
	p.Cuts(f, func(at time.Time) { cuts = append(cuts, at.UTC()) })
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.CompactFunc(cuts, time.Time.Equal)
}

func TestCuts(t *testing.T) {
	for _, c := range []struct {
		source string
		facts  []string
		want   []string // without the ones a nanosecond later
	}{
		{`card.series >= 8`, nil, nil},
		{`card.expires > now`, nil, nil},
		{`card.expires > now`, []string{"card.expires=2025-09-01T00:00:00Z"}, []string{"2025-09-01T00:00:00Z"}},
		{`card.expires > now + duration("24h")`, []string{"card.expires=2025-09-01T00:00:00Z"}, []string{"2025-08-31T00:00:00Z"}},
		{`card.expires - duration("24h") > now`, []string{"card.expires=2025-09-01T00:00:00Z"}, []string{"2025-08-31T00:00:00Z"}},
		{`card.expires > in_days(30)`, []string{"card.expires=2025-09-01T00:00:00Z"}, []string{"2025-08-02T00:00:00Z"}},
		{`now >= date("2025-09-01")`, nil, []string{"2025-08-31T23:00:00Z"}},
		{`card.expires > date("2025-09-01")`, []string{"card.expires=2025-09-01T00:00:00Z"}, nil},
		{`now < date("2025-07-01") || now >= date("2025-08")`, nil, []string{"2025-06-30T23:00:00Z", "2025-07-31T23:00:00Z"}},
		// Each possible value may be the one, and a fact too old now was young.
		{`card.expires > now`, []string{"card.expires=2025-09-01T00:00:00Z|2025-10-01T00:00:00Z"}, []string{"2025-09-01T00:00:00Z", "2025-10-01T00:00:00Z"}},
		{`card.expires > now`, []string{"card.expires=2025-09-01T00:00:00Z", "card@2025-01-01T00:00:00Z", "fresh=1h"}, []string{"2025-09-01T00:00:00Z"}},
	} {
		p, faults := Compile(c.source, scope)
		if p == nil {
			t.Fatal(c.source, faults)
		}
		var got []string
		for i, at := range cutsOf(p, give(t, c.facts...)) {
			if i%2 == 0 {
				got = append(got, at.Format(time.RFC3339Nano))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s of %v: %v, want %v", c.source, c.facts, got, c.want)
		}
	}
}

// A civil time that clocks show twice is told from two instants.
func TestInstantsOfACivilTime(t *testing.T) {
	dt, err := civil.ParseDateTime("2025-10-26T01:30")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	p := &Predicate{zone: london}
	for _, at := range p.instantsOf(dt) {
		got = append(got, at.UTC().Format(time.RFC3339))
	}
	if want := []string{"2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
