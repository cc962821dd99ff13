package live

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	draws "github.com/lanyard-id/lanyard/test/draw"
)

func room(bound, invited int32) *trailRoom {
	p := new(trailRoom)
	p.set(bound, invited)
	return p
}

// sumOfTrail is all that a trail tells in [from, until), and fails the test where
// it is not in order or lies outside.
func sumOfTrail(t rapid.TB, tr *trail, from, until int64) (sum sums) {
	before := from
	tr.each(from, until, func(at int64, of uint8, n counts) {
		if at < before || at >= until {
			t.Fatalf("a second at %d in [%d, %d)", at, before, until)
		}
		before = at
		sum.add(&n)
	})
	return sum
}

// TestTrail holds a trail to a list of everything that was counted: in the order in
// which it came and out of it, of this process and of one before it, with as many
// places as it likes and with few. What it says to be whole is whole; of the rest
// it tells nothing that was not.
func TestTrail(t *testing.T) {
	counts := make(map[string]int)
	kinds := []string{"whole", "not whole", "out of order", "recalled and too old", "given back"}
	draws.Until(t, func() string { return draws.Lacking(counts, 5, kinds...) }, func(t *rapid.T) {
		bound := rapid.SampledFrom([]int32{0, 4, 10, 64, 1 << 20}).Draw(t, "places")
		p := room(bound, bound)
		var tr trail
		counted := make(map[int64]sums)
		newest := int64(0)
		now := rapid.Int64Range(1_700_000_000, 1_800_000_000).Draw(t, "start")
		for range rapid.IntRange(0, 300).Draw(t, "events") {
			now += rapid.SampledFrom([]int64{0, 0, 0, 1, 1, 2, 30, 400}).Draw(t, "step")
			e := event{at: now - rapid.SampledFrom([]int64{0, 0, 0, 1, 5, 800}).Draw(t, "late"), kind: kind(rapid.IntRange(0, 2).Draw(t, "kind"))}
			e.weak = e.kind == warned && rapid.Bool().Draw(t, "weak")
			if rapid.IntRange(0, 9).Draw(t, "recalled") == 0 {
				e.recalled = true
				e.at -= rapid.Int64Range(0, 2*seconds).Draw(t, "before")
			}
			switch {
			case e.recalled && newest-e.at >= seconds:
				counts["recalled and too old"]++
			case e.at < newest:
				counts["out of order"]++
			}
			newest = max(newest, e.at)
			tr.count(e, 0, p, true)
			s := counted[e.at]
			s.count(e)
			counted[e.at] = s
			if rapid.IntRange(0, 30).Draw(t, "tidied") == 0 {
				before := p.used.Load()
				tr.tidy(now, p, true)
				if p.used.Load() < before {
					counts["given back"]++
				}
			}
			if p.used.Load() != int32(cap(tr.steps)) || p.used.Load() > bound {
				t.Fatalf("%d of %d places are taken, and there is room for %d", p.used.Load(), bound, cap(tr.steps))
			}
		}
		from := rapid.Int64Range(now-seconds+1, now).Draw(t, "from")
		until := rapid.Int64Range(from, now+1).Draw(t, "until")
		if tr.whole == 0 {
			counts["whole"]++
		} else {
			counts["not whole"]++
		}
		if whole := int64(tr.whole); bound < 1<<20 {
			if from < whole { // what is left of it is no more than there was
				got := sumOfTrail(t, &tr, from, min(until, whole))
				if got.all() != 0 {
					t.Fatalf("%v is told of [%d, %d), which is not whole", got, from, whole)
				}
				from = min(whole, until)
			}
		} else if whole != 0 {
			t.Fatal("it is not whole, and there was room")
		}
		var want sums
		for at, n := range counted {
			if at >= from && at < until {
				want.plus(&n)
			}
		}
		if got := sumOfTrail(t, &tr, from, until); got != want {
			t.Fatalf("%v in [%d, %d), want %v", got, from, until, want)
		}
	})
}

