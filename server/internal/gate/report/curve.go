package report

import (
	"cmp"
	"slices"
	"time"
)

// steps are the distances between the points of a curve, in minutes.
var steps = []int{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440}

// curve tells how many were refused and how many were back by when. It goes on
// behind the window for as long as the window lasted, an hour at least; who came
// back later is only counted.
func (m *maker) curve() Curve {
	type change struct {
		at      int64
		refused bool
	}
	var changes []change
	for i := range uint32(m.refused.n) {
		r := m.refused.at(i)
		changes = append(changes, change{r.first, true})
		if c := m.backOf(r); c != nil {
			changes = append(changes, change{max(c.at, r.first), false})
		}
	}
	// Of one moment, who is refused is out before somebody is back.
	slices.SortFunc(changes, func(a, b change) int {
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		return -compareBools(a.refused, b.refused)
	})
	end := m.o.Until.Add(max(m.o.Until.Sub(m.o.From), afterLeast))
	if m.o.Now.Before(end) {
		end = m.o.Now
	}
	c := Curve{StepMinutes: steps[len(steps)-1]}
	minutes := minutesOf(end.Sub(m.o.From))
	for _, step := range slices.Backward(steps) {
		if minutes/step > mostPoints {
			break
		}
		c.StepMinutes = step
	}
	for c.StepMinutes*mostPoints < minutes { // of a window of years
		c.StepMinutes *= 2
	}
	refused, back, next := 0, 0, 0
	for minute := 0; ; minute += c.StepMinutes {
		minute = min(minute, minutes)
		until := m.o.From.Add(time.Duration(minute) * time.Minute).UnixMilli()
		for ; next < len(changes) && changes[next].at < until; next++ {
			if changes[next].refused {
				refused++
			} else {
				back++
			}
			if refused-back > c.MostOut {
				at := m.clock(time.UnixMilli(changes[next].at))
				c.MostOut, c.MostOutAt = refused-back, &at
			}
		}
		c.Points = append(c.Points, Point{minute, refused, back})
		if minute == minutes {
			break
		}
	}
	for _, ch := range changes[next:] {
		if !ch.refused {
			c.Later++
		}
	}
	return c
}
