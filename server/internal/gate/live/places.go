package live

import "sync/atomic"

// places are a bounded number of something that names take: rows, series, cells.
// Strangers can invent names, so those under which nothing was ever proven get a
// part of them only. The zero value has none.
type places struct {
	bound   int32
	invited int32 // of them, most that go to names under which nothing is proven

	used     atomic.Int32
	unproven atomic.Int32
}

// set says how many there are. It comes before the first is taken.
func (p *places) set(bound, invited int32) { p.bound, p.invited = bound, invited }

// take takes n places, all or none.
func (p *places) take(n int32, trusted bool) bool {
	if !more(&p.used, n, p.bound) {
		return false
	}
	if !trusted && !more(&p.unproven, n, p.invited) {
		p.used.Add(-n)
		return false
	}
	return true
}

// give gives n places back.
func (p *places) give(n int32, trusted bool) {
	p.used.Add(-n)
	if !trusted {
		p.unproven.Add(-n)
	}
}

// trust says that a name that has n places turned out to be real.
func (p *places) trust(n int32) { p.unproven.Add(-n) }

// more counts n more, up to a bound.
func more(count *atomic.Int32, n, bound int32) bool {
	if count.Load() > bound-n {
		return false // most often, when names are invented: without writing
	}
	if count.Add(n) > bound {
		count.Add(-n)
		return false
	}
	return true
}
