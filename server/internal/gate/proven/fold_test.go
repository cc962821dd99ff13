package proven

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, want string }{
		{"500000000000", "500000000000"},
		{"AB12", "ab12"},
		{"  ab\t 12\r\n", "ab 12"},
		{"a\x00b\x7f", "ab"},
		{"CN=Ångström,  O=x", "cn=ångström, o=x"},
		{"CN=A\u030angstro\u0308m, O=x", "cn=ångström, o=x"},
		{"STRASSE", "strasse"}, {"straße", "strasse"},
		{"ａｂ１２", "ab12"},             // full width
		{"ab\u00ad\u200b12", "ab12"}, // a soft hyphen, a space of no width
		{"ab\ufe0f\u034f12", "ab12"}, // a variation selector, a joiner
		{"a\u00a0\u2003b", "a b"},
		{"", ""}, {" \u3000\u200b", ""},
		{"\xff\xfe", ""},
		{strings.Repeat("a", maxNameBytes), strings.Repeat("a", maxNameBytes)},
		{strings.Repeat("a", maxNameBytes+1), ""},
	}
	for _, test := range tests {
		if got := string(fold(nil, test.name)); got != test.want {
			t.Errorf("%q: %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, name := range []string{"AB 12", "straße", "İı", "ǰ", "ａ\u200b", "\xff", "ΐ"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := string(fold(nil, name))
		if strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
			t.Errorf("%q: %q has spaces that mean nothing", name, got)
		}
		if len(name) <= maxNameBytes/2 { // so that no spelling is too long
			for _, other := range []string{" " + name + "\t", strings.ToLower(name), "\u200b" + name} {
				if strings.ToValidUTF8(name, "") == name && isASCII(name) && string(fold(nil, other)) != got {
					t.Errorf("%q and %q are two: %q, %q", name, other, got, fold(nil, other))
				}
			}
		}
		if kept := string(fold([]byte("x"), name)); kept != "x"+got {
			t.Errorf("%q: %q behind other bytes, %q alone", name, kept, got)
		}
	})
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 0x7f }) < 0
}
