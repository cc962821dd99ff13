package budget

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// Budget counts who is locked out, and says when that is too many. It is for use
// by many goroutines; nothing in it waits for a disk or a network.
type Budget struct {
	limits Limits
	spans  spans
	proven *proven.Store
	page   func(pager.Page)

	epoch   atomic.Uint64 // how many windows have ended
	seed    maphash.Seed
	shards  [64]shard
	unknown *organisation // what has none
	whole   whole
	meter   meter

	counted   atomic.Int64 // in all organisations
	uncounted atomic.Int64 // for lack of room
	crammed   atomic.Int64 // counted with the unknown for lack of room
	swept     atomic.Int64 // when room was looked for last
	askEvery  int64

	openMu sync.Mutex
	open   map[*organisation]struct{}
	turns  atomic.Int64 // how often one opened

	news   atomic.Bool // something was counted that the file does not say
	reset  atomic.Pointer[Reset]
	keeper atomic.Pointer[keeper]
}

// New returns a budget in which everything is closed and nobody is counted. page
// is called when something opens, or the meter of unproven attempts runs over; it
// must not wait, and may be nil. Limits out of bounds are brought within them;
// [Limits.Check] says so beforehand.
func New(l Limits, proven *proven.Store, page func(pager.Page)) *Budget {
	b := &Budget{limits: l.legal(), proven: proven, page: page, seed: maphash.MakeSeed(), open: make(map[*organisation]struct{}), askEvery: askEvery}
	b.spans = spans{per: int64(b.limits.Per), reset: int64(b.limits.Reset)}
	for i := range b.shards {
		b.shards[i].known = make(map[string]*organisation)
	}
	b.unknown = b.newOrganisation("")
	b.whole.crowd = newCrowd(b.spans.per, b.limits.All+1+beyondLimit, nil)
	b.meter.width = b.spans.per / meterBuckets
	return b
}

// Identity is who is about to be refused.
type Identity struct {
	Person  string // as the protocol names people; "" = not said
	Device  string // as the protocol names devices; "" = not said
	Address netip.Addr
	// Organisation is its code; "" = not known.
	Organisation string
	// Certificate is what a verified client certificate proves in this attempt:
	// ByPerson that Person is who it says, ByDevice that Device is. Zero: nothing.
	Certificate decision.Unit
}

// Standing is asked before a refusal. It counts the identity as refused, also
// where it is then only warned because something is open, and answers whether the
// block still holds (the reason is "") or is a warning: BudgetAll, Budget. unit is
// the strongest identity that is proven; Unproven ones count on a meter of their
// own, and open nothing. at is the gate's clock.
func (b *Budget) Standing(id Identity, at time.Time) (reason decision.Reason, unit decision.Unit) {
	p := b.proven.Strongest(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, id.Certificate, at)
	if p.Unit == decision.Unproven {
		reason := b.Weakened(id.Organisation, at)
		if reason == "" {
			b.countUnproven(at)
		}
		return reason, p.Unit
	}
	open, allOpen := b.count(id.Organisation, p, proven.NetworkOf(id.Address), at)
	switch {
	case allOpen:
		return decision.BudgetAll, p.Unit
	case open:
		return decision.Budget, p.Unit
	}
	return "", p.Unit
}

// count counts somebody who is about to be refused, tells what opens by it, and
// reports what is open.
func (b *Budget) count(organisation string, p proven.Proof, network proven.Network, at time.Time) (open, allOpen bool) {
	now := instant(at)
	if b.counted.Load() >= mostCounted {
		b.sweep(now)
	}
	b.news.Store(true)
	open, opened := b.countOrganisation(organisation, p, network, now)
	allWasOpen := b.whole.isOpen.Load()
	allOpen = b.countWhole(p, network, at)
	if opened != nil && !allWasOpen {
		// While all is open, that one more would be says nothing new.
		b.send(pager.Page{What: pager.OrganisationOpen, Organisation: opened.Code, Count: opened.Used, Limit: opened.Limit,
			Unit: opened.Unit.String(), Since: at, Within: b.limits.Per})
	}
	return open, allOpen
}

// Weakened answers what Standing would, and counts nothing.
func (b *Budget) Weakened(organisation string, at time.Time) decision.Reason {
	now := instant(at)
	if b.isAllOpen(now) {
		return decision.BudgetAll
	}
	o := b.lockKnown(organisation)
	if o == nil {
		return ""
	}
	defer o.mu.Unlock()
	if !o.trip.open {
		return ""
	}
	used, _ := o.crowd.count(now)
	if o.trip.stands(used, b.limits.Organisation, now, b.epoch.Load(), &b.spans) {
		return decision.Budget
	}
	return ""
}

// WindowEnded says that a window in which blocks held has ended. What is open and
// counts fewer than its limit closes now; what counts more is looked at again
// when somebody is about to be refused next.
func (b *Budget) WindowEnded(at time.Time) {
	now := instant(at)
	epoch := b.epoch.Add(1)
	for _, o := range b.openOnes(0) {
		o.mu.Lock()
		o.crowd.advance(now)
		if o.trip.open && o.crowd.size < b.limits.Organisation && o.trip.mayClose(now, epoch, &b.spans) {
			o.trip = trip{}
			b.closed(o)
		}
		o.mu.Unlock()
	}
	w := &b.whole
	w.mu.Lock()
	defer w.mu.Unlock()
	w.crowd.advance(now)
	if w.trip.open && w.crowd.size < b.limits.All && w.trip.mayClose(now, epoch, &b.spans) {
		w.trip = trip{}
		w.isOpen.Store(false)
		b.changed()
	}
}

func (b *Budget) countUnproven(at time.Time) {
	b.news.Store(true)
	sum, page := b.meter.add(instant(at), b.limits.Unproven)
	if page {
		b.send(pager.Page{What: pager.UnprovenRefused, Count: sum, Limit: b.limits.Unproven, Unit: decision.Unproven.String(), Since: at, Within: b.limits.Per})
	}
}

// sweep looks for room, at most every sweepEvery.
func (b *Budget) sweep(now int64) {
	last := b.swept.Load()
	if passed := now - last; last != 0 && passed >= 0 && passed < sweepEvery || !b.swept.CompareAndSwap(last, now) {
		return
	}
	for i := range b.shards {
		b.shards[i].Lock()
		b.shards[i].forgetIdle(now)
		b.shards[i].Unlock()
	}
}

func (b *Budget) send(p pager.Page) {
	if b.page != nil {
		b.page(p)
	}
}

// instant returns an instant in nanoseconds since 1970, and of the years in which
// that does not go the first or last in which it does.
func instant(at time.Time) int64 {
	const most = 9_000_000_000 // seconds: from 1684 to 2255
	sec := min(max(at.Unix(), -most), most)
	return sec*int64(time.Second) + int64(at.Nanosecond())
}
