package fact

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseVersion(t *testing.T) {
	tests := []struct {
		text, shown, canonical, suffix string
	}{
		{"2.4.5.0", "2.4.5.0", "2.4.5", ""},
		{"v2.4", "v2.4", "2.4", ""},
		{"V2.4", "V2.4", "2.4", ""},
		{" 2.4\t", "2.4", "2.4", ""},
		{"0", "0", "0", ""},
		{"0.0", "0.0", "0", ""},
		{"2.04.005", "2.04.005", "2.4.5", ""},
		{"2.4.5.0-1", "2.4.5.0-1", "2.4.5", "-1"},
		{"10.0.19041.4474 (WinBuild.160101.0800)", "10.0.19041.4474 (WinBuild.160101.0800)", "10.0.19041.4474", "(WinBuild.160101.0800)"},
		{"10. 0. 0. 1", "10. 0. 0. 1", "10.0.0.1", ""},
		{"7,2,2,16", "7,2,2,16", "7.2.2.16", ""},
		{"7, 2, 2, 16", "7, 2, 2, 16", "7.2.2.16", ""},
		{"1.2,3", "1.2,3", "1.2.3", ""},
		{"2.4.", "2.4.", "2.4", "."},
		{"2..4", "2..4", "2", "..4"},
		{"2 .4", "2 .4", "2", ".4"},
		{"2.x", "2.x", "2", ".x"},
		{"1.8.0_392", "1.8.0_392", "1.8", "_392"},
		{"1.2.3.4.5.6.7.8", "1.2.3.4.5.6.7.8", "1.2.3.4.5.6.7.8", ""},
		{"1.2.3.4.5.6.7.8.9", "1.2.3.4.5.6.7.8.9", "1.2.3.4.5.6.7.8", ".9"},
		{"1.20260611083000", "1.20260611083000", "1.20260611083000", ""},
		{"18446744073709551615", "18446744073709551615", "18446744073709551615", ""},
		{"1." + strings.Repeat("0", 30) + "7", "1." + strings.Repeat("0", 30) + "7", "1.7", ""},
	}
	for _, tt := range tests {
		v, err := ParseVersion(tt.text)
		if err != nil {
			t.Errorf("ParseVersion(%q): %v", tt.text, err)
			continue
		}
		got := []string{v.String(), v.Canonical(), v.Suffix()}
		if diff := cmp.Diff([]string{tt.shown, tt.canonical, tt.suffix}, got); diff != "" {
			t.Errorf("ParseVersion(%q): text, canonical, suffix (-want +got)\n%s", tt.text, diff)
		}
	}
}

func TestParseVersionErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", `"": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"v", `"v": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"vv1", `"vv1": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"v 1", `"v 1": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"latest", `"latest": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"-1", `"-1": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{".5", `".5": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"２.4", `"２.4": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{"1.18446744073709551616", `"1.18446744073709551616": not a version: the number in place 2 is too large; at most 18446744073709551615`},
		{"x" + strings.Repeat("ü", 30), `"x` + strings.Repeat("ü", 29) + `…": not a version: it does not begin with a digit; write it like 2.4.5.0`},
		{strings.Repeat("x", 61), `"` + strings.Repeat("x", 60) + `…": not a version: it does not begin with a digit; write it like 2.4.5.0`},
	}
	for _, tt := range tests {
		v, err := ParseVersion(tt.text)
		var parse *ParseError
		if !errors.As(err, &parse) {
			t.Errorf("ParseVersion(%q) = %v, %v; want a *ParseError", tt.text, v, err)
			continue
		}
		if err.Error() != tt.want || parse.Text != tt.text {
			t.Errorf("ParseVersion(%q): %v\nwant %v", tt.text, err, tt.want)
		}
	}
}

