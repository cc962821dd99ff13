// Package ratio compares two functions fairly on a machine that is not quiet: it
// runs them in turn, A B A B …, in one process, and takes the median of the ratios
// of neighbours. What slows the machine for a second slows both, so a ratio holds
// on another machine where a time in nanoseconds does not.
package ratio

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// Side is one of two things to compare. Do runs it once and fails loudly by panic:
// a benchmark of wrong answers is worth nothing.
type Side struct {
	Name string
	Do   func()
}

// Pair is one comparison. Limit is the largest ratio of A to B that is accepted;
// 0 means none.
type Pair struct {
	Name  string
	A, B  Side
	Limit float64
}

// Result is what was measured: the median times of one call and the median, lowest
// and highest quarter of the ratios A/B over the rounds.
type Result struct {
	Pair
	TimeA, TimeB     time.Duration
	Ratio, Low, High float64
}

// Over tells whether the ratio is over the pair's limit.
func (r Result) Over() bool { return r.Limit > 0 && r.Ratio > r.Limit }

// slice is how long one side runs before the other has its turn: long beside the
// clock's resolution, short beside the machine's moods.
const slice = 10 * time.Millisecond

// Measure runs the pair for so many rounds, at least 1.
func Measure(p Pair, rounds int) Result {
	callsA, callsB := callsFor(p.A.Do), callsFor(p.B.Do)
	var a, b []time.Duration
	for range max(rounds, 1) {
		a = append(a, perCall(p.A.Do, callsA))
		b = append(b, perCall(p.B.Do, callsB))
	}
	return summarise(p, a, b)
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

// WriteTable writes one line for each result.
func WriteTable(w io.Writer, results []Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "comparison\tA\ttime\tB\ttime\tA/B\tquarters\tlimit")
	for _, r := range results {
		limit := "none"
		if r.Limit > 0 {
			limit = fmt.Sprintf("%.2f", r.Limit)
		}
		if r.Over() {
			limit += " exceeded"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%.3f\t%.3f-%.3f\t%s\n",
			r.Name, r.A.Name, r.TimeA, r.B.Name, r.TimeB, r.Ratio, r.Low, r.High, limit)
	}
	return t.Flush()
}
