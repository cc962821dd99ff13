package budget

import (
	"testing"

	"pgregory.net/rapid"
)

// The meter counts what a list would, to a bucket, and pages once in its span.
func TestMeterModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const width, span, limit = 10, 10 * meterBuckets, 20
		m := meter{width: width}
		now := rapid.Int64Range(-5000, 5000).Draw(t, "start")
		var list []int64
		lastPage, paged := int64(0), false
		for range rapid.IntRange(1, 150).Draw(t, "steps") {
			passed := rapid.Int64Range(0, 40).Draw(t, "passed")
			if rapid.IntRange(0, 15).Draw(t, "jump") == 0 {
				passed = rapid.Int64Range(-1500, 1500).Draw(t, "jumped")
			}
			now += passed
			kept := list[:0]
			for _, at := range list {
				if at = min(at, now); floor(now, width)-floor(at, width) < meterBuckets {
					kept = append(kept, at)
				}
			}
			list = append(kept, now)
			lastPage = min(lastPage, now)
			wantPage := len(list) > limit && (!paged || now-lastPage >= span)
			if wantPage {
				paged, lastPage = true, now
			}
			if sum, page := m.add(now, limit); sum != len(list) || page != wantPage {
				t.Fatalf("at %d: %d, page %v; want %d, page %v", now, sum, page, len(list), wantPage)
			}
			later := now + rapid.Int64Range(0, span+20).Draw(t, "later")
			want := 0
			for _, at := range list {
				if floor(later, width)-floor(at, width) < meterBuckets {
					want++
				}
			}
			if got := m.count(later); got != want {
				t.Fatalf("%d at %d, want %d", got, later, want)
			}
		}
	})
}
