package notice

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCombined(t *testing.T) {
	const na = NotApplicable
	for _, test := range []struct {
		results    []Result
		every, any Result
	}{
		{nil, na, na},
		{[]Result{Met}, Met, Met},
		{[]Result{na, Met}, Met, Met},
		{[]Result{Met, Unknown}, Unknown, Met},
		{[]Result{Met, Unmet, Unknown}, Unmet, Met},
		{[]Result{Unknown, Unmet}, Unmet, Unknown},
		{[]Result{na, Unmet}, Unmet, Unmet},
		{[]Result{na, Unknown, na}, Unknown, Unknown},
		{[]Result{na, na}, na, na},
		// An excuse is less than what it stands for, and more than falling short.
		{[]Result{Exempt, Met}, Exempt, Met},
		{[]Result{Exempt, Unknown}, Unknown, Exempt},
		{[]Result{Exempt, na}, Exempt, Exempt},
	} {
		if got := (&Requirement{Combine: "every"}).Combined(test.results...); got != test.every {
			t.Errorf("every of %v is %v, want %v", test.results, got, test.every)
		}
		if got := (&Requirement{Combine: "any"}).Combined(test.results...); got != test.any {
			t.Errorf("any of %v is %v, want %v", test.results, got, test.any)
		}
	}
}

// TestCombinedOfCombined does not depend on order, nor on how results are
// grouped, so that they can be counted as they come.
func TestCombinedOfCombined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := &Requirement{Combine: rapid.SampledFrom([]string{"every", "any"}).Draw(t, "combine")}
		results := rapid.SliceOfN(rapid.SampledFrom([]Result{NotApplicable, Met, Unmet, Unknown, Exempt}), 1, 6).Draw(t, "results")
		whole := q.Combined(results...)
		at := rapid.IntRange(0, len(results)).Draw(t, "cut")
		if got := q.Combined(q.Combined(results[at:]...), q.Combined(results[:at]...)); got != whole {
			t.Errorf("%s of %v is %v, in two parts %v", q.Combine, results, whole, got)
		}
	})
}
