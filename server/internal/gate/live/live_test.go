package live

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// TestDecided counts one decision of each kind everywhere that it belongs.
func TestDecided(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	at := c.now()
	two := decided(at, "B", "2.3.1.0", notice.Block, notice.Block, "")
	two.Findings = append(two.Findings,
		decision.Finding{Notice: "care-identity-2025", Requirement: "card-series", Asks: notice.Warn},
		decision.Finding{Notice: "care-identity-2025", Requirement: "tls", Asks: notice.Observe})
	two.Contradicted = []string{"says 2.3.1.0, and shakes hands as a browser"}
	for _, d := range []*decision.Decision{
		decided(at, "A", "2.4.10.0", notice.Observe, notice.Observe, ""),
		decided(at, "A", "2.3.1.0", notice.Warn, notice.Warn, ""),
		two,
		decided(at, "B", "2.3.1.0", notice.Warn, notice.Block, decision.Held),
		decided(at, "B", "2.3.1.0", notice.Warn, notice.Block, "one that is not known"),
	} {
		l.Decided(d)
	}
	all := wholeOf(l.shards)
	if diff := cmp.Diff(sums{1, 3, 1, 2}, all.done); diff != "" {
		t.Errorf("done (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(sums{1, 1, 3, 0}, all.asked); diff != "" {
		t.Errorf("asked (-want +got)\n%s", diff)
	}
	if all.reasons != [len(reasons)]uint64{0: 1, 6: 1} || all.contradicted != 1 || all.proven != [4]uint64{decision.ByPerson: 5} {
		t.Errorf("reasons %v, contradicted %d, proven %v", all.reasons, all.contradicted, all.proven)
	}
	if all.tls[tlsIndex("1.0")] != (sums{0, 3, 1, 2}) || all.tls[tlsIndex("1.2")] != (sums{1, 0, 0, 0}) {
		t.Errorf("by TLS %v", all.tls)
	}
	got := make(map[string]sums)
	for _, table := range []*table{l.organisations, l.clients, l.requirements, l.extractors} {
		table.each(func(n name, row *tally) { got[n.of+"/"+n.part] = row.total })
	}
	want := map[string]sums{
		"A/": {1, 1, 0, 0}, "B/": {0, 2, 1, 2},
		"identity-agent/2.4.10.0":           {1, 0, 0, 0},
		"identity-agent/2.3.1.0":            {0, 3, 1, 2},
		"identity-agent/":                   {1, 3, 1, 2}, // the extractor
		"care-identity-2025/identity-agent": {0, 3, 1, 2},
		"care-identity-2025/card-series":    {0, 1, 0, 0}, // it warns where another blocks
		"care-identity-2025/tls":            {1, 0, 0, 0}, // it observes
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by name (-want +got)\n%s", diff)
	}
}

// TestRecall: a gate that is started anew in a window knows what came before, and
// counts it nowhere else; whether it is told before it decides, after, or in between.
func TestRecall(t *testing.T) {
	opens, now := day(t, 10, 0, 0), day(t, 10, 20, 0)
	window := Window{Requirement: "identity-agent", From: opens, Until: day(t, 11, 0, 0)}
	sources := Sources{Plan: func() Plan { return Plan{Loaded: true, Open: []Window{window}} }}
	var before []*decision.Decision
	for at := day(t, 8, 0, 0); at.Before(now); at = at.Add(time.Minute) {
		if at.Before(opens) {
			before = append(before, decided(at, "GONE", "1", notice.Warn, notice.Warn, ""))
			before = append(before, decided(at, "HERE", "1", notice.Warn, notice.Warn, ""))
		} else {
			before = append(before, decided(at, "HERE", "1", notice.Block, notice.Block, ""))
		}
	}
	for _, first := range []int{0, len(before), len(before) / 2, len(before) - 30} { // so many are told before it decides
		for _, backwards := range []bool{false, true} {
			c := &clockAt{at: now}
			l := New(Options{Now: c.now})
			l.see(&Plan{Loaded: true, Open: []Window{window}})
			told := slices.Clone(before)
			if backwards {
				slices.Reverse(told)
			}
			for _, d := range told[:first] {
				l.Recall(d)
			}
			l.Decided(decided(c.now(), "HERE", "1", notice.Block, notice.Block, ""))
			for _, d := range told[first:] {
				l.Recall(d)
			}
			st := l.state(&sources, query{})
			if s := st.Stopped; s.MinutesBefore != 60 || s.All != 1 || s.Rows[0].Name != "GONE" || s.Rows[0].Before != 60 || !s.Rows[0].Last.Equal(day(t, 9, 59, 0)) {
				t.Errorf("%d first, backwards %v: stopped %+v", first, backwards, s)
			}
			if r := st.Organisations.Rows; len(r) != 1 || r[0].Name != "HERE" || r[0].Blocked != 21 || r[0].Warned != 0 || !r[0].LastAt.Equal(now) {
				t.Errorf("%d first, backwards %v: since the window opened: %+v", first, backwards, r)
			}
			drawn := uint64(0)
			for _, b := range st.Curve.Bars {
				drawn += b.All()
			}
			if st.SinceStart.All() != 1 || drawn != 5 {
				t.Errorf("%d first, backwards %v: %d since the start, %d in the picture", first, backwards, st.SinceStart.All(), drawn)
			}
			families := scrape(t, l.metricsHandler(&sources))
			for _, series := range [][]string{
				{"decisions_total", "action", "block"}, {"client_decisions_total", "action", "block"}, {"requirement_decisions_total", "action", "block"},
				{"organisation_decisions_total", "organisation", "HERE", "action", "block"},
			} {
				if n := valueOf(families, prefix+series[0], series[1:]...); n != 1 {
					t.Errorf("%v is %g", series, n)
				}
			}
		}
	}
}

// TestDecidedTakesNoMemory: counting what has a row already allocates nothing.
func TestDecidedTakesNoMemory(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	d := decided(c.now(), "A81001", "2.3.1.0", notice.Block, notice.Block, "")
	l.Decided(d)
	if n := testing.AllocsPerRun(100, func() { l.Decided(d); l.Took(time.Millisecond); l.Count(Proxied) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// TestConcurrently counts from many goroutines while others read. Under the race
// detector it is a test of that, too.
func TestConcurrently(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	sources := standing(t, c)
	const each, writers = 2000, 8
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				l.Decided(decided(c.now(), fmt.Sprintf("ORG-%d", (w+i)%50), "2.3.1.0", notice.Block, notice.Block, ""))
				l.Count(HeaderRefused)
				l.Took(time.Millisecond)
				l.Outcome("ORG", attempt.Accepted)
				if i%100 == 0 {
					c.move(time.Second)
				}
			}
		})
	}
	for range 2 {
		wait.Go(func() {
			for range 20 {
				l.state(&sources, query{})
				l.WindowOpened(c.now())
			}
		})
	}
	wait.Wait()
	st := l.state(&sources, query{span: "start"})
	if st.SinceStart.Blocked != each*writers || st.Events["requests_refused_total{why=header}"] != each*writers || st.Outcomes["accepted"] != each*writers {
		t.Errorf("%d decisions, %d events, %d outcomes", st.SinceStart.Blocked, st.Events["requests_refused_total{why=header}"], st.Outcomes["accepted"])
	}
	sum := uint64(0)
	for _, r := range st.Organisations.Rows {
		sum += r.Blocked
	}
	if sum != each*writers {
		t.Errorf("%d sign-ins of organisations", sum)
	}
}

