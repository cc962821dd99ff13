package live

// curve is what happened over time: the last quarter of an hour by second, and the
// last day by minute.
type curve[N any] struct {
	bySecond ring[N]
	byMinute ring[N]
}

func newCurve[N any]() curve[N] {
	return curve[N]{newRing[N](1, seconds), newRing[N](60, minutes)}
}

// finest is the ring that reaches back to an instant with the shortest spans.
func (c *curve[N]) finest(from, now int64) *ring[N] {
	if now-from < seconds {
		return &c.bySecond
	}
	return &c.byMinute
}
