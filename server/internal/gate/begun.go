package gate

import (
	"sync"
	"time"
)

// begun is an attempt that was decided and let through.
type begun struct {
	code         string
	person       string
	device       string
	organisation string
}

// attempts remembers what was begun, by what joins its requests, so that what the
// service makes of a later request is known to be about the same attempt. Two
// generations are kept: the older is dropped when the younger is full or old, so
// that memory stays flat and nothing has to be searched.
type attempts struct {
	mu     sync.Mutex
	young  map[string]begun
	old    map[string]begun
	turned time.Time
}

// add remembers an attempt. at is by the gate's clock.
func (a *attempts) add(key string, b begun, at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.young == nil || len(a.young) >= maxBegun/2 || at.Sub(a.turned) >= begunFor || at.Before(a.turned) {
		a.old, a.young, a.turned = a.young, map[string]begun{}, at
	}
	a.young[key] = b
}

// find returns the attempt with a key; false if it was never begun here, or is
// forgotten.
func (a *attempts) find(key string) (begun, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	b, ok := a.young[key]
	if !ok {
		b, ok = a.old[key]
	}
	return b, ok
}
