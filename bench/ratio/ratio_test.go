package ratio

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSummarise(t *testing.T) {
	// The machine was slow for both in the third round and for A alone in the fourth.
	a := []time.Duration{20, 21, 200, 900, 20}
	b := []time.Duration{10, 10, 100, 10, 10}
	got := summarise(Pair{Limit: 2.05}, a, b)
	if got.Ratio != 2 || got.Low != 2 || got.High != 2.1 || got.TimeA != 21 || got.TimeB != 10 {
		t.Errorf("got %+v", got)
	}
}

func TestOver(t *testing.T) {
	for _, c := range []struct {
		name string
		r    Result
		over bool
	}{
		{"under the limit", Result{Pair: Pair{Limit: 2.05}, Ratio: 2}, false},
		{"over the limit", Result{Pair: Pair{Limit: 1.9}, Ratio: 2}, true},
		{"no limit", Result{Ratio: 2}, false},
		{"allocates and may", Result{AllocsA: 1}, false},
		{"allocates and may not", Result{Pair: Pair{NoAllocs: true}, AllocsA: 1}, true},
		{"does not allocate", Result{Pair: Pair{NoAllocs: true}}, false},
		{"takes too much memory", Result{Pair: Pair{PeakLimit: 10}, PeakA: 11}, true},
		{"takes little memory", Result{Pair: Pair{PeakLimit: 10}, PeakA: 10}, false},
		{"longer than it should on this machine", Result{Pair: Pair{Within: 1}, TimeA: 2}, false},
	} {
		if c.r.Over() != c.over {
			t.Errorf("%s: over is %t", c.name, c.r.Over())
		}
	}
}

func TestMeasureRunsInTurn(t *testing.T) {
	var turns strings.Builder
	side := func(name string) Side {
		return Side{name, func() { // a new letter only where the turn changes
			if !strings.HasSuffix(turns.String(), name) {
				turns.WriteString(name)
			}
		}}
	}
	Measure(Pair{A: side("A"), B: side("B")}, 3, 1)
	if got, want := turns.String(), "AB"+"ABABAB"+"A"; got != want { // to count the calls, the rounds, the allocations
		t.Errorf("turns %s, want %s", got, want)
	}
	turns.Reset()
	Measure(Pair{A: side("A"), B: side("B"), Rounds: 1}, 3, 2) // as few as are enough, twice; no allocations are counted
	if got, want := turns.String(), "AB"+"ABAB"; got != want {
		t.Errorf("turns %s, want %s", got, want)
	}
}

func TestMeasureLooksAtThePeak(t *testing.T) {
	peak := int64(0)
	one := Side{"A", func() { peak = 7 }}
	r := Measure(Pair{A: one, B: Side{"B", func() {}}, Rounds: 1, PeakLimit: 6, Peak: func() int64 { return peak }}, 1, 1)
	if r.PeakA != 7 || !r.Over() {
		t.Errorf("the peak is %d, over the limit %t", r.PeakA, r.Over())
	}
}

var kept any // escapes

func TestAllocs(t *testing.T) {
	if got := allocs(func() { kept = new([3]int) }, 100); got != 1 {
		t.Errorf("new allocates %d times", got)
	}
	if got := allocs(func() {}, 100); got != 0 {
		t.Errorf("nothing allocates %d times", got)
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	one, other := Side{Name: "one"}, Side{Name: "other"}
	results := []Result{
		{Pair: Pair{Name: "judging", A: one, B: other, Limit: 0.5}, TimeA: 900, TimeB: 1200, Ratio: 0.75, Low: 0.7, High: 0.8},
		{Pair: Pair{Name: "reading", A: one, B: other}, TimeA: 1, TimeB: 2, Ratio: 0.5, Low: 0.5, High: 0.5, AllocsA: 12},
		{Pair: Pair{Name: "checking", A: one, B: other, Limit: 2, NoAllocs: true, Within: time.Second}, TimeA: 1234567890, TimeB: 1e9, Ratio: 1.2345, Low: 1, High: 2},
		{Pair: Pair{Name: "an estate", A: one, B: other, Limit: 4, Rounds: 5, Items: 4, PeakLimit: 600e6}, TimeA: 2e9, TimeB: 1e9, Ratio: 2, Low: 2, High: 2, PeakA: 450_000_001},
		{Pair: Pair{Name: "a workbook", A: one, B: other, Rounds: 5}, TimeA: 2e9, TimeB: 1e9, Ratio: 2, Low: 2, High: 2},
		{Pair: Pair{Name: "added", A: one, B: other, Rounds: 5, Added: true, Within: 5}, TimeA: 1, TimeB: 6, Ratio: 1, Low: 1, High: 1},
		{Pair: Pair{Name: "added", A: one, B: other, Rounds: 5, Added: true, Within: 5}, TimeA: 1, TimeB: 5, Ratio: 1, Low: 1, High: 1},
	}
	if err := WriteTable(&out, results); err != nil {
		t.Fatal(err)
	}
	want := `comparison  A    time   each   memory     B      time   A/B    quarters     limit                 held
judging     one  900ns  -      0 allocs   other  1.2µs  0.750  0.700-0.800  0.50                  NO
reading     one  1ns    -      12 allocs  other  2ns    0.500  0.500-0.500  none                  -
checking    one  1.23s  -      0 allocs   other  1s     1.234  1.000-2.000  2.00, 0 allocs, (1s)  not here
an estate   one  2s     500ms  451 MB     other  1s     2.000  2.000-2.000  4.00, 600 MB          yes
a workbook  one  2s     -      -          other  1s     2.000  2.000-2.000  none                  -
added       one  1ns    -      -          other  6ns    1.000  1.000-1.000  (5ns)                 too noisy
added       one  1ns    -      -          other  5ns    1.000  1.000-1.000  (5ns)                 yes
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
