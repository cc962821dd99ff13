package octets

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestBeyondTheEnd: whatever is read, nothing is read twice, and what is not there
// is told.
func TestBeyondTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "all")
		r, n := Reader{Rest: all}, 0
		for !r.Short && n < 30 {
			want := rapid.IntRange(0, 6).Draw(t, "take")
			got := r.Take(want)
			if r.Short != (n+want > len(all)) {
				t.Fatalf("%d of %d bytes at %d: short is %v", want, len(all), n, r.Short)
			}
			if !r.Short && !slices.Equal(got, all[n:n+want]) || r.Short && (got != nil || len(r.Rest) > 0) {
				t.Fatalf("%d bytes at %d: %x", want, n, got)
			}
			n += want + 1
			r.U8()
		}
	})
	r := Reader{Rest: []byte{7, 1, 2, 2, 8, 9, 0, 1, 5, 9}}
	if a, b, c, d := r.U8(), r.U16(), r.Vector8(), r.Vector16(); a != 7 || b != 0x0102 || string(c) != "\x08\x09" || string(d) != "\x05" || r.Short {
		t.Errorf("%d %d %x %x %v", a, b, c, d, r.Short)
	}
	if v := r.Vector8(); v != nil || !r.Short {
		t.Errorf("a vector of 9 bytes that has none: %x", v)
	}
	if got := U16s([]byte{1, 2, 3}); !slices.Equal(got, []uint16{0x0102}) {
		t.Errorf("%x", got)
	}
}
