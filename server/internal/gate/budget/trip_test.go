package budget

import (
	"testing"

	"pgregory.net/rapid"
)

// Whatever happens, a trip closes only with fewer than the limit, after a
// window's end or the span, never twice within per of one epoch, and what it says
// without changing is what it does.
func TestTripProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const limit = 5
		l := spans{per: 60, reset: 1440}
		opened := uint64(rapid.IntRange(0, 2).Draw(t, "opened"))
		tr := trip{open: true, since: 1000, count: limit + 1, epoch: opened}
		epoch, now := opened, int64(1000)
		held := int64(-1 << 40) // when a look found too many, and nothing ended since
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now += rapid.Int64Range(0, 100).Draw(t, "passed")
			if rapid.IntRange(0, 3).Draw(t, "window") == 0 {
				epoch++
				held = -1 << 40
			}
			used := rapid.IntRange(0, 2*limit).Draw(t, "used")
			may := (epoch != opened || now-1000 >= l.reset) && now-held >= l.per
			want := may && used < limit
			if tr.stands(used, limit, now, epoch, &l) != !want {
				t.Fatalf("it says that it stands: %v, with %d at %d", want, used, now)
			}
			if got := tr.look(used, limit, now, epoch, &l); got != want || tr.open == want {
				t.Fatalf("with %d at %d, epoch %d: closed %v, want %v: %+v", used, now, epoch, got, want, tr)
			}
			if want {
				return
			}
			if may {
				held = now
			}
		}
	})
}

// A clock that is set back holds nothing open for longer than it would have been.
func TestTripClockBack(t *testing.T) {
	l := spans{per: 60, reset: 1440}
	tr := trip{open: true, since: 1_000_000, epoch: 1}
	if tr.look(0, 5, 1000, 1, &l) || tr.since != 1000 {
		t.Errorf("%+v", tr)
	}
	if !tr.look(0, 5, 1000+1440, 1, &l) {
		t.Errorf("a day later it is still open: %+v", tr)
	}
	tr = trip{open: true, since: 1_000_000, epoch: 1}
	if tr.look(9, 5, 1_000_010, 2, &l) || tr.heldUntil != 1_000_070 {
		t.Errorf("%+v", tr)
	}
	if !tr.look(0, 5, 1000, 2, &l) {
		t.Errorf("held until a time that the clock had before it was set back: %+v", tr)
	}
}
