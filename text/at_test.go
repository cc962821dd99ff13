package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAt(t *testing.T) {
	for _, test := range []struct {
		name, src string
		offset    int
		want      Pos
		exact     bool
	}{
		{"plain", "a: é > 8\n", 2, Pos{1, 6}, true},
		{"plain, its end", "a: bcd\n", 3, Pos{1, 7}, true},
		{"plain, behind its end", "a: bcd\n", 4, Pos{1, 4}, false},
		{"plain, before it", "a: bcd\n", -1, Pos{1, 4}, false},
		{"plain with a mark and CR LF", "\ufeffb: 1\r\na: bcd\r\n", 2, Pos{2, 6}, true},
		{"plain on two lines", "a: b\n  c\n", 2, Pos{1, 4}, false},
		{"single", "a: 'bcd'\n", 1, Pos{1, 6}, true},
		{"single behind a pair", "a: 'b''c'\n", 2, Pos{1, 8}, true},
		{"single, its end", "a: 'b'\n", 1, Pos{1, 6}, true},
		{"single on two lines", "a: 'b\n  c'\n", 0, Pos{1, 4}, false},
		{"single, empty", "a: ''\n", 0, Pos{1, 5}, true},
		{"double", "a: \"bcd\"\n", 1, Pos{1, 6}, true},
		{"double behind escapes", `a: "\x41\u00e9\t\"z"`, 4, Pos{1, 19}, true},
		{"double at an escape", `a: "\x41\u00e9\t\"z"`, 1, Pos{1, 9}, true},
		{"double on two lines", "a: \"b\\\n  c\"\n", 1, Pos{1, 4}, false},
		{"block", "a: |\n  bc\n  de\n", 4, Pos{3, 4}, true},
		{"block, the break", "a: |\n  bc\n  de\n", 2, Pos{2, 5}, true},
		{"block, its end", "a: |\n  bc\n", 3, Pos{2, 5}, true},
		{"block, behind its end", "a: |\n  bc\n", 4, Pos{1, 4}, false},
		{"block with a blank line", "a: |-\n  b\n\n   c\n", 4, Pos{4, 4}, true},
		{"block with an indicator", "a: |1-\n   b\n c\n", 4, Pos{3, 2}, true},
		{"block that keeps breaks", "a: |+\n  b\n\n\n", 3, Pos{4, 1}, true},
		{"block that begins blank", "a: |\n\n  b\n", 1, Pos{3, 3}, true},
		{"block with CR LF", "a: |\r\n  bé\r\n  d\r\n", 3, Pos{3, 3}, true},
		{"block in a list", "a:\n- |\n  b\n- c\n", 0, Pos{3, 3}, true},
		{"folded", "a: >\n  b\n", 0, Pos{1, 4}, false},
		{"nothing", "a:\n", 0, Pos{1, 3}, true},
		{"list", "a: [b]\n", 0, Pos{1, 4}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			root, problems := Parse("f", []byte(test.src))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			n := root.Get("a")
			if len(n.Items) > 0 && n.Items[0].style == literal {
				n = n.Items[0]
			}
			if pos, exact := n.At(test.offset); pos != test.want || exact != test.exact {
				t.Errorf("at %v, exact %v; want %v, %v", pos, exact, test.want, test.exact)
			}
		})
	}
}

// TestAtFindsEveryCharacter writes texts in every style and finds each of their
// characters in the file.
func TestAtFindsEveryCharacter(t *testing.T) {
	word := rapid.StringMatching(`[a-zé😀0-9>=.&|('"\\]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 4).Draw(t, "words")
		style := rapid.SampledFrom([]string{"plain", "single", "double", "literal"}).Draw(t, "style")
		text, written := "x"+strings.Join(words, " "), ""
		switch style {
		case "plain":
			written = text
		case "single":
			written = "'" + strings.ReplaceAll(text, "'", "''") + "'"
		case "double":
			written = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "é", `\u00e9`).Replace(text) + `"`
		case "literal":
			text = "x" + strings.Join(words, "\n")
			indent := strings.Repeat(" ", rapid.IntRange(1, 5).Draw(t, "indent"))
			written = "|-\n" + indent + strings.ReplaceAll(text, "\n", "\n"+indent)
		}
		src := "é: 1\nkey: " + written + "\n"
		if rapid.Bool().Draw(t, "CR LF") {
			src = strings.ReplaceAll(src, "\n", "\r\n")
		}
		root, problems := Parse("f", []byte(src))
		if len(problems) > 0 {
			t.Fatalf("%q: %v", src, problems)
		}
		n := root.Get("key")
		if n.Text != text {
			t.Fatalf("%q reads %q, want %q", src, n.Text, text)
		}
		for offset, want := range []rune(text) {
			pos, exact := n.At(offset)
			if !exact {
				t.Fatalf("%q: the character %d is not found", src, offset)
			}
			got, _ := utf8.DecodeRuneInString(n.source.from(pos))
			escaped := style == "double" && got == '\\'
			lineEnd := want == '\n' && n.source.from(pos) == ""
			if got != want && !escaped && !lineEnd {
				t.Fatalf("%q: the character %d is %q at %v, want %q", src, offset, got, pos, want)
			}
		}
	})
}
