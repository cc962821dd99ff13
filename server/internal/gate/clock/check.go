package clock

import (
	"fmt"
	"time"
)

// Stats are what became of the checks, for counters.
type Stats struct {
	Difference time.Duration // of the wall clock from this one, at the last check
	Doubted    bool
	Doubts     uint64 // how often it came into doubt
	Adopted    uint64 // how often another time was adopted
}

// Stats returns what became of the checks so far.
func (c *Clock) Stats() Stats {
	c.checking.Lock()
	defer c.checking.Unlock()
	return c.stats
}

// suspicion is a difference that was not believed, and for how long it stood
// still.
type suspicion struct {
	difference time.Duration // from which it may move by steady
	seen       time.Duration // monotonic, at the last check
	still      time.Duration
}

// Check compares the clock with the wall clock, as Run does each second. It is
// there for those who have a clock without time.
func (c *Clock) Check() {
	if c.rehearsal {
		return
	}
	c.checking.Lock()
	defer c.checking.Unlock()
	if words := c.follow(); words != "" {
		c.tell(words)
	}
}

// follow puts an anchor at this moment. Nobody reads meanwhile: a reading by the
// old one from behind this moment could lie before one by the new.
func (c *Clock) follow() (tell string) {
	c.setting.Lock()
	defer c.setting.Unlock()
	c.anchor.Store(nil)
	wall, monotonic := c.source()
	c.current, tell = c.judge(wall, monotonic)
	c.anchor.Store(c.current)
	return tell
}

// judge returns the anchor to go by from now on, and what to tell of it.
func (c *Clock) judge(wall time.Time, monotonic time.Duration) (next *anchor, tell string) {
	now := c.current.at(monotonic)
	next = &anchor{shown: now, monotonic: monotonic, rate: 1}
	difference := wall.Sub(now)
	c.stats.Difference = difference
	switch {
	case c.current.why != "":
		return c.settle(next, wall, difference)
	case beyond(difference):
		next.why = stepped(difference)
		c.suspect = suspicion{difference: difference, seen: monotonic}
		c.stats.Doubts++
		c.stats.Doubted = true
		return next, next.why + "; blocks only warn until it has stood still for " + settleAfter.String()
	}
	// What is missing is to be made up for until the next check.
	next.slew = min(max(float64(difference)/float64(checkEvery), -maxSlew), maxSlew)
	return next, ""
}

// settle watches a difference that is doubted, and adopts the wall clock's time
// once it has stood still for long enough.
func (c *Clock) settle(next *anchor, wall time.Time, difference time.Duration) (*anchor, string) {
	s := &c.suspect
	gap := next.monotonic - s.seen
	s.seen = next.monotonic
	next.why = c.current.why
	if away(difference, s.difference) > steady {
		s.difference, s.still = difference, 0
		next.why = stepped(difference)
		return next, ""
	}
	if s.still += min(gap, maxGap); s.still < settleAfter {
		return next, ""
	}
	*s = suspicion{}
	c.stats.Adopted++
	c.stats.Doubted = false
	next.why = ""
	if !beyond(difference) {
		return next, "the clock of the machine stepped back to the time that decisions went by all the while, which goes on; it is no longer doubted"
	}
	c.stats.Difference = 0
	was := next.shown
	next.shown = wall.Round(0).UTC()
	return next, fmt.Sprintf("the clock of the machine has stood still at its new time for %s, so that this is adopted: it is %s, and was taken for %s",
		settleAfter, clockTime(wall), clockTime(was))
}

// beyond reports whether a difference is one that must not be believed.
func beyond(d time.Duration) bool { return d > maxDifference || d < -maxDifference }

// away is the distance of two differences. Those of a clock in another century
// are cut by package time to what 64 bits hold, and their distance may exceed it.
func away(a, b time.Duration) time.Duration {
	if a < b {
		a, b = b, a
	}
	if d := a - b; d >= 0 {
		return d
	}
	return 1<<63 - 1
}

// stepped says how far the machine's clock is away.
func stepped(d time.Duration) string {
	way := "ahead of"
	if d < 0 {
		way = "behind"
	}
	return fmt.Sprintf("the clock of the machine is %s %s the time that it was; it was set, or the machine slept", magnitude(d), way)
}

// magnitude writes a difference without its sign, in full seconds.
func magnitude(d time.Duration) string {
	switch {
	case d == 1<<63-1 || d == -1<<63:
		return "centuries" // more than 64 bits of nanoseconds hold
	case d < 0:
		d = -d
	}
	return d.Round(time.Second).String()
}

func clockTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
