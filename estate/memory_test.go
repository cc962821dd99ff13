package estate

import (
	"runtime"
	"testing"
)

// Four million devices and as many cards must fit in 800 MB, with little garbage
// beside. Of fewer rows each has more of what they share, so the bound is wider.
func TestRowsAreSmall(t *testing.T) {
	const rows = 200_000
	var number string
	own := allocated(func() {
		v, d, c := newInvented(t), deviceRow{}, cardRow{}
		for i := range rows {
			v.deviceRow(i, &d)
			v.cardRow(i, &number, &c)
		}
	})
	before := heap()
	var v *invented
	all := allocated(func() {
		v = newInvented(t)
		v.fill(rows)
	})
	kept := float64(heap() - before)
	runtime.KeepAlive(v)
	garbage := float64(all-own) - kept
	t.Logf("a row takes %.1f bytes, and %.1f of garbage", kept/(2*rows), garbage/(2*rows))
	if kept/(2*rows) > 110 {
		t.Errorf("a row takes %.1f bytes, want at most 110", kept/(2*rows))
	}
	if garbage > kept/5 {
		t.Errorf("%.0f bytes of garbage beside %.0f", garbage, kept)
	}
}

// allocated returns how many bytes do allocates.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// heap returns the bytes of what is reachable.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
