package fact

import (
	"testing"

	"pgregory.net/rapid"
)

func TestReconcile(t *testing.T) {
	for _, test := range []struct{ known, other, want string }{
		{"", "", ""},
		{"", "2.4", "2.4"},
		{"", "-", "-"},
		{"2.4", "", "2.4"},
		{"-", "", "-"},
		{"-", "-", "-"},
		{"-", "+", ""},
		{"-", "2.4", ""},
		{"2.4", "-", ""},
		{"2.4", "+", "2.4"},
		{"2.4", "2.4.0", "2.4"},
		{"+", "2.4", "2.4"},
		{"+", "+", "+"},
		{"2.3", "2.4", "+"},
		{"2.3;2.4", "2.4", "2.3;2.4"},
		{"2.3;2.4", "2.4;2.5", "2.4;+"},
		{"2.3", "2.3;2.4", "2.3;+"},
		{"2.3", "2.3;+", "2.3;+"},
		{"2.3;2.4", "2.3;+", "2.3;2.4"},
		{"2.3;+", "2.4", "2.3;+"},
		{"2.3;+", "2.3;2.4;2.5", "2.3;+"},
	} {
		if got := mustCell(t, test.known).Reconcile(mustCell(t, test.other)).String(); got != test.want {
			t.Errorf("of %q and %q %q is known, want %q", test.known, test.other, got, test.want)
		}
	}
}

// TestReconcileGuessesNothing holds for any range: that a version in it is
// installed is said only if one of both says so, and that none is only if neither
// says that one is.
func TestReconcileGuessesNothing(t *testing.T) {
	cells := rapid.SampledFrom([]string{"", "-", "+", "1", "2", "1;2", "2;3", "1;+", "3;+", "1;2;3", "2;3;+"})
	ranges := rapid.SampledFrom([]string{">=1", ">=2", "<2", "=2", "!=2", ">=3", "<1"})
	rapid.Check(t, func(t *rapid.T) {
		c, _ := ParseCell(cells.Draw(t, "known"))
		d, _ := ParseCell(cells.Draw(t, "other"))
		r, err := ParseRange(ranges.Draw(t, "range"))
		if err != nil {
			t.Fatal(err)
		}
		both := c.Reconcile(d)
		switch a, b := c.Any(r), d.Any(r); both.Any(r) {
		case True:
			if a != True && b != True {
				t.Fatalf("%s and %s give %s, in which one fits, and of neither does", c, d, both)
			}
		case False:
			if a == True || b == True {
				t.Fatalf("%s and %s give %s, in which none fits", c, d, both)
			}
		}
		if both.Installed() == True && (c.Installed() == False || d.Installed() == False) {
			t.Fatalf("%s and %s give %s", c, d, both)
		}
	})
}
