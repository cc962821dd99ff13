package fact

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRange(t *testing.T) {
	tests := []struct {
		text, shown, words string
		in, out            []string
	}{
		{"<2.4.5.0", "<2.4.5.0", "below 2.4.5.0", []string{"0", "2.4.4.9"}, []string{"2.4.5", "2.4.10"}},
		{"<= 2", "<=2", "2 or earlier", []string{"1.9", "2.0-1"}, []string{"2.0.0.1"}},
		{">2", ">2", "above 2", []string{"2.0.0.0.0.0.0.1"}, []string{"2.0"}},
		{">=2.4.5.0", ">=2.4.5.0", "2.4.5.0 or later", []string{"2.4.5.0-1", "2.4.10.0"}, []string{"2.4.4"}},
		{">=2.4.5.0,<2.4.10.0", ">=2.4.5.0,<2.4.10.0", "at least 2.4.5.0 and below 2.4.10.0", []string{"2.4.5", "2.4.9.9"}, []string{"2.4.10", "2.4"}},
		{" > 1.2 , <= 2 ", ">1.2,<=2", "above 1.2 and at most 2", []string{"1.3", "2"}, []string{"1.2", "2.1"}},
		{"=2.4", "=2.4", "exactly 2.4", []string{"2.4.0.0"}, []string{"2.4.0.1"}},
		{">=2,<=2.0", ">=2,<=2.0", "exactly 2", []string{"2"}, []string{"2.0.1"}},
		{"!=1.3", "!=1.3", "any version except 1.3", []string{"1.2", "1.4"}, []string{"1.3.0"}},
		{"!=1.5,!=1.3,!=1.4,!=1.5.0", "!=1.5,!=1.3,!=1.4,!=1.5.0", "any version except 1.3, 1.4 and 1.5", []string{"1"}, []string{"1.4"}},
		{">=1,!=1.3,!=1.4", ">=1,!=1.3,!=1.4", "1 or later, except 1.3 and 1.4", []string{"1.2"}, []string{"1.4"}},
		{">=1,<2,!=3,!=0.1", ">=1,<2,!=3,!=0.1", "at least 1 and below 2", []string{"1"}, []string{"2", "3", "0.1"}},
		{">=1,>1,>=0.5,<3,<=3,<=4", ">=1,>1,>=0.5,<3,<=3,<=4", "above 1 and below 3", []string{"2"}, []string{"1", "3"}},
		{"=2,>1", "=2,>1", "exactly 2", []string{"2"}, []string{"1.5", "3"}},
		{"<2,>3", "<2,>3", "no version", nil, []string{"1", "2.5", "4"}},
		{"=2,!=2", "=2,!=2", "no version", nil, []string{"2"}},
		{"<0", "<0", "no version", nil, []string{"0"}},
		// Commas separate the numbers of a version, too.
		{">=1,2,3", ">=1,2,3", "1,2,3 or later", []string{"1.2.3"}, []string{"1", "1.2.2"}},
		{">=7, 2, 2, 16, <10. 0. 0. 1", ">=7, 2, 2, 16,<10. 0. 0. 1", "at least 7, 2, 2, 16 and below 10. 0. 0. 1", []string{"7.2.2.16", "9"}, []string{"7.2.2", "10.0.0.1"}},
		{">=v2.4.5.0-1", ">=v2.4.5.0-1", "v2.4.5.0-1 or later", []string{"2.4.5.0"}, []string{"2.4"}},
	}
	for _, tt := range tests {
		r, err := ParseRange(tt.text)
		if err != nil {
			t.Errorf("ParseRange(%q): %v", tt.text, err)
			continue
		}
		if diff := cmp.Diff([]string{tt.shown, tt.words}, []string{r.String(), r.Words()}); diff != "" {
			t.Errorf("ParseRange(%q): text, words (-want +got)\n%s", tt.text, diff)
		}
		for _, v := range tt.in {
			if !r.Contains(mustVersion(t, v)) {
				t.Errorf("%q does not contain %s", tt.text, v)
			}
		}
		for _, v := range tt.out {
			if r.Contains(mustVersion(t, v)) {
				t.Errorf("%q contains %s", tt.text, v)
			}
		}
	}
}

