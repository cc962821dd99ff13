package live

import (
	"fmt"
	"math"
	"time"

	"github.com/lanyard-id/lanyard/svg"
)

// unitOf is what values are told per: a second, or a minute where bars are wide.
func (c *Curve) unitOf() (seconds float64, word string) {
	if c.BarSeconds < 60 {
		return 1, "second"
	}
	return 60, "minute"
}

// value is a count of a bar per unit of time; false for the last bar as long as
// less than a fifth of it is over, because it would jump.
func (c *Curve) value(bar int, n uint64) (float64, bool) {
	unit, _ := c.unitOf()
	over := float64(c.BarSeconds)
	if bar == len(c.Bars)-1 {
		over = float64(c.Running)
		if over*5 < float64(c.BarSeconds) {
			return 0, false
		}
	}
	return float64(n) * unit / over, true
}

// nice is the least of these steps times a power of ten that is not less than v, so
// that half of it can be written, too.
func nice(v float64) float64 {
	if v <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{1, 2, 3, 4, 6, 8, 10} {
		if step*power >= v*(1-1e-9) {
			return step * power
		}
	}
	return 10 * power
}

// tick is how far apart the times below the picture stand.
func (c *Curve) tick(width float64) time.Duration {
	whole := c.end().Sub(c.From)
	for _, every := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour} {
		if float64(whole/every)*letters*4 <= width-plotLeft {
			return every
		}
	}
	return 12 * time.Hour
}

// spanUp is the first instant from t on that is a whole number of spans after
// midnight by its own clock.
func spanUp(t time.Time, every time.Duration) time.Time {
	year, month, day := t.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, t.Location())
	over := t.Sub(midnight) % every
	if over == 0 {
		return t
	}
	return t.Add(every - over)
}

// scale writes a value beside the picture.
func scale(v float64) string {
	if v >= 1000 {
		return thousands(uint64(v))
	}
	return svg.Number(v)
}

// words are the picture for those who do not see it.
func (c *Curve) words() string {
	_, unit := c.unitOf()
	var all Counts
	peak := 0.0
	for i, b := range c.Bars {
		all.add(b)
		if v, ok := c.value(i, b.All()); ok {
			peak = max(peak, v)
		}
	}
	spared := ""
	if all.Weakened > 0 {
		spared = ", " + thousands(all.Weakened) + " of the warned spared"
	}
	return fmt.Sprintf("Sign-ins per %s in the last %s: %s allowed, %s warned, %s blocked%s; at most %s a %s.",
		unit, chartWords(c.Chart), thousands(all.Allowed), thousands(all.Warned), thousands(all.Blocked), spared, scale(peak), unit)
}

func chartWords(name string) string {
	for _, c := range charts {
		if c.name == name {
			return c.words
		}
	}
	return name
}

// end is where the picture ends; the last bar may be running.
func (c *Curve) end() time.Time {
	return c.From.Add(time.Duration(c.BarSeconds*int64(len(c.Bars))) * time.Second)
}
