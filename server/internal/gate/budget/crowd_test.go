package budget

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// one is a member of the model's crowd.
type one struct {
	mark, voucher proven.Mark
	network       proven.Network
	unit          decision.Unit
	at            int64
}

// slowCrowd is a crowd as a list that is searched from end to end.
type slowCrowd struct {
	per  int64
	list []one // in the order in which they came last
}

func (c *slowCrowd) add(p proven.Proof, network proven.Network, now int64) {
	for i := range c.list {
		c.list[i].at = min(c.list[i].at, now)
	}
	c.list = slices.DeleteFunc(c.list, func(o one) bool { return o.at <= now-c.per })
	is := func(m proven.Mark) int {
		return slices.IndexFunc(c.list, func(o one) bool { return o.mark == m || o.voucher == m })
	}
	i := is(p.Mark)
	if i < 0 {
		i = is(p.Voucher)
	}
	added := one{p.Mark, p.Voucher, network, p.Unit, now}
	if i >= 0 {
		added.mark, added.voucher = c.list[i].mark, c.list[i].voucher
		added.unit = max(added.unit, c.list[i].unit)
		c.list = slices.Delete(c.list, i, i+1)
	}
	c.list = append(c.list, added)
}

func (c *slowCrowd) count(now int64) (n int, units [4]int) {
	for _, o := range c.list {
		if o.at > now-c.per {
			n++
			units[o.unit]++
		}
	}
	return n, units
}

// A crowd is what a list would be, as long as it holds no more than it may, and
// beyond that it holds those who came last.
func TestCrowdModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const per = 60
		most := rapid.IntRange(1, 12).Draw(t, "most")
		var counted atomic.Int64
		c := newCrowd(per, most, &counted)
		slow := slowCrowd{per: per}
		now := int64(1000)
		for range rapid.IntRange(1, 120).Draw(t, "steps") {
			now += rapid.Int64Range(-20, 40).Draw(t, "passed")
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				c.advance(now)
				slow.list = slices.DeleteFunc(slow.list, func(o one) bool { return min(o.at, now) <= now-per })
				for i := range slow.list {
					slow.list[i].at = min(slow.list[i].at, now)
				}
			case 1:
				if rapid.IntRange(0, 5).Draw(t, "clear") == 0 {
					c.clear()
					slow.list = nil
				}
			default:
				p := proven.Proof{Unit: decision.Unit(rapid.IntRange(1, 3).Draw(t, "unit"))}
				p.Voucher = proven.Mark(rapid.IntRange(1, 15).Draw(t, "person"))
				p.Mark = p.Voucher
				if p.Unit != decision.ByPerson {
					p.Mark = proven.Mark(100*int(p.Unit) + rapid.IntRange(1, 15).Draw(t, "thing"))
				}
				network := proven.Network(rapid.IntRange(1, 3).Draw(t, "network"))
				c.add(p, network, now)
				slow.add(p, network, now)
			}
			if len(slow.list) > most { // who came first is let go
				slow.list = slices.Delete(slow.list, 0, len(slow.list)-most)
			}
			var got []one
			for i := c.oldest; i != none; i = c.members[i].next {
				m := c.members[i]
				got = append(got, one{m.mark, m.voucher, m.network, m.unit, m.at})
			}
			if !slices.Equal(got, slow.list) {
				t.Fatalf("the crowd is %+v, want %+v", got, slow.list)
			}
			if c.size != len(got) || counted.Load() != int64(len(got)) {
				t.Fatalf("it says it has %d, and %d of all, and has %d", c.size, counted.Load(), len(got))
			}
			later := now + rapid.Int64Range(-10, 70).Draw(t, "later")
			n, units := c.count(later)
			if want, wantUnits := slow.count(later); n != want || units != wantUnits {
				t.Fatalf("at %d: %d %v, want %d %v", later, n, units, want, wantUnits)
			}
			sum := 0
			for _, from := range c.networks(later) {
				sum += from
			}
			if sum != n {
				t.Fatalf("%d of %d have a network", sum, n)
			}
		}
	})
}

// However many there are, whether there are more than a limit is known exactly, at
// every later instant too: a crowd that holds the limit and one more is enough.
func TestCrowdIsExactUpToItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const per, limit = 60, 5
		c := newCrowd(per, limit+1, nil)
		exact := newCrowd(per, 1000, nil)
		now := int64(0)
		for n := range rapid.IntRange(1, 200).Draw(t, "steps") {
			now += rapid.Int64Range(0, 12).Draw(t, "passed")
			m := proven.Mark(rapid.IntRange(1, 40).Draw(t, "who"))
			c.add(proven.Proof{Unit: decision.ByPerson, Mark: m, Voucher: m}, 1, now)
			exact.add(proven.Proof{Unit: decision.ByPerson, Mark: m, Voucher: m}, 1, now)
			for later := now; later < now+per+1; later += 7 {
				got, _ := c.count(later)
				want, _ := exact.count(later)
				if got != min(want, limit+1) {
					t.Fatalf("step %d: %d at %d, want the lesser of %d and %d", n, got, later, want, limit+1)
				}
			}
		}
	})
}

// Memory of a crowd that has gone is given back, and what is free is used again.
func TestCrowdMemory(t *testing.T) {
	c := newCrowd(60, 100, nil)
	for round := range int64(50) {
		for m := range proven.Mark(150) {
			c.add(proven.Proof{Unit: decision.ByPerson, Mark: m + 1, Voucher: m + 1}, 1, 1000+round)
		}
	}
	if len(c.members) != 100 || len(c.places) != 100 {
		t.Errorf("%d members and %d places are held for 100", len(c.members), len(c.places))
	}
	c.advance(10_000)
	if c.size != 0 || c.members != nil || c.places != nil || c.oldest != none || c.newest != none {
		t.Errorf("what is left of nobody: %+v", c)
	}
}

// What limits.go says that one of a crowd takes.
func TestCrowdBytes(t *testing.T) {
	const members, most = 100_000, 150
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	c := newCrowd(60, members, nil)
	for n := range members {
		m := proven.Mark(uint64(n+1) * 0x9e3779b97f4a7c15)
		c.add(proven.Proof{Unit: decision.ByDevice, Mark: m, Voucher: m + 1}, 1, int64(n/10_000))
	}
	each := (heap() - before) / members
	t.Logf("%d bytes each", each)
	if c.size != members || each > most {
		t.Errorf("%d members take %d bytes each, want at most %d", c.size, each, most)
	}
}
