package live

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLabel(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, test := range []struct{ name, want string }{
		{"A81001", "A81001"},
		{"Identity Agent", "Identity Agent"},
		{"", "unknown"},
		{"  ", "unknown"},
		{"unknown", "unknown"},
		{"other", "other"},
		{" A81001", "A81001"},
		{"A\n81\x00001", "A?81?001"},
		{"\xff\xfe", "?"},
		{"Krankenhaus Süd", "Krankenhaus Süd"},
		{"\u202egnp", "?gnp"},
		{long, long[:61] + "…"},
		{strings.Repeat("ü", 40), strings.Repeat("ü", 30) + "…"},
	} {
		if got := label(test.name); got != test.want {
			t.Errorf("label(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzLabel: any name becomes a short line of printable characters, and its label
// is a name that stays as it is.
func FuzzLabel(f *testing.F) {
	for _, name := range []string{"A81001", "", " ", "a\nb", "\xff", "\u202e", strings.Repeat("ü", 100), strings.Repeat("\x00", 1000)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := label(name)
		if got == "" || len(got) > mostLabelBytes || !utf8.ValidString(got) {
			t.Fatalf("label(%q) = %q", name, got)
		}
		for _, r := range got {
			if !unicode.IsGraphic(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("label(%q) = %q holds %U", name, got, r)
			}
		}
		if again := label(got); again != got {
			t.Fatalf("label(%q) = %q, and its label is %q", name, got, again)
		}
	})
}
