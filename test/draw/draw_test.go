package draw

import (
	"testing"

	"pgregory.net/rapid"
)

func TestUntil(t *testing.T) {
	seen := map[string]int{}
	asked := 0
	lacking := func() string { asked++; return Lacking(seen, 1, "rare") }
	Until(t, lacking, func(t *rapid.T) {
		if rapid.Bool().Draw(t, "drawn"); asked == 3 {
			seen["rare"]++
		}
	})
	if asked != 4 || seen["rare"] == 0 {
		t.Errorf("it asked %d times whether something is lacking, want 4; %v", asked, seen)
	}
}

func TestLacking(t *testing.T) {
	counts := map[string]int{"often": 7, "rare": 1}
	for _, c := range []struct {
		least int
		kinds []string
		want  string
	}{
		{1, []string{"often", "rare"}, ""},
		{2, []string{"often", "rare", "never"}, "each must come up 2 times, but rare 1 times, never 0 times"},
		{2, nil, ""},
	} {
		if got := Lacking(counts, c.least, c.kinds...); got != c.want {
			t.Errorf("Lacking(%d, %v) is %q, want %q", c.least, c.kinds, got, c.want)
		}
	}
}
