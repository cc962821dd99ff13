package live

import "sync"

// troubles are the events that should not happen, or not often, in the last
// quarter of an hour: a count since the start does not say whether it goes on.
type troubles struct {
	sync.Mutex
	bySpan ring[[eventCount]uint32]
}

const (
	troubleWidth = 15 // seconds
	troubleSpans = 60
)

func (t *troubles) count(e Event, at int64) {
	t.Lock()
	t.bySpan.at(at)[e]++
	t.Unlock()
}

// since sums what happened from an instant on, to a quarter of a minute.
func (t *troubles) since(from, now int64) (sum [eventCount]uint32) {
	t.Lock()
	defer t.Unlock()
	t.bySpan.each(from, now+1, func(_ int64, n *[eventCount]uint32) {
		for e := range n {
			sum[e] += n[e]
		}
	})
	return sum
}

// trouble tells whether an event is kept by time: what happens with each request
// is not, so that counting it stays one addition.
func (e Event) trouble() bool {
	switch e {
	case Proxied, Joined, Opened, Answered, WarningShown, Checked:
		return false
	}
	return true
}
