package ratio

import (
	"strings"
	"testing"
	"time"
)

func TestSummarise(t *testing.T) {
	// The machine was slow for both in the third round and for A alone in the fourth.
	a := []time.Duration{20, 21, 200, 900, 20}
	b := []time.Duration{10, 10, 100, 10, 10}
	got := summarise(Pair{Limit: 2.05}, a, b)
	if got.Ratio != 2 || got.Low != 2 || got.High != 2.1 || got.TimeA != 21 || got.TimeB != 10 {
		t.Errorf("got %+v", got)
	}
	if got.Over() {
		t.Error("a ratio of 2 is over a limit of 2.05")
	}
	if got.Limit = 1.9; !got.Over() {
		t.Error("a ratio of 2 is not over a limit of 1.9")
	}
	if got.Limit = 0; got.Over() {
		t.Error("a ratio is over no limit")
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
	Measure(Pair{A: side("A"), B: side("B")}, 3)
	if got, want := turns.String(), "AB"+"ABABAB"; got != want { // to count the calls, then the rounds
		t.Errorf("turns %s, want %s", got, want)
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	results := []Result{
		{Pair: Pair{Name: "judging", A: Side{Name: "one"}, B: Side{Name: "other"}, Limit: 0.5}, TimeA: 900, TimeB: 1200, Ratio: 0.75, Low: 0.7, High: 0.8},
		{Pair: Pair{Name: "reading", A: Side{Name: "one"}, B: Side{Name: "other"}}, TimeA: 1, TimeB: 2, Ratio: 0.5, Low: 0.5, High: 0.5},
	}
	if err := WriteTable(&out, results); err != nil {
		t.Fatal(err)
	}
	want := `comparison  A    time   B      time   A/B    quarters     limit
judging     one  900ns  other  1.2µs  0.750  0.700-0.800  0.50 exceeded
reading     one  1ns    other  2ns    0.500  0.500-0.500  none
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}
