package report

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// week is the span of a week before that is compared with the window: from the same
// weekday and civil time to the same, as the clocks of the zone showed them then.
type week struct {
	from, until time.Time
	decisions   int
	attempts    int // that fell short
	who         Units
	minutes     []uint32 // decisions of each minute
}

// weeksBefore are the spans that are compared with a window, from the last week
// on. Where the clocks skip or show a time twice in the window or in a week, a
// span may be shorter or longer, or have no time in it.
func weeksBefore(z *civil.Zone, from, until time.Time, weeks int) []week {
	out := make([]week, 0, weeks)
	for n := 1; n <= weeks; n++ {
		a, _ := z.At(z.Civil(from).AddDays(-7 * n))
		b, _ := z.At(z.Civil(until).AddDays(-7 * n))
		w := week{from: a, until: b}
		if a.Before(b) {
			w.minutes = make([]uint32, minutesOf(b.Sub(a)))
		}
		out = append(out, w)
	}
	return out
}

// minutesOf counts the minutes of a span, the last of which may not be whole.
func minutesOf(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }

// compared reports whether a week can be compared: what has no decision at all may
// be a time of which the journal knows nothing.
func (w *week) compared() bool { return w.decisions > 0 }

// foretell takes an attempt of a week before.
func (m *maker) foretell(n int, a *attempt) {
	w := &m.weeks[n]
	w.decisions++
	if i := int(a.when.Sub(w.from) / time.Minute); i >= 0 && i < len(w.minutes) {
		w.minutes[i]++
	}
	if !m.requirements.foretells(a.findings, m.o.UnknownBlocks) {
		return
	}
	w.attempts++
	who := m.identities.add(a.key, true)
	if who == nil {
		if a.unit != decision.Unproven {
			m.strange.notForetold++
		}
		return
	}
	if who.foretold == 0 {
		who.foretold = a.organisation
	}
	if who.weeks&(1<<n) != 0 {
		return
	}
	who.weeks |= 1 << n
	w.who.add(who.unit, 1)
	o := m.organisation(who.foretold)
	o.weeks[n]++
}
