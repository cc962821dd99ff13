package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

func TestPlain(t *testing.T) {
	tests := []struct {
		text string
		most int
		want string
	}{
		{"", 10, ""},
		{"  two   words\n", 20, "two words"},
		{"1234567890", 10, "1234567890"},
		{"12345678901", 10, "123456789…"},
		{"12345678 01", 10, "12345678…"},
		{"ééééé", 4, "ééé…"},
		{"a\x00b\u202ec", 10, "a\uFFFDb\uFFFDc"},
		{"\xff", 10, "\uFFFD"},
	}
	for _, test := range tests {
		if got := web.Plain(test.text, test.most); got != test.want {
			t.Errorf("web.Plain(%q, %d) = %q, want %q", test.text, test.most, got, test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		most := rapid.IntRange(1, 40).Draw(t, "most")
		got := web.Plain(text, most)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > most {
			t.Fatalf("web.Plain(%q, %d) = %q", text, most, got)
		}
		if strings.ContainsAny(got, "\n\r\t\x00\u202e\u2066") {
			t.Fatalf("web.Plain(%q) = %q steers", text, got)
		}
	})
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "−1,234", 100000: "100,000"} {
		if got := web.Thousands(n); got != want {
			t.Errorf("web.Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestSubject(t *testing.T) {
	tests := []struct{ of, id, kind string }{
		{"card:0812", "0812", "smartcard"},
		{"device:PC:1", "PC:1", "computer"},
		{"client:PC1/identity-agent", "PC1", "identity-agent"},
		{"client:WARD/7/identity-agent", "WARD/7", "identity-agent"},
		{"client:odd", "odd", "sign-in software"},
		{"person:5550", "5550", "person"},
		{"planet:mars", "planet:mars", ""},
		{"nothing", "nothing", ""},
	}
	for _, test := range tests {
		if id, kind := subject(test.of); id != test.id || kind != test.kind {
			t.Errorf("subject(%q) = %q, %q, want %q, %q", test.of, id, kind, test.id, test.kind)
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{"Why": `"Why"`, `a"b\c`: `"a\22 b\5c c"`, "</style>": `"\3c /style>"`, "a\nb": `"a\a b"`} {
		if got := quoted(text); got != want {
			t.Errorf("quoted(%q) = %s, want %s", text, got, want)
		}
	}
}
