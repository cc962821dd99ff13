package clock

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// Clock tells the time that decisions go by. It may be used by many goroutines.
type Clock struct {
	source    Source
	tell      func(string)
	rehearsal bool

	// anchor is what readers go by; nil while a check puts another in its place.
	anchor  atomic.Pointer[anchor]
	setting sync.Mutex // held while anchor is nil

	checking sync.Mutex // guards what follows
	current  *anchor
	suspect  suspicion
	stats    Stats
}

// anchor is a moment at which both the monotonic clock and this one were known,
// and how fast this one runs from there. It does not change. It slews for no
// longer than until the next check should be, so that a check that comes late
// does not find it run too far.
type anchor struct {
	shown     time.Time     // by this clock
	monotonic time.Duration // by the source
	rate      float64       // of a rehearsal; else 1
	slew      float64       // by how much faster it runs from here for one checkEvery, to follow
	why       string        // of the doubt; "" = there is none
}

// New makes a clock. The error says which option makes none.
func New(o Options) (*Clock, error) {
	o, err := o.check()
	if err != nil {
		return nil, err
	}
	wall, monotonic := o.Source()
	c := &Clock{source: o.Source, tell: o.Tell, rehearsal: !o.Start.IsZero()}
	shown := wall
	if c.rehearsal {
		shown = o.Start
	}
	c.current = &anchor{shown: shown.Round(0).UTC(), monotonic: monotonic, rate: o.Rate}
	c.anchor.Store(c.current)
	return c, nil
}

// Now returns the instant by which decisions go, in UTC. It never runs backwards,
// whoever calls it, except where another time was adopted.
func (c *Clock) Now() time.Time {
	_, _, now := c.read()
	return now
}

// Doubt reports whether the wall clock of the machine stepped, so that what the
// clock shows may be wrong and blocks must only warn, and says so in words. A
// clock for rehearsals is never doubted.
func (c *Clock) Doubt() (why string, doubted bool) {
	if c.rehearsal {
		return "", false
	}
	a, wall, now := c.read()
	if a.why != "" {
		return a.why, true
	}
	if d := wall.Sub(now); beyond(d) {
		return stepped(d), true
	}
	return "", false
}

// Rehearsal reports whether the clock is one for rehearsals, which does not show
// the machine's time.
func (c *Clock) Rehearsal() bool { return c.rehearsal }

// Run checks the clock each second until the context ends. A clock for
// rehearsals has nothing to check.
func (c *Clock) Run(ctx context.Context) {
	if c.rehearsal {
		<-ctx.Done()
		return
	}
	every := time.NewTicker(checkEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			c.Check()
		}
	}
}

// read reads the source and what the clock shows at that moment. The anchor must
// be the same before and after, or a reading by an old one that was held up could
// lie before one that was already given by the new.
func (c *Clock) read() (a *anchor, wall, now time.Time) {
	for {
		if a = c.anchor.Load(); a == nil {
			c.setting.Lock() // until it is set
			a = c.anchor.Load()
			c.setting.Unlock()
		}
		wall, monotonic := c.source()
		if c.anchor.Load() == a {
			return a, wall, a.at(monotonic)
		}
	}
}

// at returns what the clock shows at a monotonic time.
func (a *anchor) at(monotonic time.Duration) time.Time {
	passed := monotonic - a.monotonic
	if a.rate != 1 {
		// Above 2^53 ns, some hundred days, a float64 no longer tells nanoseconds
		// apart. It still does not run backwards.
		if scaled := float64(passed) * a.rate; scaled < math.MaxInt64 {
			passed = time.Duration(scaled)
		} else {
			passed = math.MaxInt64
		}
	}
	if a.slew != 0 {
		passed += time.Duration(float64(min(passed, checkEvery)) * a.slew)
	}
	if now := a.shown.Add(passed); a.shown.After(endOfTime) || now.Before(endOfTime) {
		return now
	}
	return endOfTime
}
