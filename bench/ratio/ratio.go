// Package ratio compares two functions fairly on a machine that is not quiet: it
// runs them in turn, A B A B …, in one process, and takes the median of the ratios
// of neighbours. What slows the machine for a second slows both, so a ratio holds
// on another machine where a time in nanoseconds does not.
package ratio

import (
	"runtime"
	"slices"
	"time"
)

// Side is one of two things to compare. Do runs it once and fails loudly by panic:
// a benchmark of wrong answers is worth nothing.
type Side struct {
	Name string
	Do   func()
}

// Pair is one comparison and what is promised of it.
type Pair struct {
	Name string
	// Prepare makes what the sides need, before they are measured; nil: nothing. It
	// may complete the pair.
	Prepare func(*Pair) error
	A, B    Side
	// Run takes the place of both sides' Do where they are processes that others ask:
	// it gives a time of each for every round, A's before B's, and panics as they do.
	Run func(rounds int) (a, b []time.Duration)
	// Limit is the largest ratio of A to B that is accepted; 0 means none.
	Limit float64
	// NoAllocs is set where a call of A must not allocate.
	NoAllocs bool
	// Within is how long a call of A should take on the machine that is planned
	// for; 0 means nothing is said. The table tells, and nothing fails: a time is
	// the machine's as much as ours.
	Within time.Duration
	// Added says that A is only what it takes more than B: where B alone takes longer
	// than Within, nothing of A is known.
	Added bool
	// Rounds is how many are enough where a call takes a second or so; 0 means as
	// many as are asked for. Of such calls no allocations are counted.
	Rounds int
	// Items is how many things a call of A is about; 0 means that it is not told.
	Items int
	// Peak gives the most memory that the last calls of A took, in bytes, and begins
	// anew; nil means that it is not looked at. PeakLimit is the most that is
	// accepted.
	Peak      func() int64
	PeakLimit int64
}

// Result is what was measured: the median times of one call, the median, lowest
// and highest quarter of the ratios A/B over the rounds, and the allocations of
// one call of A, or the memory that it took.
type Result struct {
	Pair
	TimeA, TimeB     time.Duration
	Ratio, Low, High float64
	AllocsA          uint64
	PeakA            int64
}

// Over tells whether a promise is broken that holds on every machine.
func (r Result) Over() bool {
	return r.Limit > 0 && r.Ratio > r.Limit || r.NoAllocs && r.AllocsA > 0 || r.PeakLimit > 0 && r.PeakA > r.PeakLimit
}

// slice is how long one side runs before the other has its turn: long beside the
// clock's resolution, short beside the machine's moods.
const slice = 10 * time.Millisecond

// Measure runs the pair, which is prepared, for so many rounds, at least 1. One
// that says how many are enough runs for as many, times the factor.
func Measure(p Pair, rounds, factor int) Result {
	if p.Rounds > 0 {
		rounds = min(rounds, p.Rounds)
	}
	if p.Run != nil {
		a, b := p.Run(max(rounds*factor, 1))
		r := summarise(p, a, b)
		if p.Peak != nil {
			r.PeakA = p.Peak()
		}
		return r
	}
	callsA, callsB := callsFor(p.A.Do), callsFor(p.B.Do)
	var a, b []time.Duration
	for range max(rounds*factor, 1) {
		a = append(a, perCall(p.A.Do, callsA))
		b = append(b, perCall(p.B.Do, callsB))
	}
	r := summarise(p, a, b)
	if p.Rounds == 0 {
		r.AllocsA = allocs(p.A.Do, callsA)
	}
	if p.Peak != nil {
		r.PeakA = p.Peak()
	}
	return r
}

// callsFor doubles the number of calls until they fill a slice. It warms up, too.
func callsFor(do func()) int {
	for calls := 1; ; calls *= 2 {
		if perCall(do, calls)*time.Duration(calls) >= slice {
			return calls
		}
	}
}

// perCall is the mean time of so many calls, never less than 1 ns. The garbage of
// the other side is collected before, so that each pays for its own.
func perCall(do func(), calls int) time.Duration {
	runtime.GC()
	start := time.Now()
	for range calls {
		do()
	}
	return max(time.Since(start)/time.Duration(calls), 1)
}

// allocs is how often one of so many calls allocates, rounded down: what the
// runtime allocates for itself meanwhile is not the call's.
func allocs(do func(), calls int) uint64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range calls {
		do()
	}
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / uint64(calls)
}

// summarise makes the result of the times of neighbours.
func summarise(p Pair, a, b []time.Duration) Result {
	ratios := make([]float64, len(a))
	for i := range a {
		ratios[i] = float64(a[i]) / float64(b[i])
	}
	slices.Sort(ratios)
	return Result{
		Pair:  p,
		TimeA: slices.Sorted(slices.Values(a))[len(a)/2],
		TimeB: slices.Sorted(slices.Values(b))[len(b)/2],
		Ratio: ratios[len(ratios)/2],
		Low:   ratios[len(ratios)/4],
		High:  ratios[len(ratios)*3/4],
	}
}