func TestZeroRange(t *testing.T) {
	var r Range
	if !r.Contains(Version{}) || !r.Contains(greatest) || r.String() != "" || r.Words() != "any version" {
		t.Errorf("the zero range: %q, %q; want every version", r, r.Words())
	}
}

func TestParseRangeErrors(t *testing.T) {
	const operator = "not a range of versions: each term begins with one of < <= > >= = !=, like >=2.4.5.0"
	const comma = "not a range of versions: join terms by one comma, like >=2.4.5.0,<2.4.10.0"
	tests := []struct{ text, want string }{
		{"", operator},
		{"2.4", operator},
		{"~2.4", operator},
		{"!2.4", operator},
		{",>=1", operator},
		{"2,<3", operator},
		{">=", "not a range of versions: after >= not a version: it does not begin with a digit; write it like 2.4.5.0"},
		{"==2", "not a range of versions: after = not a version: it does not begin with a digit; write it like 2.4.5.0"},
		{"=>2", "not a range of versions: after = not a version: it does not begin with a digit; write it like 2.4.5.0"},
		{">=1 <2", comma},
		{">=1 || =2", comma},
		{">=1,", comma},
		{">=1,,<2", comma},
		{">=1 and <2", comma},
	}
	for _, tt := range tests {
		_, err := ParseRange(tt.text)
		var parse *ParseError
		if !errors.As(err, &parse) {
			t.Errorf("ParseRange(%q): %v, want a *ParseError", tt.text, err)
			continue
		}
		if parse.Problem != tt.want {
			t.Errorf("ParseRange(%q): %s\nwant %s", tt.text, parse.Problem, tt.want)
		}
	}
}

func TestOverlaps(t *testing.T) {
	tests := []struct {
		a, b  string
		first string // empty: they do not overlap
	}{
		{"<2.4.5.0", ">=2.4.5.0", ""},
		{"<=2.4.5.0", ">=2.4.5", "2.4.5"},
		{"<2", ">1", "1.0.0.0.0.0.0.1"},
		{">=2.4.5.0,<2.4.10.0", ">=2.4.10.0", ""},
		{">=2.4.5.0,<2.4.10.0", ">=2.4.9.0", "2.4.9.0"},
		{"=2", "!=2", ""},
		{"=2", "!=3", "2"},
		{"=2", "=2.0.0", "2"},
		{"=2", "=3", ""},
		{"!=2", "!=3", "0"},
		{">=2,!=2", "<=2", ""},
		{"<1", "!=0", "0.0.0.0.0.0.0.1"},
		{"<=0", "!=0", ""},
		{"<0", "!=1", ""},
		// Nothing lies between a version and the next.
		{">1.2", "<1.2.0.0.0.0.0.1", ""},
		{">1.2", "<1.2.0.0.0.0.0.2", "1.2.0.0.0.0.0.1"},
		{">=1,!=1,!=1.0.0.0.0.0.0.1", "<1.0.0.0.0.0.0.2", ""},
		{">=1,!=1,!=1.0.0.0.0.0.0.1", "<1.0.0.0.0.0.0.3", "1.0.0.0.0.0.0.2"},
		{">" + greatest.String(), "!=1", ""},
		{">=" + greatest.String(), "!=" + greatest.String(), ""},
	}
	for _, tt := range tests {
		a, b := mustRange(t, tt.a), mustRange(t, tt.b)
		first, ok := a.And(b).First()
		if ok != (tt.first != "") || ok && first.String() != tt.first {
			t.Errorf("first of %q and %q: %v, %t; want %q", tt.a, tt.b, first, ok, tt.first)
		}
		if a.Overlaps(b) != ok || b.Overlaps(a) != ok {
			t.Errorf("%q and %q overlap: %t one way, %t the other, want %t", tt.a, tt.b, a.Overlaps(b), b.Overlaps(a), ok)
		}
	}
}