// TestTrailAfterTheClockStepped: what was counted ahead of a clock that was set back
// is no past.
func TestTrailAfterTheClockStepped(t *testing.T) {
	p := room(1000, 1000)
	var tr trail
	for at := int64(100_000); at < 100_010; at++ {
		tr.count(event{at: at, kind: blocked}, 0, p, true)
	}
	for at := int64(50_000); at < 50_005; at++ { // an hour and more
		tr.count(event{at: at, kind: warned}, 0, p, true)
	}
	if got := sumOfTrail(t, &tr, 49_101, 50_005); got != (sums{warned: 5}) {
		t.Errorf("after it was set back: %v", got)
	}
	if got := sumOfTrail(t, &tr, 99_000, 101_000); got.all() != 0 {
		t.Errorf("what lay ahead is still there: %v", got)
	}
	tr.count(event{at: 100_000, kind: allowed}, 0, p, true) // and put right again
	if got := sumOfTrail(t, &tr, 99_101, 100_001); got != (sums{allowed: 1}) {
		t.Errorf("after it was put right: %v", got)
	}
	tr.tidy(10, p, true) // set back, and nobody came since
	if n := p.used.Load(); n != 0 || len(tr.steps) != 0 {
		t.Errorf("%d places are kept for what lies ahead", n)
	}
	tr.count(event{at: -5, kind: allowed}, 0, p, true) // before 1970: nonsense, and no panic
	tr.tidy(-5, p, true)
}

// TestTrailOfABusySecond: more came in one second than one step can hold.
func TestTrailOfABusySecond(t *testing.T) {
	p := room(1000, 1000)
	var tr trail
	const n = 1<<17 + 5
	for range n {
		tr.count(event{at: 1000, kind: warned, weak: true}, 0, p, true)
	}
	if got := sumOfTrail(t, &tr, 1000, 1001); got != (sums{warned: n, weakened: n}) {
		t.Errorf("%v", got)
	}
}

// TestTrailsShareTheirPlaces: where strangers invent names, the trails of real ones
// still have places; and whoever goes gives theirs back.
func TestTrailsShareTheirPlaces(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	l.steps.set(4_000, 3_000)
	for second := range 200 {
		for i := range 50 {
			d := decided(c.now(), fmt.Sprintf("INVENTED-%d", i), "1", notice.Block, notice.Block, "")
			d.Proven = 0
			l.Decided(d)
		}
		if second%20 == 0 {
			l.Decided(decided(c.now(), "REAL", "1", notice.Block, notice.Block, ""))
		}
		c.move(time.Second)
	}
	if used := l.steps.used.Load(); used > 4_000 {
		t.Errorf("%d places are taken", used)
	}
	if !l.room(c.now().Unix()).Full {
		t.Error("that there is no more room is not told")
	}
	chart := func(of string) Curve {
		return l.curve(query{of: organisationsID, row: name{of: of}, chart: "15m"}, 1, c.now())
	}
	sum := func(c Curve) (n uint64) {
		for _, b := range c.Bars {
			n += b.Blocked
		}
		return n
	}
	if got := chart("REAL"); !got.Whole.IsZero() || sum(got) != 10 {
		t.Errorf("of the real one %d are told, whole from %v", sum(got), got.Whole)
	}
	invented := chart("INVENTED-7")
	if rows := curveRows(&invented, time.Time{}); len(rows) < 2 || len(rows) > 15 {
		t.Errorf("the file of an invented one has %d rows of the 60", len(rows))
	}
	if got := invented; got.Whole.IsZero() || sum(got) == 0 || sum(got) != uint64(c.now().Sub(got.Whole).Seconds()) {
		t.Errorf("of an invented one %d are told, whole from %v", sum(got), got.Whole)
	}
	c.move(seconds * time.Second)
	for part := range stripes {
		for _, id := range tableIDs {
			l.table(id).tidy(part, c.now().Unix())
		}
	}
	if l.room(c.now().Unix()).Full {
		t.Error("there is room again, and it is not told")
	}
	if diff := cmp.Diff([]int32{0, 0}, []int32{l.steps.used.Load(), l.steps.unproven.Load()}); diff != "" {
		t.Errorf("places that are still taken, and of the unproven (-want +got)\n%s", diff)
	}
}