func TestVersionOrder(t *testing.T) {
	// Each is older than the next; those on one line are equal.
	order := [][]string{
		{"", "0", "0.0.0"},
		{"0.0.0.0.0.0.0.1"},
		{"1.9"},
		{"1.10", "1.010", "v1,10", "1. 10", "1.10.0.0.0.0.0.0-rc1"},
		{"2.4.5.0", "2.4.5", "2.4.5.0-1", "2.4.5.0 (beta)"},
		{"2.4.10.0"},
		{"10.0.19041.4474 (WinBuild.160101.0800)", "10.0.19041.4474"},
	}
	var versions []Version
	var rank []int
	for i, line := range order {
		for _, text := range line {
			var v Version
			if text != "" {
				v = mustVersion(t, text)
			}
			versions, rank = append(versions, v), append(rank, i)
		}
	}
	for i, v := range versions {
		for j, w := range versions {
			want := sign(rank[i] - rank[j])
			if got := v.Compare(w); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", v, w, got, want)
			}
			equal := want == 0
			if v.Equal(w) != equal || (v.Parts() == w.Parts()) != equal || (v.Canonical() == w.Canonical()) != equal {
				t.Errorf("%q and %q: Equal, Parts and Canonical do not all say equal = %t", v, w, equal)
			}
		}
	}
}

func TestVersionOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyVersion().Draw(t, "a"), anyVersion().Draw(t, "b"), anyVersion().Draw(t, "c")
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v: not antisymmetric", a, b)
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v <= %v <= %v, but not %v <= %v", a, b, c, a, c)
		}
		pa, pb := a.Parts(), b.Parts()
		if want := slices.Compare(pa[:], pb[:]); a.Compare(b) != want {
			t.Fatalf("%v.Compare(%v) = %d, its parts compare %d", a, b, a.Compare(b), want)
		}
	})
}

func TestVersionNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyVersion().Draw(t, "v")
		if n, ok := v.next(); ok {
			back, ok := n.previous()
			if n.Compare(v) <= 0 || !ok || !back.Equal(v) {
				t.Fatalf("next of %v is %v, whose previous is %v, %t", v, n, back, ok)
			}
		} else if v.parts != greatest.parts {
			t.Fatalf("%v has no next", v)
		}
		if _, ok := v.previous(); ok == v.Equal(Version{}) {
			t.Fatalf("%v has a previous: %t", v, ok)
		}
	})
}

func TestVersionCompareDoesNotAllocate(t *testing.T) {
	v, w := mustVersion(t, "2.4.5.0"), mustVersion(t, "2.4.5.0-1")
	r := mustRange(t, ">=2.4.5.0,<2.4.10.0,!=2.4.6")
	c := mustCell(t, "2.3;2.4.7")
	n := testing.AllocsPerRun(100, func() {
		if v.Compare(w) != 0 || !r.Contains(v) || c.Any(r) != True {
			t.Error("wrong answer")
		}
	})
	if n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func FuzzVersion(f *testing.F) {
	for _, seed := range []string{"2.4.5.0", "v10. 0. 0. 1", "2.4.5.0-1", "1,2,3", "1.2.3.4.5.6.7.8.9", "", "x", "99999999999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParseVersion(text)
		if err != nil {
			if !v.Equal(Version{}) || v.String() != "0" {
				t.Errorf("%q: version %v beside the error %v", text, v, err)
			}
			return
		}
		for _, again := range []string{v.String(), v.Canonical(), "v" + v.Canonical(), v.Canonical() + " " + v.Suffix()} {
			w, err := ParseVersion(again)
			if err != nil || !w.Equal(v) {
				t.Errorf("%q written as %q is read as %v, %v", text, again, w, err)
			}
		}
		if !strings.HasSuffix(v.String(), v.Suffix()) {
			t.Errorf("%q does not end with its suffix %q", v, v.Suffix())
		}
	})
}

var greatest = Version{parts: [8]uint64{
	math.MaxUint64, math.MaxUint64, math.MaxUint64, math.MaxUint64,
	math.MaxUint64, math.MaxUint64, math.MaxUint64, math.MaxUint64,
}}

// anyVersion draws versions that meet often: few numbers, and those at which
// carrying and borrowing happen.
func anyVersion() *rapid.Generator[Version] {
	part := rapid.SampledFrom([]uint64{0, 0, 0, 1, 2, math.MaxUint64})
	return rapid.Custom(func(t *rapid.T) Version {
		switch rapid.IntRange(0, 9).Draw(t, "extreme") {
		case 0:
			return Version{}
		case 1:
			return greatest
		}
		var v Version
		for _, i := range []int{0, 1, 7} {
			v.parts[i] = part.Draw(t, "part")
		}
		return v
	})
}

func mustVersion(t testing.TB, text string) Version {
	t.Helper()
	v, err := ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func sign(n int) int { return max(-1, min(+1, n)) }
