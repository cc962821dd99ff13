package live

import (
	"math/bits"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// reasons are why a block was weakened; the last stands for any that is not here.
var reasons = [...]decision.Reason{
	decision.Held, decision.Unarmed, decision.ClockDoubted, decision.BudgetAll, decision.Budget, decision.Unkept, other,
}

func reasonIndex(r decision.Reason) int {
	for i := range reasons {
		if reasons[i] == r {
			return i
		}
	}
	return len(reasons) - 1
}

// tlsNames are the versions of TLS as decisions name them, without "TLS " before
// the number; the first stands for what is not known, and for what is none of them.
var tlsNames = [...]string{unknown, "SSLv3", "1.0", "1.1", "1.2", "1.3"}

func tlsIndex(name string) int {
	name = strings.TrimPrefix(name, "TLS ")
	for i := range tlsNames {
		if tlsNames[i] == name {
			return i
		}
	}
	return 0
}

// units are by what an attempt is proven.
var units = [...]string{decision.Unproven: "unproven", decision.ByAddress: "address", decision.ByDevice: "device", decision.ByPerson: "person"}

// moment is what happened in one span of time, to all.
type moment struct {
	counts
	by [len(reasons)]uint32
}

// count counts an event, with the place of why it was weakened, below 0 if it was
// not; nil keeps nothing.
func (m *moment) count(e event, why int) {
	if m == nil {
		return
	}
	m.counts.count(e)
	if why >= 0 {
		m.by[why]++
	}
}

// whole is what happened to all since the process began.
type whole struct {
	done         sums
	asked        sums // weakened stays 0
	reasons      [len(reasons)]uint64
	tls          [len(tlsNames)]sums
	proven       [len(units)]uint64
	contradicted uint64
}

// count counts a decision; why is the place of its reason, below 0 if it has none.
func (w *whole) count(d *decision.Decision, e event, why int) {
	w.done.count(e)
	w.asked[kindOf(d.Asked)]++
	w.tls[tlsIndex(d.TLS)].count(e)
	if int(d.Proven) < len(units) {
		w.proven[d.Proven]++
	}
	if len(d.Contradicted) > 0 {
		w.contradicted++
	}
	if why >= 0 {
		w.reasons[why]++
	}
}

// shard is a part of all sign-ins: each is counted in one of them, by chance, so
// that processors do not wait for each other.
type shard struct {
	sync.Mutex
	whole    whole
	bySecond ring[moment] // the last quarter of an hour
	byMinute ring[moment] // the last day
}

// finest is the ring that reaches back to an instant with the shortest spans.
func (s *shard) finest(from, now int64) *ring[moment] {
	if now-from < seconds {
		return &s.bySecond
	}
	return &s.byMinute
}

// mostShards bounds memory: a shard takes 110 kB.
const mostShards = 16

func newShards() []shard {
	shards := make([]shard, 1<<bits.Len(uint(min(runtime.GOMAXPROCS(0), mostShards)-1)))
	for i := range shards {
		shards[i].bySecond, shards[i].byMinute = newRing[moment](1, seconds), newRing[moment](60, minutes)
	}
	return shards
}

// count counts a decision in one of the shards.
func countIn(shards []shard, d *decision.Decision, e event) {
	s := &shards[rand.Uint32()&uint32(len(shards)-1)]
	why := -1
	if e.weak {
		why = reasonIndex(d.Weakened)
	}
	s.Lock()
	if !e.recalled {
		s.whole.count(d, e, why)
	}
	s.bySecond.of(e).count(e, why)
	s.byMinute.of(e).count(e, why)
	s.Unlock()
}

// wholeOf is the sum of all shards.
func wholeOf(shards []shard) whole {
	var all whole
	for i := range shards {
		s := &shards[i]
		s.Lock()
		w := s.whole
		s.Unlock()
		all.done.plus(&w.done)
		all.asked.plus(&w.asked)
		for k := range w.reasons {
			all.reasons[k] += w.reasons[k]
		}
		for k := range w.tls {
			all.tls[k].plus(&w.tls[k])
		}
		for k := range w.proven {
			all.proven[k] += w.proven[k]
		}
		all.contradicted += w.contradicted
	}
	return all
}
