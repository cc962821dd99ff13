package budget

import (
	"sync/atomic"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// crowd is who was locked out within the last while: each once, in the order in
// which they were locked out last. It holds the most recent ones up to a bound,
// and so knows exactly how many there are as long as that is below the bound, at
// every later instant too. Instants are nanoseconds since 1970.
//
// Two attempts are one if their identities are the same, or if the same person
// vouches for both: else one account with many devices would be a crowd. See
// package proven.
type crowd struct {
	per  int64 // who was locked out longer ago than this does not count
	most int   // how many are held

	members []member // also those that are free
	places  map[proven.Mark]int32
	size    int
	units   [4]int // how many of each unit
	free    int32  // the first free member; free ones are linked by next
	oldest  int32
	newest  int32

	counted *atomic.Int64 // how many are held by all organisations; nil: nobody asks
}

// member is one of a crowd.
type member struct {
	mark, voucher proven.Mark
	network       proven.Network
	at            int64 // locked out last
	before, next  int32
	unit          decision.Unit
}

// none is the place of no member.
const none = -1

func newCrowd(per int64, most int, counted *atomic.Int64) crowd {
	return crowd{per: per, most: most, free: none, oldest: none, newest: none, counted: counted}
}

// advance brings the crowd to an instant: who lies in the future, because the
// clock was set back, counts as of now, and who is too long ago is forgotten.
func (c *crowd) advance(now int64) {
	for i := c.newest; i != none && c.members[i].at > now; i = c.members[i].before {
		c.members[i].at = now
	}
	for c.oldest != none && c.members[c.oldest].at <= now-c.per {
		c.remove(c.oldest)
	}
}

// add takes somebody in, or notes that they were locked out again. It reports
// false if there was no room for one more.
func (c *crowd) add(p proven.Proof, network proven.Network, now int64) bool {
	c.advance(now)
	i, ok := c.places[p.Mark]
	if !ok {
		i, ok = c.places[p.Voucher]
	}
	if ok {
		m := &c.members[i]
		if p.Unit > m.unit {
			c.units[m.unit]--
			c.units[p.Unit]++
			m.unit = p.Unit
		}
		m.at, m.network = now, network
		c.unlink(i)
		c.link(i)
		return true
	}
	if c.size > 0 && (c.size >= c.most || c.isFull()) {
		c.remove(c.oldest)
	}
	if c.isFull() {
		return false
	}
	c.insert(member{mark: p.Mark, voucher: p.Voucher, network: network, at: now, unit: p.Unit})
	return true
}

// isFull tells whether all organisations together hold what they may.
func (c *crowd) isFull() bool { return c.counted != nil && c.counted.Load() >= mostCounted }

func (c *crowd) insert(m member) {
	i := c.free
	if i != none {
		c.free = c.members[i].next
		c.members[i] = m
	} else {
		i = int32(len(c.members))
		c.members = append(c.members, m)
	}
	if c.places == nil {
		c.places = make(map[proven.Mark]int32)
	}
	c.places[m.mark], c.places[m.voucher] = i, i
	c.size++
	c.units[m.unit]++
	if c.counted != nil {
		c.counted.Add(1)
	}
	c.link(i)
}

func (c *crowd) remove(i int32) {
	m := c.members[i]
	c.unlink(i)
	delete(c.places, m.mark)
	delete(c.places, m.voucher)
	c.size--
	c.units[m.unit]--
	if c.counted != nil {
		c.counted.Add(-1)
	}
	if c.size == 0 {
		c.members, c.places, c.free = nil, nil, none // give the memory back
		return
	}
	c.members[i].next = c.free
	c.free = i
}

// link makes a member the newest.
func (c *crowd) link(i int32) {
	c.members[i].before, c.members[i].next = c.newest, none
	if c.newest != none {
		c.members[c.newest].next = i
	} else {
		c.oldest = i
	}
	c.newest = i
}

func (c *crowd) unlink(i int32) {
	m := c.members[i]
	if m.before != none {
		c.members[m.before].next = m.next
	} else {
		c.oldest = m.next
	}
	if m.next != none {
		c.members[m.next].before = m.before
	} else {
		c.newest = m.before
	}
}

// clear forgets everybody.
func (c *crowd) clear() {
	if c.counted != nil {
		c.counted.Add(-int64(c.size))
	}
	*c = newCrowd(c.per, c.most, c.counted)
}

// count is how many count at an instant, in all and by unit, without forgetting
// anybody.
func (c *crowd) count(now int64) (size int, units [4]int) {
	size, units = c.size, c.units
	for i := c.oldest; i != none && c.members[i].at <= now-c.per; i = c.members[i].next {
		size--
		units[c.members[i].unit]--
	}
	return size, units
}

// networks counts those who count at an instant by the network they came from.
func (c *crowd) networks(now int64) map[proven.Network]int {
	n := make(map[proven.Network]int)
	for i := c.newest; i != none && c.members[i].at > now-c.per; i = c.members[i].before {
		n[c.members[i].network]++
	}
	return n
}
