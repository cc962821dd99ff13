package proven

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Identity is what an attempt or an accepted sign-in carried. An empty text or an
// address that is not valid: it carried none.
type Identity struct {
	Person  string // as the protocol names people
	Device  string // as the protocol names devices
	Address netip.Addr
}

// Proof is the strongest identity of an attempt that is proven.
type Proof struct {
	// Unit is its kind; Unproven: nothing is proven, and the marks are zero.
	Unit decision.Unit
	// Mark is the identity's own, the same on every network.
	Mark Mark
	// Voucher is who proved it: the same as Mark for a person. Whoever counts
	// must count a voucher once, or one account may count as a thousand devices.
	Voucher Mark
}

// Store is what has been proven. It is for use by many goroutines, and its
// answers wait for no disk.
type Store struct {
	marker marker
	shards [shardCount]shard
	known  [4]atomic.Int64 // by unit
	room   [4]int64        // how many there may be, by unit
	full   atomic.Int64    // identities that found no room
	hour   atomic.Uint32   // the last that was told
	swept  atomic.Uint32   // the hour of the last sweep
	used   atomic.Bool     // it was opened, and may have been told something
	loaded atomic.Pointer[Loaded]
	keeper *keeper // nil: in memory only
}

const (
	shardShift = 56 // the high bits of a mark choose its shard
	shardCount = 1 << (64 - shardShift)
)

type shard struct {
	sync.RWMutex
	proofs map[Mark]proof // by the mark bound to a network
	_      [24]byte       // neighbours do not share a cache line
}

// proof is what is remembered of one identity on one network.
type proof struct {
	voucher Mark
	seen    seen
}

// seen is when an identity was last proven, in hours since 1970, and in the
// highest byte its unit.
type seen uint32

const hourMask = 1<<24 - 1

func seenAt(unit decision.Unit, hour uint32) seen { return seen(uint32(unit)<<24 | hour) }

func (s seen) unit() decision.Unit { return decision.Unit(s >> 24) }
func (s seen) hour() uint32        { return uint32(s) & hourMask }

// counts tells whether it counts at an hour. What lies in the future counts as
// seen now.
func (s seen) counts(hour uint32) bool {
	return s.hour() >= hour || hour-s.hour() < rememberedHours
}

// hourOf returns the hour of an instant: 0 before 1970, and the last that there
// is, in the year 3883, behind that.
func hourOf(at time.Time) uint32 {
	return uint32(min(max(at.Unix()/3600, 0), hourMask))
}

// Prove remembers what an accepted sign-in carried. at is the gate's. Without a
// valid address nothing is remembered: a name proves nothing without a network.
func (s *Store) Prove(id Identity, at time.Time) {
	hour := hourOf(at)
	s.tell(hour)
	address, ok := s.marker.address(id)
	if !ok {
		return
	}
	network := NetworkOf(id.Address)
	voucher := address.mark()
	if person, ok := s.marker.name(decision.ByPerson, id.Person); ok {
		voucher = person.mark()
		s.remember(person.bound(network), proof{voucher, seenAt(decision.ByPerson, hour)})
	}
	if device, ok := s.marker.name(decision.ByDevice, id.Device); ok {
		s.remember(device.bound(network), proof{voucher, seenAt(decision.ByDevice, hour)})
	}
	s.remember(address.mark(), proof{voucher, seenAt(decision.ByAddress, hour)})
}

// remember keeps a proof in memory, and hands it to the disk once an hour.
func (s *Store) remember(m Mark, p proof) {
	sh := s.shardOf(m)
	sh.Lock()
	old, had := sh.proofs[m]
	if !had && !s.takeRoom(p.seen.unit()) {
		sh.Unlock()
		s.full.Add(1)
		return
	}
	sh.proofs[m] = p
	sh.Unlock()
	if s.keeper != nil && (!had || old.seen != p.seen) {
		s.keeper.add(m, p)
	}
}

// takeRoom takes the place of one more of a unit; false if there is none.
func (s *Store) takeRoom(u decision.Unit) bool {
	if s.known[u].Add(1) > s.room[u] {
		s.known[u].Add(-1)
		return false
	}
	return true
}

// Strongest returns the strongest identity of an attempt that is proven at an
// instant of the gate's clock. certified is what a verified client certificate
// proves in the attempt itself: ByPerson that the person is who it says, ByDevice
// that the device is; anything else: it proves nothing, or there is none.
func (s *Store) Strongest(id Identity, certified decision.Unit, at time.Time) Proof {
	hour := hourOf(at)
	s.tell(hour)
	network := NetworkOf(id.Address)
	if person, ok := s.naming(decision.ByPerson, id, certified); ok {
		if certified == decision.ByPerson || network != 0 && s.recall(person.bound(network), hour, nil) {
			return Proof{decision.ByPerson, person.mark(), person.mark()}
		}
	}
	if device, ok := s.naming(decision.ByDevice, id, certified); ok {
		p := Proof{Unit: decision.ByDevice, Mark: device.mark()}
		if certified == decision.ByDevice {
			p.Voucher = p.Mark // nobody can make up a device with a certificate
			return p
		}
		if network != 0 && s.recall(device.bound(network), hour, &p.Voucher) {
			return p
		}
	}
	if address, ok := s.naming(decision.ByAddress, id, certified); ok {
		p := Proof{Unit: decision.ByAddress, Mark: address.mark()}
		if s.recall(p.Mark, hour, &p.Voucher) {
			return p
		}
	}
	return Proof{}
}

// Again returns the proof of an identity of which the unit was proven before, as a
// record of that time says. Who vouches for it is who does now; itself, where that
// is forgotten. A zero Proof where the identity has nothing of the unit.
func (s *Store) Again(id Identity, unit decision.Unit, at time.Time) Proof {
	if unit == decision.Unproven {
		return Proof{}
	}
	n, ok := s.naming(unit, id, unit)
	if !ok {
		return Proof{}
	}
	p := Proof{Unit: unit, Mark: n.mark()}
	p.Voucher = p.Mark
	bound := p.Mark
	switch network := NetworkOf(id.Address); {
	case unit == decision.ByPerson, unit == decision.ByDevice && network == 0:
		return p
	case unit == decision.ByDevice:
		bound = n.bound(network)
	}
	var voucher Mark
	if s.recall(bound, hourOf(at), &voucher) {
		p.Voucher = voucher
	}
	return p
}

// naming makes the naming of an identity of a unit; false if there is none, or
// nothing by which any of the unit could be proven. A gate that is only asked never
// sees an answer of the service, and so makes none.
func (s *Store) naming(u decision.Unit, id Identity, certified decision.Unit) (naming, bool) {
	if certified != u && s.known[u].Load() <= 0 {
		return naming{}, false
	}
	switch u {
	case decision.ByPerson:
		return s.marker.name(u, id.Person)
	case decision.ByDevice:
		return s.marker.name(u, id.Device)
	}
	return s.marker.address(id)
}

// recall tells whether a mark is proven at an hour, and who vouches for it.
func (s *Store) recall(m Mark, hour uint32, voucher *Mark) bool {
	sh := s.shardOf(m)
	sh.RLock()
	p, ok := sh.proofs[m]
	sh.RUnlock()
	if voucher != nil {
		*voucher = p.voucher
	}
	return ok && p.seen.counts(hour)
}

// shardOf takes the high bits; the map within takes what it likes.
func (s *Store) shardOf(m Mark) *shard { return &s.shards[m>>shardShift] }

// tell notes the hour, for what is done in the background.
func (s *Store) tell(hour uint32) {
	if s.hour.Load() != hour {
		s.hour.Store(hour)
	}
}
