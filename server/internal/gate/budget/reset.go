package budget

import "time"

// Reset is that somebody closed something.
type Reset struct {
	Organisation string // "" with All false: what has no organisation
	All          bool
	By           string
	At           time.Time
}

// Reset closes one organisation and begins its count anew; "" is what has no
// organisation. by is who does it, for the status.
func (b *Budget) Reset(organisation, by string, at time.Time) {
	b.noteReset(Reset{Organisation: organisation, By: by, At: at})
	if o := b.lockKnown(organisation); o != nil {
		b.resetLocked(o)
		o.mu.Unlock()
	}
}

// ResetAll closes everything and begins every count anew, also that of unproven
// attempts.
func (b *Budget) ResetAll(by string, at time.Time) {
	b.noteReset(Reset{All: true, By: by, At: at})
	for _, o := range b.organisations() {
		o.mu.Lock()
		b.resetLocked(o)
		o.mu.Unlock()
	}
	w := &b.whole
	w.mu.Lock()
	w.crowd.clear()
	w.trip = trip{}
	w.isOpen.Store(false)
	w.mu.Unlock()
	b.meter.clear()
	b.changed()
}

// resetLocked closes an organisation that the caller holds.
func (b *Budget) resetLocked(o *organisation) {
	o.crowd.clear()
	if o.trip.open {
		o.trip = trip{}
		b.closed(o)
	}
}

// mostByBytes is how much of who reset is kept.
const mostByBytes = 200

func (b *Budget) noteReset(r Reset) {
	if len(r.By) > mostByBytes {
		r.By = r.By[:mostByBytes]
	}
	b.reset.Store(&r)
}

func (m *meter) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.buckets, m.sum, m.paged, m.pagedAt = [meterBuckets]int{}, 0, false, 0
}

// organisations lists all that are known, with the one without a name.
func (b *Budget) organisations() []*organisation {
	list := []*organisation{b.unknown}
	for i := range b.shards {
		sh := &b.shards[i]
		sh.RLock()
		for _, o := range sh.known {
			list = append(list, o)
		}
		sh.RUnlock()
	}
	return list
}
