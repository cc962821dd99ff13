package budget

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// whole is what is counted of everybody.
type whole struct {
	mu    sync.Mutex
	crowd crowd
	trip  trip
	// isOpen is trip.open, to be read without the lock.
	isOpen atomic.Bool

	asking    sync.Mutex
	asked     int64 // when was asked last whether organisations agree
	turns     int64 // how often one had opened by then
	everAsked bool
}

// countWhole counts somebody among all, and reports whether all is open.
func (b *Budget) countWhole(p proven.Proof, network proven.Network, at time.Time) bool {
	now := instant(at)
	w := &b.whole
	w.mu.Lock()
	w.crowd.advance(now)
	b.lookAtWhole(now)
	w.crowd.add(p, network, now)
	open, used := w.trip.open, w.crowd.size
	w.mu.Unlock()
	if open || used <= b.limits.All {
		return open
	}
	agreed, ok := b.ask(now)
	if !ok {
		return false
	}
	w.mu.Lock()
	if w.trip.open || w.crowd.size <= b.limits.All {
		open = w.trip.open // somebody was faster
		w.mu.Unlock()
		return open
	}
	w.trip = trip{open: true, since: now, count: w.crowd.size, epoch: b.epoch.Load()}
	w.isOpen.Store(true)
	c := b.countOf(&w.crowd, &w.trip, b.limits.All, now)
	w.mu.Unlock()
	b.changed()
	b.send(pager.Page{What: pager.AllOpen, Count: c.Used, Limit: c.Limit, Unit: c.Unit.String(), Since: at, Within: b.limits.Per,
		Organisations: agreed.organisations, Networks: agreed.networks})
	return true
}

// lookAtWhole closes it if it is time. The caller holds its lock.
func (b *Budget) lookAtWhole(now int64) {
	w := &b.whole
	if w.trip.look(w.crowd.size, b.limits.All, now, b.epoch.Load(), &b.spans) {
		w.isOpen.Store(false)
		b.changed()
	}
}

// isAllOpen tells whether all is open, and changes nothing.
func (b *Budget) isAllOpen(now int64) bool {
	w := &b.whole
	if !w.isOpen.Load() {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	used, _ := w.crowd.count(now)
	return w.trip.stands(used, b.limits.All, now, b.epoch.Load(), &b.spans)
}

// ask asks whether several organisations and networks agree; at once when one
// more opened, else at most every askEvery. Who is not first gets no for an answer.
func (b *Budget) ask(now int64) (agreement, bool) {
	w := &b.whole
	if !w.asking.TryLock() {
		return agreement{}, false
	}
	defer w.asking.Unlock()
	turns := b.turns.Load()
	if passed := now - w.asked; w.everAsked && turns == w.turns && passed >= 0 && passed < b.askEvery {
		return agreement{}, false
	}
	w.asked, w.turns, w.everAsked = now, turns, true
	return b.agree(now)
}
