package live

import (
	"testing"

	"pgregory.net/rapid"
)

// TestRing holds the ring to a list of everything that was counted.
func TestRing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.SampledFrom([]int64{1, 15, 60, 600}).Draw(t, "width")
		cells := rapid.IntRange(2, 40).Draw(t, "cells")
		r := newRing[uint32](width, cells)
		counted := make(map[int64]uint32) // by span
		now := rapid.Int64Range(1_700_000_000, 1_800_000_000).Draw(t, "start")
		for range rapid.IntRange(0, 200).Draw(t, "events") {
			now += rapid.Int64Range(0, 3*width).Draw(t, "step")
			*r.at(now)++
			counted[now/width]++
		}
		oldest := now/width - int64(cells) + 1 // the span that is just kept
		from := rapid.Int64Range(oldest*width, now).Draw(t, "from")
		until := rapid.Int64Range(from, now+1).Draw(t, "until")
		want, got := uint32(0), uint32(0)
		for span, n := range counted {
			if span >= from/width && span*width < until {
				want += n
			}
		}
		r.each(from, until, func(unix int64, n *uint32) {
			if unix%width != 0 || unix/width < from/width || unix >= until {
				t.Fatalf("a span at %d in [%d, %d)", unix, from, until)
			}
			got += *n
		})
		if got != want {
			t.Fatalf("%d, want %d", got, want)
		}
	})
}

// TestRingAfterTheClockStepped: what lies ahead is not counted as past, and is
// used again.
func TestRingAfterTheClockStepped(t *testing.T) {
	r := newRing[uint32](1, 10)
	sum := func(from, until int64) (sum uint32) {
		r.each(from, until, func(_ int64, n *uint32) { sum += *n })
		return sum
	}
	for at := int64(1000); at < 1010; at++ {
		*r.at(at)++
	}
	if n := sum(490, 501); n != 0 {
		t.Errorf("%d counted before the clock was set back", n)
	}
	for at := int64(495); at <= 500; at++ {
		*r.at(at)++
	}
	if n := sum(490, 501); n != 6 {
		t.Errorf("%d counted since, want 6", n)
	}
	*r.at(-5)++ // before 1970: nonsense, and no panic
	*r.at(0)++
}
