package readiness

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
)

// TestPlacesTellWhatIsCompared holds places to the comparisons that they stand
// for: seconds with one view have the same order to every cut of that instant.
func TestPlacesTellWhatIsCompared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) time.Time {
			at := time.Unix(rapid.Int64Range(-20, 20).Draw(t, what), 0)
			return at.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 999_999_999}).Draw(t, what+" nanoseconds")))
		}
		cuts := make([][]time.Time, rapid.IntRange(1, 3).Draw(t, "instants"))
		var own [][]int64
		for i := range cuts {
			for range rapid.IntRange(0, 4).Draw(t, "cuts") {
				cuts[i] = append(cuts[i], draw("cut"))
			}
			own = append(own, marksOf(cuts[i]))
		}
		p := newPlaces(own)
		orders := func(second int64, instant int) (out []int) {
			for _, cut := range cuts[instant] {
				out = append(out, time.Unix(second, 0).Compare(cut))
			}
			return out
		}
		for instant := range cuts {
			view := p.view(instant)
			if len(view) != p.count() || view[p.of(estate.NoTime)] != 0 {
				t.Fatalf("%d of %d places; what is not known is seen as %d", len(view), p.count(), view[0])
			}
			for a := int64(-22); a <= 22; a++ {
				for b := int64(-22); b <= 22; b++ {
					alike := view[p.of(a)] == view[p.of(b)]
					same := equal(orders(a, instant), orders(b, instant))
					if alike != same {
						t.Fatalf("%d and %d look alike: %t; they compare alike: %t (%v)", a, b, alike, same, cuts[instant])
					}
				}
			}
		}
	})
}

func equal(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestWhatIsNotDatedNeverGrowsOld(t *testing.T) {
	p := newPlaces([][]int64{{100}, nil, {50, 70}})
	for _, test := range []struct {
		second  int64
		instant int
		want    uint32
	}{
		{99, 0, 1}, {100, 0, 2}, {estate.NoTime, 0, 2},
		{0, 1, 1}, {200, 1, 1}, {estate.NoTime, 1, 1},
		{60, 2, 2}, {70, 2, 3}, {estate.NoTime, 2, 3},
	} {
		if got := p.view(test.instant)[p.ofAge(test.second)]; got != test.want {
			t.Errorf("%d at instant %d: %d, want %d", test.second, test.instant, got, test.want)
		}
	}
}
