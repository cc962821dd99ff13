package budget

import (
	"cmp"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// Status is how the budget stands at an instant.
type Status struct {
	At  time.Time
	Per time.Duration // over which is counted
	// Organisations are those of which somebody counts or that are open: open
	// ones first, then those of which most count, then by code. At most 100 are
	// listed; More is how many others there are. Open is how many are open, also
	// of those that are not listed.
	Organisations []Organisation
	More, Open    int
	All           Count
	// Agreeing: how many organisations must be open, from how many networks,
	// before all opens.
	AgreeingOrganisations, AgreeingNetworks int
	Unproven                                Meter
	Known                                   proven.Status
	// Uncounted is how often somebody was not counted for lack of room, and
	// Crammed how often an organisation found no room of its own and was counted
	// among what has none. Both are zero unless something is very wrong.
	Uncounted, Crammed int64
	// LastReset is the last time that somebody closed something; nil: nobody did.
	LastReset *Reset
	// Err is why what is open could not be kept on the disk; nil: it is.
	Err error
}

// Organisation is the count of one.
type Organisation struct {
	Code string // "" = what has no organisation
	Count
}

// Count is how much of a limit is used.
type Count struct {
	Used    int  // distinct ones who were, or would have been, locked out
	AtLeast bool // there are more than are counted
	Limit   int
	// Of them, by the strongest identity that is proven.
	People, Devices, Addresses int
	// Unit is that of most of them; people if there are none.
	Unit decision.Unit
	// Since is when it opened, and Opened how many there were then; zero: it is
	// closed, and blocks hold.
	Since  time.Time
	Opened int
}

// Meter is how many attempts were refused of which nothing is proven.
type Meter struct{ Used, Limit int }

// Status returns how the budget stands. It changes nothing.
func (b *Budget) Status(at time.Time) Status {
	now := instant(at)
	s := Status{
		At: at, Per: b.limits.Per,
		AgreeingOrganisations: b.limits.Organisations, AgreeingNetworks: b.limits.Networks,
		Unproven:  Meter{b.meter.count(now), b.limits.Unproven},
		Known:     b.proven.Status(),
		Uncounted: b.uncounted.Load(), Crammed: b.crammed.Load(),
		LastReset: b.reset.Load(),
	}
	if k := b.keeper.Load(); k != nil {
		s.Err = k.problem()
	}
	for _, o := range b.organisations() {
		o.mu.Lock()
		c := b.countOf(&o.crowd, &o.trip, b.limits.Organisation, now)
		o.mu.Unlock()
		c.inZone(at)
		if !c.Since.IsZero() {
			s.Open++
		}
		if c.Used > 0 || !c.Since.IsZero() {
			s.Organisations = append(s.Organisations, Organisation{o.name, c})
		}
	}
	slices.SortFunc(s.Organisations, func(x, y Organisation) int {
		return cmp.Or(-compareBool(!x.Since.IsZero(), !y.Since.IsZero()), -cmp.Compare(x.Used, y.Used), cmp.Compare(x.Code, y.Code))
	})
	if s.More = len(s.Organisations) - mostListed; s.More > 0 {
		s.Organisations = slices.Clone(s.Organisations[:mostListed])
	} else {
		s.More = 0
	}
	b.whole.mu.Lock()
	s.All = b.countOf(&b.whole.crowd, &b.whole.trip, b.limits.All, now)
	b.whole.mu.Unlock()
	s.All.inZone(at)
	return s
}

// countOf says how a crowd and its trip stand. The caller holds them.
func (b *Budget) countOf(c *crowd, t *trip, limit int, now int64) Count {
	used, units := c.count(now)
	n := Count{
		Used: used, AtLeast: used >= c.most, Limit: limit,
		People: units[decision.ByPerson], Devices: units[decision.ByDevice], Addresses: units[decision.ByAddress],
		Unit: unitOf(units),
	}
	if t.stands(used, limit, now, b.epoch.Load(), &b.spans) {
		n.Since = time.Unix(0, t.since).UTC()
		n.Opened = t.count
	}
	return n
}

// inZone tells its times in the zone of an instant.
func (c *Count) inZone(at time.Time) {
	if !c.Since.IsZero() {
		c.Since = c.Since.In(at.Location())
	}
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}
