package timeline

import (
	"fmt"
	"time"
)

// scale lays time out from left to right.
type scale struct {
	from, until time.Time
	left, right float64
	c           calendar
}

// x returns where an instant stands; what is outside the range at its edge.
func (s scale) x(t time.Time) float64 {
	part := seconds(s.from, t) / seconds(s.from, s.until)
	return s.left + min(max(part, 0), 1)*(s.right-s.left)
}

// seconds is a difference that may be longer than a time.Duration.
func seconds(from, until time.Time) float64 {
	return float64(until.Unix()-from.Unix()) + float64(until.Nanosecond()-from.Nanosecond())/1e9
}

// holds reports whether an instant is in the range.
func (s scale) holds(t time.Time) bool { return !t.Before(s.from) && !t.After(s.until) }

// clip cuts a stretch to the range; open says on which sides it goes on. A zero
// instant is without end.
func (s scale) clip(from, until time.Time) (x0, x1 float64, openLeft, openRight, ok bool) {
	if !until.IsZero() && !until.After(s.from) || !from.IsZero() && !from.Before(s.until) {
		return 0, 0, false, false, false
	}
	x0, x1 = s.left, s.right
	openLeft = from.IsZero() || from.Before(s.from)
	openRight = until.IsZero() || until.After(s.until)
	if !openLeft {
		x0 = s.x(from)
	}
	if !openRight {
		x1 = s.x(until)
	}
	return x0, x1, openLeft, openRight, true
}

// days is how long the range is.
func (s scale) days() float64 { return seconds(s.from, s.until) / (24 * 60 * 60) }

// short is a date as a mark on the picture has room for: with its year where the
// range is long, and with the time of day where there is one.
func (s scale) short(t time.Time) string {
	d := s.c.date(t)
	words := fmt.Sprintf("%d %.3s", d.Day, d.Month)
	if s.days() > 400 {
		words += fmt.Sprintf(" %d", d.Year)
	}
	if !s.c.midnight(t) {
		words += ", " + s.c.clock(t)
	}
	return words
}

// pixels is a piece of the picture's width.
type pixels struct{ from, until float64 }

// leastTick is how narrow a tick may be and still be seen.
const leastTick = 2.2

// merge makes one tick of those that fall on the same place. Given in order, the
// ticks it returns are at most as many as fit beside each other. which returns
// for each of them the range of those it holds.
func merge(list []pixels) (ticks []pixels, which [][2]int) {
	for i, p := range list {
		p.until = max(p.until, p.from+leastTick)
		if last := len(ticks) - 1; last >= 0 && p.from <= ticks[last].until {
			ticks[last].until = max(ticks[last].until, p.until)
			which[last][1] = i + 1
			continue
		}
		ticks = append(ticks, p)
		which = append(which, [2]int{i, i + 1})
	}
	return ticks, which
}
