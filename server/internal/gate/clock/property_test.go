package clock

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// TestWhateverTheMachineDoes moves the machine's clocks as machines do: seconds
// with a check, seconds without, steps, sleep, slewing. At every moment:
//
//   - a wall clock that is more than maxDifference away is doubted, so that no
//     block is decided by either;
//   - in doubt it was not adopted before it stood still for settleAfter;
//   - the clock runs forwards, except where it adopts.
//
// And when the machine comes to rest the clock shows its time.
func TestWhateverTheMachineDoes(t *testing.T) {
	doubts, adoptions := uint64(0), uint64(0)
	draw.Until(t, func() string {
		if doubts < 20 || adoptions < 20 {
			return fmt.Sprintf("%d doubts and %d adoptions; 20 of each must come up", doubts, adoptions)
		}
		return ""
	}, func(t *rapid.T) {
		m := &machine{wall: monday}
		c, err := New(Options{Source: m.source})
		if err != nil {
			t.Fatal(err)
		}
		moved := time.Duration(0)  // monotonic, at the last check that could see the wall clock moved
		offset := time.Duration(0) // of the wall clock from the monotonic one, at the last check
		drift := 0.0               // of the wall clock
		shown, adopted := c.Now(), uint64(0)
		look := func() {
			now, stats := c.Now(), c.Stats()
			away := m.wall.Sub(now)
			if _, doubted := c.Doubt(); beyond(away) && !doubted {
				t.Fatalf("the wall clock is %s away and not doubted", away)
			}
			if stats.Adopted == adopted && now.Before(shown) {
				t.Fatalf("it ran backwards from %s to %s", shown, now)
			}
			if stats.Adopted > adopted && m.monotonic-moved < settleAfter {
				t.Fatalf("adopted %s after the clock was set", m.monotonic-moved)
			}
			shown, adopted = now, stats.Adopted
		}
		second := func() {
			m.pass(time.Second)
			m.wall = m.wall.Add(time.Duration(drift * float64(time.Second)))
			is := m.wall.Sub(monday) - m.monotonic
			if away(is, offset) > 2*steady {
				moved = m.monotonic
			}
			offset = is
			c.Check()
			look()
		}
		t.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) { look() },
			"seconds": func(t *rapid.T) {
				for range rapid.IntRange(1, 400).Draw(t, "seconds") {
					second()
				}
			},
			"nobody checks": func(t *rapid.T) {
				m.pass(time.Duration(rapid.IntRange(1, 600_000).Draw(t, "ms")) * time.Millisecond)
			},
			"step": func(t *rapid.T) {
				by := time.Duration(rapid.OneOf(
					rapid.Int64Range(-20_000, 20_000), rapid.Int64Range(-100_000_000, 100_000_000),
				).Draw(t, "ms")) * time.Millisecond
				m.wall = m.wall.Add(by)
			},
			"sleep": func(t *rapid.T) {
				m.wall = m.wall.Add(time.Duration(rapid.IntRange(1, 100_000).Draw(t, "seconds")) * time.Second)
			},
			"drift": func(t *rapid.T) {
				drift = float64(rapid.IntRange(-500, 500).Draw(t, "ppm")) / 1e6
			},
		})
		// Twice, as drift may carry a difference over the bound once: it begins anew
		// at the new one. Then what was adopted, or not, is followed.
		for range int((2*settleAfter + 3*time.Minute) / time.Second) {
			second()
		}
		away := m.wall.Sub(c.Now())
		if _, doubted := c.Doubt(); doubted || away > time.Millisecond || away < -time.Millisecond {
			t.Fatalf("at rest it is %s away, doubted: %v", away, doubted)
		}
		doubts += c.Stats().Doubts
		adoptions += c.Stats().Adopted
	})
	t.Logf("%d doubts, %d adoptions", doubts, adoptions)
}
