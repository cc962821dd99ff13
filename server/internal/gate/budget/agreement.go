package budget

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// agreement is how many organisations and networks say that too many are locked
// out.
type agreement struct{ organisations, networks int }

// voice is what one open organisation says.
type voice struct {
	// decisive are the networks without each of which it would not be over its
	// limit. A site behind one address has one; people at home have none.
	decisive []proven.Network
	networks map[proven.Network]int
}

// agree asks the open organisations, and reports whether enough agree.
//
// Organisations for which the same network was decisive count as one, so that
// whoever sits in one place and says to be of several organisations is one voice,
// however many other people come along. What has no organisation has no voice.
func (b *Budget) agree(now int64) (agreement, bool) {
	var voices []voice
	for _, o := range b.openOnes(mostAsked) {
		if v, ok := b.voiceOf(o, now); ok {
			voices = append(voices, v)
		}
	}
	// Those that depend on few networks first: they exclude the fewest others.
	slices.SortStableFunc(voices, func(x, y voice) int { return cmp.Compare(len(x.decisive), len(y.decisive)) })
	var a agreement
	spoken := make(map[proven.Network]bool) // as a decisive one
	seen := make(map[proven.Network]bool)
	for _, v := range voices {
		if slices.ContainsFunc(v.decisive, func(n proven.Network) bool { return spoken[n] }) {
			continue
		}
		a.organisations++
		for _, n := range v.decisive {
			spoken[n] = true
		}
		for n := range v.networks {
			if n != 0 { // one that is not known is no network
				seen[n] = true
			}
		}
	}
	a.networks = len(seen)
	return a, a.organisations >= b.limits.Organisations && a.networks >= b.limits.Networks
}

// voiceOf returns what an organisation says; false if it has no voice.
func (b *Budget) voiceOf(o *organisation, now int64) (voice, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	used, _ := o.crowd.count(now)
	if o.name == "" || !o.trip.stands(used, b.limits.Organisation, now, b.epoch.Load(), &b.spans) {
		return voice{}, false
	}
	v := voice{networks: o.crowd.networks(now)}
	for n, from := range v.networks {
		if used-from <= b.limits.Organisation {
			v.decisive = append(v.decisive, n)
		}
	}
	return v, true
}
