package clock

import (
	"fmt"
	"math"
	"time"
)

// Source reads the machine's clocks at one moment: the wall clock, and a
// monotonic one, as the time since some fixed moment. The latter never runs
// backwards.
type Source func() (wall time.Time, monotonic time.Duration)

// Machine returns the clocks of this machine.
func Machine() Source {
	start := time.Now()
	return func() (time.Time, time.Duration) {
		now := time.Now()
		return now.Round(0).UTC(), now.Sub(start)
	}
}

// Options are what a clock is made of. The zero Options make one that follows the
// machine.
type Options struct {
	// Start makes a clock for rehearsals that shows this instant when it is made,
	// from 1970 to the end of 2199; zero: the machine's time is shown.
	Start time.Time
	// Rate is how fast a rehearsal runs, from MinRate to MaxRate: 60 = an hour in
	// a minute; 0 = 1. Without Start it must be 0 or 1.
	Rate float64
	// Source reads the clocks; nil: those of this machine.
	Source Source
	// Tell is told, in a sentence, when the clock comes into doubt and when it
	// adopts another time; it must not call the clock. nil: nobody is told.
	Tell func(words string)
}

// check makes the defaults plain and refuses what makes no clock.
func (o Options) check() (Options, error) {
	if o.Source == nil {
		o.Source = Machine()
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	if o.Rate == 0 {
		o.Rate = 1
	}
	switch {
	case o.Start.IsZero() && o.Rate != 1:
		return o, fmt.Errorf("a clock that runs at %g times the speed is for rehearsals; give it an instant to start at, or no rate", o.Rate)
	case math.IsNaN(o.Rate) || o.Rate < MinRate || o.Rate > MaxRate:
		return o, fmt.Errorf("a clock cannot run at %g times the speed; give a rate from %g to %g", o.Rate, MinRate, MaxRate)
	case !o.Start.IsZero() && (o.Start.Before(firstStart) || !o.Start.Before(lastStart)):
		return o, fmt.Errorf("a rehearsal cannot start at %s; give an instant from 1970 to the end of 2199", o.Start.UTC().Format(time.RFC3339))
	}
	return o, nil
}
