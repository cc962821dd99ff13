package clock

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// machine is a machine whose clocks a test moves.
type machine struct {
	wall      time.Time
	monotonic time.Duration
}

func (m *machine) source() (time.Time, time.Duration) { return m.wall, m.monotonic }

// pass lets time go by for both clocks.
func (m *machine) pass(d time.Duration) {
	m.wall = m.wall.Add(d)
	m.monotonic += d
}

// run lets seconds go by with a check in each.
func (m *machine) run(c *Clock, d time.Duration) {
	for ; d > 0; d -= time.Second {
		m.pass(min(d, time.Second))
		c.Check()
	}
}

var monday = time.Date(2025, time.July, 7, 8, 0, 0, 0, time.UTC)

func newClock(t testing.TB, o Options) *Clock {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func doubted(c *Clock) bool {
	_, is := c.Doubt()
	return is
}

func TestNewRefuses(t *testing.T) {
	start := monday
	for _, c := range []struct {
		name string
		o    Options
		want string // in the error; "" = it is a clock
	}{
		{"nothing", Options{}, ""},
		{"rate 1", Options{Rate: 1}, ""},
		{"a start", Options{Start: start}, ""},
		{"a fast rehearsal", Options{Start: start, Rate: 60}, ""},
		{"a slow rehearsal", Options{Start: start, Rate: 0.5}, ""},
		{"1970", Options{Start: time.Unix(0, 0)}, ""},
		{"2099", Options{Start: time.Date(2099, 12, 31, 23, 59, 0, 0, time.UTC)}, ""},
		{"a rate alone", Options{Rate: 2}, "give it an instant to start at"},
		{"too fast", Options{Start: start, Rate: 3601}, "give a rate from 0.001 to 3600"},
		{"backwards", Options{Start: start, Rate: -1}, "cannot run at -1 times"},
		{"no number", Options{Start: start, Rate: math.NaN()}, "cannot run at NaN times"},
		{"before time", Options{Start: time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC)}, "cannot start at 1969-12-31T00:00:00Z"},
		{"after time", Options{Start: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)}, "from 1970 to the end of 2199"},
	} {
		_, err := New(c.o)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: the error is %v, and should say %q", c.name, err, c.want)
		}
	}
}

func TestRehearsal(t *testing.T) {
	start := time.Date(2025, time.July, 8, 9, 58, 0, 0, time.FixedZone("", 3600))
	for _, c := range []struct {
		rate   float64
		passed time.Duration
		want   time.Duration
	}{
		{0, 0, 0},
		{0, time.Minute, time.Minute},
		{60, time.Minute, time.Hour},
		{0.5, time.Minute, 30 * time.Second},
		{3600, 7 * 24 * time.Hour, 7 * 24 * 3600 * time.Hour},
	} {
		m := &machine{wall: monday}
		clock := newClock(t, Options{Start: start, Rate: c.rate, Source: m.source})
		m.pass(c.passed)
		if got := clock.Now(); !got.Equal(start.Add(c.want)) || got.Location() != time.UTC {
			t.Errorf("at rate %g after %s it shows %s, not %s in UTC", c.rate, c.passed, got, start.Add(c.want).UTC())
		}
	}
}

// TestRehearsalNeverDoubts: what the machine's clock does is nothing to it.
func TestRehearsalNeverDoubts(t *testing.T) {
	m := &machine{wall: monday}
	c := newClock(t, Options{Start: monday.AddDate(1, 0, 0), Source: m.source})
	m.wall = m.wall.AddDate(-30, 0, 0)
	c.Check()
	if why, doubted := c.Doubt(); doubted || !c.Rehearsal() {
		t.Errorf("a rehearsal doubts: %s", why)
	}
	if got := c.Now(); !got.Equal(monday.AddDate(1, 0, 0)) {
		t.Errorf("a rehearsal follows the machine's clock to %s", got)
	}
}

// TestRehearsalEnds: it stops before instants that 64 bits do not hold.
func TestRehearsalEnds(t *testing.T) {
	m := &machine{wall: monday}
	c := newClock(t, Options{Start: time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC), Rate: MaxRate, Source: m.source})
	m.pass(math.MaxInt64)
	if got := c.Now(); !got.Equal(endOfTime) {
		t.Errorf("it ran on to %s", got)
	}
}

// TestStep: a clock that is set to another time is doubted at once, and adopted
// when it has stood still for five minutes.
func TestStep(t *testing.T) {
	for _, c := range []struct {
		name string
		to   time.Time
		say  string
	}{
		{"a day ahead", monday.AddDate(0, 0, 1), "24h0m0s ahead of"},
		{"eleven seconds behind", monday.Add(-11 * time.Second), "11s behind"},
		{"1970", time.Unix(0, 0).UTC(), "behind"},
		{"the year 1", time.Time{}, "centuries behind"},
		{"2099", time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), "ahead of"},
		{"the year 9999", time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), "centuries ahead of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var told []string
			m := &machine{wall: monday}
			clock := newClock(t, Options{Source: m.source, Tell: func(words string) { told = append(told, words) }})
			m.wall = c.to
			// Before any check.
			if why, doubted := clock.Doubt(); !doubted || !strings.Contains(why, c.say) {
				t.Errorf("doubt is %v: %q, which should say %q", doubted, why, c.say)
			}
			if got := clock.Now(); !got.Equal(monday) {
				t.Errorf("it followed to %s", got)
			}
			clock.Check()
			m.run(clock, settleAfter-time.Second)
			if got := clock.Now(); !got.Equal(monday.Add(settleAfter - time.Second)) {
				t.Errorf("in doubt it shows %s, not the monotonic time", got)
			}
			if !doubted(clock) {
				t.Error("it is believed too early")
			}
			m.run(clock, time.Second)
			if got := clock.Now(); !got.Equal(c.to.Add(settleAfter)) {
				t.Errorf("it shows %s, not the adopted time", got)
			}
			if why, doubted := clock.Doubt(); doubted {
				t.Errorf("still in doubt: %s", why)
			}
			if s := clock.Stats(); s.Doubts != 1 || s.Adopted != 1 || s.Doubted {
				t.Errorf("counted %+v", s)
			}
			if len(told) != 2 {
				t.Errorf("told %q", told)
			}
		})
	}
}

