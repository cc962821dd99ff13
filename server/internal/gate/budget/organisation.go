package budget

import (
	"hash/maphash"
	"strings"
	"sync"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// organisation is what is counted of one.
type organisation struct {
	name string

	mu    sync.Mutex
	crowd crowd
	trip  trip
	gone  bool // it was forgotten, and must be looked up again
}

// shard holds a part of the organisations.
type shard struct {
	sync.RWMutex
	known map[string]*organisation
	swept int64    // when room was looked for last; 0: never
	_     [24]byte // neighbours do not share a cache line
}

func (b *Budget) newOrganisation(name string) *organisation {
	return &organisation{name: name, crowd: newCrowd(b.spans.per, b.limits.Organisation+1+beyondLimit, &b.counted)}
}

// shardOf returns where an organisation is kept; nil for the one without a name,
// which also stands for names that are no code.
func (b *Budget) shardOf(name string) *shard {
	if name == "" || len(name) > mostNameBytes {
		return nil
	}
	return &b.shards[maphash.String(b.seed, name)%uint64(len(b.shards))]
}

// lock returns an organisation, locked, and makes it if it is not known. Where
// there is no room for one more it returns the one without a name.
func (b *Budget) lock(name string, now int64) *organisation {
	for {
		o := b.find(name)
		if o == nil {
			o = b.make(name, now)
		}
		o.mu.Lock()
		if !o.gone {
			return o
		}
		o.mu.Unlock()
	}
}

// lockKnown returns an organisation, locked, as lock does; nil if nothing was
// counted of it.
func (b *Budget) lockKnown(name string) *organisation {
	for {
		o := b.find(name)
		if o == nil {
			sh := b.shardOf(name)
			sh.RLock()
			full := len(sh.known) >= shardOrganisations
			sh.RUnlock()
			if !full {
				return nil
			}
			o = b.unknown
		}
		o.mu.Lock()
		if !o.gone {
			return o
		}
		o.mu.Unlock()
	}
}

// find returns an organisation, or nil.
func (b *Budget) find(name string) *organisation {
	sh := b.shardOf(name)
	if sh == nil {
		return b.unknown
	}
	sh.RLock()
	defer sh.RUnlock()
	return sh.known[name]
}

// make takes an organisation in, or returns the one without a name.
func (b *Budget) make(name string, now int64) *organisation {
	sh := b.shardOf(name)
	sh.Lock()
	defer sh.Unlock()
	if o := sh.known[name]; o != nil {
		return o
	}
	if passed := now - sh.swept; len(sh.known) >= shardOrganisations && (sh.swept == 0 || passed < 0 || passed >= sweepEvery) {
		sh.forgetIdle(now)
	}
	if len(sh.known) >= shardOrganisations {
		b.crammed.Add(1)
		return b.unknown
	}
	name = strings.Clone(name) // it may be a part of a request, which is not to be kept for it
	o := b.newOrganisation(name)
	sh.known[name] = o
	return o
}

// forgetIdle forgets organisations that are closed and of which nobody counts.
// The caller holds the shard.
func (sh *shard) forgetIdle(now int64) {
	sh.swept = now
	for name, o := range sh.known {
		o.mu.Lock()
		o.crowd.advance(now)
		if o.crowd.size == 0 && !o.trip.open {
			o.gone = true
			delete(sh.known, name)
		}
		o.mu.Unlock()
	}
}

// countOrganisation counts somebody in their organisation. It reports whether
// that is open, and if it opened just now how many were counted.
func (b *Budget) countOrganisation(name string, p proven.Proof, network proven.Network, now int64) (open bool, opened *Organisation) {
	o := b.lock(name, now)
	defer o.mu.Unlock()
	epoch := b.epoch.Load()
	o.crowd.advance(now)
	if o.trip.look(o.crowd.size, b.limits.Organisation, now, epoch, &b.spans) {
		b.closed(o)
	}
	if !o.crowd.add(p, network, now) {
		b.uncounted.Add(1)
	}
	if !o.trip.open && o.crowd.size > b.limits.Organisation {
		o.trip = trip{open: true, since: now, count: o.crowd.size, epoch: epoch}
		b.opened(o)
		opened = &Organisation{o.name, b.countOf(&o.crowd, &o.trip, b.limits.Organisation, now)}
	}
	return o.trip.open, opened
}

// opened and closed keep the list of those that are open. The caller holds the
// organisation.
func (b *Budget) opened(o *organisation) {
	b.openMu.Lock()
	b.open[o] = struct{}{}
	b.openMu.Unlock()
	b.turns.Add(1)
	b.changed()
}

func (b *Budget) closed(o *organisation) {
	b.openMu.Lock()
	delete(b.open, o)
	b.openMu.Unlock()
	b.changed()
}

// openOnes lists the organisations that are open, some of them if there are more
// than most; 0: all.
func (b *Budget) openOnes(most int) []*organisation {
	b.openMu.Lock()
	defer b.openMu.Unlock()
	list := make([]*organisation, 0, len(b.open))
	for o := range b.open {
		if most > 0 && len(list) == most {
			break
		}
		list = append(list, o)
	}
	return list
}

// unitOf is the unit of most of those who are counted, the weaker of two that are
// equally many.
func unitOf(units [4]int) decision.Unit {
	most := decision.ByPerson
	for u := decision.ByDevice; u > decision.Unproven; u-- {
		if units[u] > 0 && units[u] >= units[most] {
			most = u
		}
	}
	return most
}
