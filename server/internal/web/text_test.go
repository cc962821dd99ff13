package web_test

import (
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"a  b\n\tc", 20, "a b c"},
		{"abcdef", 6, "abcdef"},
		{"abcdefg", 6, "abcde…"},
		{"ab cdefg", 4, "ab…"},
		{"a\x1b[31mb", 20, "a\uFFFD[31mb"},
		{"a\u202eb", 20, "a\uFFFDb"},
		{"a\xffb", 20, "a\uFFFDb"},
		{"", 5, ""},
	} {
		if got := web.Plain(c.text, c.most); got != c.want {
			t.Errorf("Plain(%q, %d) = %q; want %q", c.text, c.most, got, c.want)
		}
	}
	if got := web.Plain(strings.Repeat("x", 10<<20), 10); got != "xxxxxxxxx…" {
		t.Errorf("of megabytes: %q", got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "−1,234"} {
		if got := web.Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q; want %q", n, got, want)
		}
	}
}
