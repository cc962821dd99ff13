package fact

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCell(t *testing.T) {
	type answers struct {
		Shown     string
		Known     bool
		Installed Truth
		AtLeast24 Truth // >=2.4
		Newest    string
	}
	tests := []struct {
		text string
		want answers
	}{
		{"", answers{"", false, Unknown, Unknown, ""}},
		{" ", answers{"", false, Unknown, Unknown, ""}},
		{"-", answers{"-", true, False, False, ""}},
		{" - ", answers{"-", true, False, False, ""}},
		{"+", answers{"+", true, True, Unknown, ""}},
		{"2.3.2.0", answers{"2.3.2.0", true, True, False, "2.3.2.0"}},
		{"2.4.5.0-1", answers{"2.4.5.0-1", true, True, True, "2.4.5.0-1"}},
		{"2.3;2.5", answers{"2.3;2.5", true, True, True, "2.5"}},
		{"2.10 ; 2.9", answers{"2.10;2.9", true, True, True, "2.10"}},
		{"1.2;2.3", answers{"1.2;2.3", true, True, False, "2.3"}},
		{"2.3;+", answers{"2.3;+", true, True, Unknown, ""}},
		{"+;2.5", answers{"2.5;+", true, True, True, ""}},
		{"+;+", answers{"+", true, True, Unknown, ""}},
		{"10. 0. 0. 1", answers{"10. 0. 0. 1", true, True, True, "10. 0. 0. 1"}},
	}
	for _, tt := range tests {
		c, err := ParseCell(tt.text)
		if err != nil {
			t.Errorf("ParseCell(%q): %v", tt.text, err)
			continue
		}
		got := answers{c.String(), c.Known(), c.Installed(), c.Any(mustRange(t, ">=2.4")), ""}
		if v, ok := c.Newest(); ok {
			got.Newest = v.String()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("ParseCell(%q) (-want +got)\n%s", tt.text, diff)
		}
		if c.Any(Range{}) != c.Installed() {
			t.Errorf("%q: any version is %v, installed is %v", tt.text, c.Any(Range{}), c.Installed())
		}
	}
}

func TestParseCellErrors(t *testing.T) {
	const version = "not a version: it does not begin with a digit; write it like 2.4.5.0, - for not installed, or + for installed in a version that is not known"
	const empty = "nothing stands before or after a ;; write + where the version is not known"
	tests := []struct{ text, want string }{
		{"yes", version},
		{"--", version},
		{"2.3;latest", version},
		{"+2.3", version},
		{"2.3;-", "- means not installed and stands alone"},
		{"-;+", "- means not installed and stands alone"},
		{"2.3;", empty},
		{";", empty},
		{"2.3;;2.4", empty},
	}
	for _, tt := range tests {
		c, err := ParseCell(tt.text)
		var parse *ParseError
		if !errors.As(err, &parse) || parse.Problem != tt.want || parse.Text != tt.text {
			t.Errorf("ParseCell(%q): %v\nwant %s", tt.text, err, tt.want)
		}
		if c.Known() {
			t.Errorf("ParseCell(%q) knows %q beside the error", tt.text, c)
		}
	}
}

func TestCellsGrow(t *testing.T) {
	old, recent := mustVersion(t, "2.3"), mustVersion(t, "2.5")
	base := mustCell(t, "2.4")
	for _, tt := range []struct {
		cell Cell
		want string
	}{
		{Cell{}.With(old), "2.3"},
		{Absent().With(old), "2.3"},
		{Cell{}.WithUnversioned(), "+"},
		{Absent().WithUnversioned().With(recent), "2.5;+"},
		{base.With(old), "2.4;2.3"},
		{base.With(recent), "2.4;2.5"}, // the one above must not show through
		{base.WithUnversioned(), "2.4;+"},
		{base, "2.4"},
		{Cell{}.With(mustVersion(t, "1.2 (x; y)")), "1.2 (x, y)"},
	} {
		if got := tt.cell.String(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	if diff := cmp.Diff([]Version{mustVersion(t, "2.4"), old}, base.With(old).Versions()); diff != "" {
		t.Errorf("versions (-want +got)\n%s", diff)
	}
}

func FuzzCell(f *testing.F) {
	for _, seed := range []string{"2.4.5.0", "-", "+", "2.3;+;2.4", "", ";", "1.2 (x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCell(text)
		if err != nil {
			if c.Known() {
				t.Errorf("%q: cell %q beside the error %v", text, c, err)
			}
			return
		}
		again, err := ParseCell(c.String())
		if err != nil || again.String() != c.String() || again.Installed() != c.Installed() {
			t.Errorf("%q is shown as %q, which is read as %q, %v", text, c, again, err)
		}
		if v, ok := c.Newest(); ok {
			for _, w := range c.Versions() {
				if w.Compare(v) > 0 {
					t.Errorf("%q: %v is newer than the newest, %v", text, w, v)
				}
			}
		}
	})
}

func mustCell(t testing.TB, text string) Cell {
	t.Helper()
	c, err := ParseCell(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
