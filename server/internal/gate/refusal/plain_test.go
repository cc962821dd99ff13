package refusal

import (
	"html/template"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "",
		" two  words\r\nand\ta line ": "two words and a line",
		"\x00\x1b[31mred":             "\uFFFD\uFFFD[31mred",
		"\u202egnp.exe":               "\uFFFDgnp.exe",
		"\xff":                        "\uFFFD",
		"a\uFFFEb\uFFFF":              "a\uFFFDb\uFFFD",
		"ab\u2028cd\u0085ef":          "ab cd ef",
		"שלום 🏥":                      "שלום 🏥",
		strings.Repeat("a", 30):       strings.Repeat("a", 30),
		strings.Repeat("a", 31):       strings.Repeat("a", 27) + "…",
		strings.Repeat("&", 7):        "&&&&&…",
		strings.Repeat("words ", 9):   "words words words words wor…",
	} {
		if got := plain(text, 30); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// FuzzPlain makes any text fit: valid, in one line, without controls, and no
// longer in HTML than it may be.
func FuzzPlain(f *testing.F) {
	f.Add("<b>&\"'+`", 10)
	f.Add("\u202e\x00\xff \u2028", 5)
	f.Fuzz(func(t *testing.T, text string, most int) {
		most = 10 + (most%300+300)%300
		got := plain(text, most)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, steers) || strings.TrimSpace(got) != got {
			t.Errorf("%q becomes %q", text, got)
		}
		if n := len(template.HTMLEscapeString(got)); n > most {
			t.Errorf("%q becomes %q, which has %d bytes in HTML and not %d", text, got, n, most)
		}
		if again := plain(got, most); again != got {
			t.Errorf("%q becomes %q and then %q", text, got, again)
		}
	})
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{"": "", "é": "É.", "done!": "Done!", "a; b": "A; b.", "cut…": "Cut…"} {
		if got := sentence(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
