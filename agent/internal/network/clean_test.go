package network

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                      "plain",
		"  a \t\r\n b ":              "a b",
		"a\x1b[31mred":               "a [31mred",
		"a\u202egpj.exe":             "a gpj.exe",
		"\xff\xfe":                   "",
		"é" + strings.Repeat("x", 9): "éxxxxx…",
		strings.Repeat("é", 9):       "ééé…",
	} {
		if got := clean(in, 10); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\u202e\x00 b", 10)
	f.Fuzz(func(t *testing.T, in string, most int) {
		most = 10 + most&0xff
		got := clean(in, most)
		if len(got) > most || !utf8.ValidString(got) || got != clean(got, most) || strings.ContainsAny(got, "\x00\x1b\n\u202e") {
			t.Errorf("clean(%q, %d) = %q", in, most, got)
		}
	})
}
