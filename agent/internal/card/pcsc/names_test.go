package pcsc

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseNames(t *testing.T) {
	wide := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(0)
		}
		return b.String()
	}
	for _, tt := range []struct {
		name   string
		layout layout
		in     string
		want   []string
	}{
		{"none", linux64, "", nil},
		{"none, ended", linux64, "\x00", nil},
		{"one", linux64, "Reader A\x00\x00", []string{"Reader A"}},
		{"two", linux64, "Reader A\x00Reader B\x00\x00", []string{"Reader A", "Reader B"}},
		{"not ended", linux64, "Reader A\x00Rea", []string{"Reader A", "Rea"}},
		{"what follows the end", linux64, "Reader A\x00\x00Reader B\x00", []string{"Reader A"}},
		{"no UTF-8", linux64, "L\xE4ser\x00\x00", []string{"L\xE4ser"}},
		{"wide", windows64, wide("Reader A\x00Reader B\x00\x00"), []string{"Reader A", "Reader B"}},
		{"wide, beyond the first plane", windows64, "\x3D\xD8\x00\xDE\x00\x00\x00\x00", []string{"\U0001F600"}},
		{"wide, cut", windows64, wide("Reader A\x00")[:17], []string{"Reader A"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.layout.parseNames([]byte(tt.in))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAHundredNames(t *testing.T) {
	for _, l := range []layout{linux64, windows64, darwin64} {
		var b []byte
		var want []string
		for i := range 100 {
			name := fmt.Sprintf("Invented Läser %03d 00 00", i)
			want = append(want, name)
			b = append(b, l.name(name)...)
		}
		if diff := cmp.Diff(want, l.parseNames(append(b, 0, 0))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNamesReadWhatTheyWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom([]layout{linux64, windows64, darwin64}).Draw(t, "layout")
		want := rapid.SliceOfN(rapid.StringMatching(`[^\x00]{1,40}`), 0, 8).Draw(t, "names")
		if l.wide {
			want = slices.DeleteFunc(want, func(s string) bool { return !utf8.ValidString(s) })
		}
		var b []byte
		for _, name := range want {
			b = append(b, l.name(name)...)
		}
		got := l.parseNames(append(b, 0, 0))
		if len(want) == 0 && len(got) == 0 {
			return
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzReaderNames(f *testing.F) {
	f.Add([]byte("Reader A\x00Reader B\x00\x00"))
	f.Add([]byte("R\x00\x00\x00"))
	f.Add([]byte{0x3D, 0xD8, 0, 0, 0xFF})
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, l := range []layout{linux64, windows64, darwin64} {
			for _, name := range l.parseNames(b) {
				if name == "" || strings.ContainsRune(name, 0) || len(name) > 3*len(b) {
					t.Errorf("%q of %q", name, b)
				}
			}
		}
	})
}

func FuzzDriverAnswers(f *testing.F) {
	f.Add([]byte{0x06, 4, 0x42, 0, 0, 6, 0x12, 4, 0x42, 0, 0, 7})
	f.Add([]byte("Invented\x00"))
	f.Add([]byte{1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, b []byte) {
		if features := parseFeatures(b); len(features) > len(b)/6 {
			t.Errorf("%d features of %d bytes", len(features), len(b))
		}
		if text := parseText(b); strings.ContainsFunc(text, func(r rune) bool { return r < 0x20 }) {
			t.Errorf("%q", text)
		}
		parseVersion(b)
		for _, l := range []layout{linux64, linux32, windows64, windows32, darwin64} {
			if len(b) >= l.stateSize() {
				if _, atr := l.getState(b); len(atr) > l.atr {
					t.Errorf("an ATR of %d bytes", len(atr))
				}
			}
		}
	})
}