// TestWatch: the window that opens is noted within a second, also while nobody
// reads the page.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(Options{Now: time.Now})
		opens := time.Now().Add(90 * time.Second)
		plan := func() Plan {
			w := Window{Requirement: "r", From: opens, Until: opens.Add(time.Hour)}
			if time.Now().Before(opens) {
				return Plan{Loaded: true, Next: &w}
			}
			return Plan{Loaded: true, Open: []Window{w}}
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { l.Watch(ctx, plan); close(done) }()
		time.Sleep(89 * time.Second)
		synctest.Wait()
		if l.opened.Load() != 0 {
			t.Error("a window opened that is to come")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := l.opened.Load(); got != opens.Unix() {
			t.Errorf("opened %d, want %d", got, opens.Unix())
		}
		cancel()
		<-done
	})
}

// TestSeen follows windows as they open and end: by the clock, because the plan
// changed, and when the clock is set back.
func TestSeen(t *testing.T) {
	at := day(t, 10, 0, 0)
	minute := func(n int) time.Time { return at.Add(time.Duration(n) * time.Minute) }
	window := func(name string, from, until int) Window {
		return Window{Name: name, From: minute(from), Until: minute(until)}
	}
	long, young, forGood := window("long", 0, 60), window("young", 10, 20), Window{Name: "good", From: minute(40)}
	var s seen
	for _, step := range []struct {
		minute int
		open   []Window
		about  string
		ends   []int // of all that were seen, in minutes; -1: for good
	}{
		{0, nil, "", nil},
		{0, []Window{long}, "long", []int{60}},
		{10, []Window{long, young}, "young", []int{60, 20}},
		{20, []Window{long}, "long", []int{60, 20}},
		{30, nil, "long", []int{30, 20}}, // taken out of the plan
		{39, nil, "long", []int{30, 20}},
		{40, []Window{forGood}, "good", []int{30, 20, -1}},
		{41, []Window{window("long", 0, 60), forGood}, "good", []int{60, 20, -1}}, // given back
		{5, []Window{long}, "long", []int{60}},                                    // the clock was set back
	} {
		s.note(step.open, minute(step.minute))
		windows := s.all()
		got, ends := "", []int(nil)
		if w := about(windows, minute(step.minute)); w != nil {
			got = w.Name
		}
		for _, w := range windows {
			end := -1
			if !w.Until.IsZero() {
				end = int(w.Until.Sub(at) / time.Minute)
			}
			ends = append(ends, end)
		}
		if diff := cmp.Diff(step.ends, ends); got != step.about || diff != "" {
			t.Errorf("minute %d: about %q, want %q; ends (-want +got)\n%s", step.minute, got, step.about, diff)
		}
	}
	for i := range 200 {
		s.note([]Window{window(fmt.Sprint(i), i, i+1)}, minute(i))
	}
	if n := len(s.all()); n != mostSeen {
		t.Errorf("%d windows are kept", n)
	}
}

// TestTLSNames: every version that a decision can name has its own series.
func TestTLSNames(t *testing.T) {
	seen := make(map[int]bool)
	for v := fact.SSLv3; v <= fact.TLS13; v++ {
		i := tlsIndex(v.String())
		if i == 0 || seen[i] {
			t.Errorf("%s is counted as %s", v, tlsNames[i])
		}
		seen[i] = true
	}
	if tlsIndex("") != 0 || tlsIndex("TLS 0x305") != 0 {
		t.Error("what is no version is counted as one")
	}
}

func TestHistogram(t *testing.T) {
	h := newHistogram([]float64{.001, .01})
	for _, d := range []time.Duration{-time.Second, 0, time.Millisecond, 2 * time.Millisecond, time.Second} {
		h.observe(d)
	}
	n, sum, within := h.read()
	if diff := cmp.Diff(map[float64]uint64{.001: 3, .01: 4}, within); n != 5 || sum != 1.003 || diff != "" {
		t.Errorf("%d in %g s\n%s", n, sum, diff)
	}
}