// Overlaps is held against asking every version that could matter: those that
// the terms name, and their neighbours.
func TestOverlapsIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyRange().Draw(t, "a"), anyRange().Draw(t, "b")
		want := false
		var least Version
		for _, v := range candidates(a, b) {
			if a.Contains(v) && b.Contains(v) && (!want || v.Compare(least) < 0) {
				want, least = true, v
			}
		}
		first, ok := a.And(b).First()
		if ok != want || !first.Equal(least) {
			t.Fatalf("first of %q and %q is %v, %t; want %v, %t", a, b, first, ok, least, want)
		}
		if a.Overlaps(b) != want || b.Overlaps(a) != want {
			t.Fatalf("%q and %q: overlap should be %t", a, b, want)
		}
	})
}

func TestRangeTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRange().Draw(t, "r")
		again, err := ParseRange(r.String())
		if err != nil || !cmp.Equal(again.Terms(), r.Terms()) {
			t.Fatalf("%q is read back as %q, %v", r, again, err)
		}
	})
}

// Two ranges in the same words are the same range: no term is lost.
func TestWordsTellAll(t *testing.T) {
	said := map[string]Range{}
	few := rapid.SampledFrom([]Version{mustVersion(t, "1"), mustVersion(t, "2")})
	rapid.Check(t, func(t *rapid.T) {
		r := rangeOf(few).Draw(t, "r")
		other, ok := said[r.Words()]
		if !ok {
			said[r.Words()] = r
			return
		}
		for _, v := range candidates(r, other) {
			if r.Contains(v) != other.Contains(v) {
				t.Fatalf("%q and %q are both %q, but differ in %v", r, other, r.Words(), v)
			}
		}
	})
}

func FuzzRange(f *testing.F) {
	for _, seed := range []string{">=2.4.5.0,<2.4.10.0", "=1,2,3", " != 10. 0. 0. 1 , <= v3-x", ">1<2", "", ","} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRange(text)
		if err != nil {
			return
		}
		again, err := ParseRange(r.String())
		if err != nil || !cmp.Equal(again.Terms(), r.Terms()) {
			t.Fatalf("%q is shown as %q, which is read as %q, %v", text, r, again, err)
		}
		first, ok := r.First()
		if ok && !r.Contains(first) {
			t.Errorf("%q does not contain its first version %v", text, first)
		}
		if ok == (r.Words() == "no version") {
			t.Errorf("%q is %q, but has a version: %t", text, r.Words(), ok)
		}
	})
}

func anyRange() *rapid.Generator[Range] { return rangeOf(anyVersion()) }

func rangeOf(version *rapid.Generator[Version]) *rapid.Generator[Range] {
	operator := rapid.SampledFrom(operators[:])
	term := rapid.Custom(func(t *rapid.T) Term {
		return Term{operator.Draw(t, "operator"), version.Draw(t, "version")}
	})
	return rapid.Custom(func(t *rapid.T) Range {
		return Range{rapid.SliceOfN(term, 1, 5).Draw(t, "terms")}
	})
}

// candidates returns the versions among which the ranges change: the least, and
// those around each term's, as far as exceptions can push the first version.
func candidates(ranges ...Range) []Version {
	terms := []Term{{}}
	for _, r := range ranges {
		terms = append(terms, r.terms...)
	}
	var all []Version
	for _, t := range terms {
		if p, ok := t.Version.previous(); ok {
			all = append(all, p)
		}
		v, ok := t.Version, true
		for n := 0; ok && n <= len(terms); n++ {
			all = append(all, v)
			v, ok = v.next()
		}
	}
	return all
}

func mustRange(t testing.TB, text string) Range {
	t.Helper()
	r, err := ParseRange(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
