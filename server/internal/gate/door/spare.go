package door

import "time"

// Who takes part in a request and moves less than this holds a place more than he
// uses it: a client that sends its body, or reads its answer, a byte at a time. IIS
// asks for the same by default (minBytesPerSecond).
const (
	leastBytesPerSecond = 240
	busyGrace           = 30 * time.Second // in which nobody is asked
	mostLookedAt        = 16               // of the busy, for one who comes
)

// spare takes out who is to make room for another: the one that has been idle for
// longest; where none is, one that is in a request and hardly moves. nil: all are at
// work. Those that were taken over, such as WebSockets, are not among them.
func (l *Listener) spare(now time.Time) *conn {
	if c := l.idle.pop(); c != nil {
		return c
	}
	for range mostLookedAt {
		c := l.busy.first
		if c == nil || now.Sub(c.since) < busyGrace {
			return nil
		}
		c.leave()
		if moved := c.moved.Load() - c.had; float64(moved) < leastBytesPerSecond*now.Sub(c.since).Seconds() {
			return c
		}
		l.work(c, now)
	}
	return nil
}

// work puts c at the end of the busy, to be looked at again.
func (l *Listener) work(c *conn, now time.Time) {
	c.since, c.had = now, c.moved.Load()
	l.busy.push(c)
}