// TestFalseStep: a clock that is put right again goes on without a jump.
func TestFalseStep(t *testing.T) {
	m := &machine{wall: monday}
	var told []string
	c := newClock(t, Options{Source: m.source, Tell: func(words string) { told = append(told, words) }})
	m.wall = m.wall.Add(time.Hour)
	c.Check()
	m.run(c, time.Minute)
	m.wall = m.wall.Add(-time.Hour)
	c.Check()
	if !doubted(c) {
		t.Error("a clock that was just set twice is believed at once")
	}
	m.run(c, settleAfter)
	if doubted(c) {
		t.Error("a clock that has been right for five minutes is still doubted")
	}
	if got := c.Now(); !got.Equal(m.wall) {
		t.Errorf("it shows %s at %s", got, m.wall)
	}
	if len(told) != 2 || !strings.Contains(told[1], "no longer doubted") {
		t.Errorf("told %q", told)
	}
}

// TestFollows: small differences are made up for without running backwards.
func TestFollows(t *testing.T) {
	for _, ahead := range []time.Duration{40 * time.Millisecond, -40 * time.Millisecond, 9 * time.Second, -9 * time.Second} {
		m := &machine{wall: monday}
		c := newClock(t, Options{Source: m.source})
		m.wall = m.wall.Add(ahead)
		before := c.Now()
		for range 120 {
			m.pass(time.Second)
			c.Check()
			now := c.Now()
			if passed := now.Sub(before); passed < 900*time.Millisecond || passed > 1100*time.Millisecond {
				t.Fatalf("in a second %s passed", passed)
			}
			before = now
		}
		if off := m.wall.Sub(before); off > time.Microsecond || off < -time.Microsecond {
			t.Errorf("two minutes after a step by %s it is off by %s", ahead, off)
		}
	}
}

// TestLateCheck: while no check comes the clock runs as the monotonic one does.
func TestLateCheck(t *testing.T) {
	m := &machine{wall: monday}
	c := newClock(t, Options{Source: m.source})
	m.wall = m.wall.Add(5 * time.Second)
	c.Check()
	m.pass(time.Hour)
	if got, want := c.Now(), monday.Add(time.Hour+100*time.Millisecond); !got.Equal(want) {
		t.Errorf("it shows %s, not %s", got, want)
	}
}

// TestPauseOfChecks: time in which nobody looked does not count as standing
// still.
func TestPauseOfChecks(t *testing.T) {
	m := &machine{wall: monday}
	c := newClock(t, Options{Source: m.source})
	m.wall = m.wall.Add(time.Hour)
	c.Check()
	m.pass(settleAfter)
	c.Check()
	if !doubted(c) {
		t.Error("two checks are taken for five minutes")
	}
	m.run(c, settleAfter-maxGap)
	if doubted(c) {
		t.Error("it is never adopted")
	}
}

// TestRun ticks by itself.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ahead atomic.Int64
		source := Machine()
		c := newClock(t, Options{Source: func() (time.Time, time.Duration) {
			wall, monotonic := source()
			return wall.Add(time.Duration(ahead.Load())), monotonic
		}})
		go c.Run(t.Context())
		ahead.Store(int64(time.Hour))
		time.Sleep(settleAfter)
		synctest.Wait()
		if !doubted(c) {
			t.Error("not doubted")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if doubted(c) || c.Stats().Adopted != 1 {
			t.Errorf("not adopted: %+v", c.Stats())
		}
	})
}

// TestNobodySeesItRunBackwards reads from several goroutines while the clock is
// slewed one way and the other.
func TestNobodySeesItRunBackwards(t *testing.T) {
	var ticks, ahead atomic.Int64
	c := newClock(t, Options{Source: func() (time.Time, time.Duration) {
		m := time.Duration(ticks.Add(1000))
		return monday.Add(m + time.Duration(ahead.Load())), m
	}})
	var last atomic.Int64
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 20_000 {
				before := last.Load()
				now := c.Now().UnixNano()
				if now < before {
					t.Errorf("ran backwards by %s", time.Duration(before-now))
					return
				}
				for !last.CompareAndSwap(before, now) {
					if before = last.Load(); before >= now {
						break
					}
				}
			}
		})
	}
	for i := range 2000 {
		ahead.Store(int64(9*time.Second) * int64(1-i%2*2))
		c.Check()
	}
	readers.Wait()
}

func BenchmarkNow(b *testing.B) {
	c := newClock(b, Options{})
	b.ReportAllocs()
	for b.Loop() {
		c.Now()
	}
}

func BenchmarkDoubt(b *testing.B) {
	c := newClock(b, Options{})
	b.ReportAllocs()
	for b.Loop() {
		c.Doubt()
	}
}
