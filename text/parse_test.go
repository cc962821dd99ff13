package text

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// outline shows a tree one node a line, with places, styles left out.
func outline(n *Node) string {
	var b strings.Builder
	var show func(n *Node, indent string)
	show = func(n *Node, indent string) {
		mark := ""
		if n.Truncated() {
			mark = " …"
		}
		switch n.Kind {
		case Scalar:
			fmt.Fprintf(&b, "%s%d:%d %q%s\n", indent, n.Line, n.Column, n.Text, mark)
		case List:
			fmt.Fprintf(&b, "%s%d:%d list%s\n", indent, n.Line, n.Column, mark)
			for _, item := range n.Items {
				show(item, indent+"  ")
			}
		case Map:
			fmt.Fprintf(&b, "%s%d:%d map%s\n", indent, n.Line, n.Column, mark)
			for i, key := range n.Keys {
				show(key, indent+"  ")
				show(n.Values[i], indent+"    ")
			}
		}
	}
	if n != nil {
		show(n, "")
	}
	return b.String()
}

func lines(problems Problems) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.String())
	}
	return list
}

// TestProblems compares the tree and the listing of each file of
// testdata/problems with what they were.
func TestProblems(t *testing.T) {
	files, err := filepath.Glob("testdata/problems/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			root, problems := Parse(filepath.Base(file), src)
			got := strings.Join(lines(problems), "\n") + "\n\n" + outline(root)
			golden := strings.TrimSuffix(file, ".yaml") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestScalarsAreTheirText(t *testing.T) {
	for src, want := range map[string]string{
		"a: on":                 "on",
		"a: 5E1":                "5E1",
		"a: 10:00":              "10:00",
		"a: 0x1F":               "0x1F",
		"a: 007":                "007",
		"a: null":               "null",
		"a: ~":                  "~",
		"a: True":               "True",
		"a: 2025-06-30":         "2025-06-30",
		"a: '2025-06-30'":       "2025-06-30",
		`a: "1.0"`:              "1.0",
		"a: .inf":               ".inf",
		"a:":                    "",
		"a: ''":                 "",
		"a: 'it''s'":            "it's",
		`a: "tab\tand é"`:       "tab\tand é",
		"a: x # y":              "x",
		"a: x#y":                "x#y",
		"a: |\n  x\n\n   y\n":   "x\n\n y\n",
		"a: |-\r\n  x\r\n  y":   "x\ny",
		"a: >\n  x\n  y\n":      "x y\n",
		"a: x\n  y\n":           "x y",
		"a: |2\n   x\n  y\n":    " x\ny\n",
		"a: |\n  x\n  \ty\n":    "x\n\ty\n",
		"\ufeffa: x":            "x",
		"---\na: x\n...\n":      "x",
		"{\"a\":\"x\"}":         "x",
		"? a\n: x":              "x",
		"# c\n\n---\n# d\na: x": "x",
	} {
		root, problems := Parse("f", []byte(src))
		if len(problems) > 0 {
			t.Errorf("%q: %v", src, problems)
			continue
		}
		if got := root.Get("a").String(); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []string
	}{
		{"", []string{"f:1:1: the file is empty; write its keys, one `key: value` on a line"}},
		{"# nothing\n---\n", []string{"f:1:1: the file is empty; write its keys, one `key: value` on a line"}},
		{"\xff\xfea\x00", []string{"f:1:1: the file is written in UTF-16; save it as UTF-8"}},
		{"a\x00:\x00 \x00", []string{"f:1:1: the file is written in UTF-16; save it as UTF-8"}},
		{"\xff\xfe\x00\x00a\x00\x00\x00", []string{"f:1:1: the file is written in UTF-32; save it as UTF-8"}},
		{"a: \xe9", []string{"f:1:4: the byte 0xe9 is not UTF-8; save the file as UTF-8"}},
		{"é: 1\né: x\x00y", []string{"f:2:5: the control character U+0000 is not allowed; take it out"}},
		{"a: \x7f", []string{"f:1:4: the control character U+007F is not allowed; take it out"}},
		{"a: x\u2028b: y", []string{"f:1:5: the line separator U+2028 is not allowed; end lines with LF or CR LF"}},
		{"a: x\rb: y", []string{"f:1:5: a carriage return stands without its line feed; end lines with LF or CR LF"}},
		{"a: \ufeffx", []string{"f:1:4: a byte order mark stands inside the file; take it out"}},
		{"a: \"\\0\"", []string{"f:1:4: an escape in this text stands for the control character U+0000; take it out"}},
		{"a: 1\né: 2\na: 3\n'a': 4\n", []string{
			`f:3:1: the key "a" is in this map already, on line 1; keep one of them`,
			`f:4:1: the key "a" is in this map already, on line 1; keep one of them`,
		}},
		{"a: &x [*x]\nb: *y\n", []string{
			"f:1:4: the anchor &x is not part of the language; take it out",
			"f:1:8: the alias *x is not part of the language; write the value out where it is needed",
			"f:2:4: the alias *y is not part of the language; write the value out where it is needed",
		}},
		{"a: ! x\nb: !!str x\nc: !<tag:x> y\n", []string{
			"f:1:4: the tag ! is not part of the language; take it out: every value is its text",
			"f:2:4: the tag !!str is not part of the language; take it out: every value is its text",
			"f:3:4: the tag tag:x is not part of the language; take it out: every value is its text",
		}},
		{"a: {<<: {b: c}}\n", []string{"f:1:5: the merge key << is not part of the language; write the keys out where they are needed"}},
		{"[a]: b\n? {c: d}\n: e\n", []string{
			"f:1:1: a list stands where a key belongs; write a word as the key, and quote it if it has brackets",
			"f:2:3: a map stands where a key belongs; write a word as the key, and quote it if it has brackets",
		}},
		{"%YAML 1.1\n%TAG ! !x\n---\na: &b c", []string{
			"f:1:1: a directive is not part of the language; take the line out",
			"f:2:1: a directive is not part of the language; take the line out",
			"f:4:4: the anchor &b is not part of the language; take it out",
		}},
		{"a: b\n---\nc: &d e\n---\n", []string{"f:2:1: a second document begins here; keep one document in a file; what follows is not read"}},
		{"a: b\n...\n# c\nd: e\n", []string{"f:4:1: a second document begins here; keep one document in a file; what follows is not read"}},
		{"a: [\n\tb,\n\tc]\n", []string{"f:2:1: a tab stands in the indentation, as in 2 lines in all; indent with spaces"}},
		{"a: |\n  b\n \t c\n", []string{"f:3:2: a tab stands where the indentation decides, in what opens at 1:4; indent with spaces"}},
		{"a:\n\tb: c\n", []string{"f:2:1: a tab stands in the indentation; indent with spaces"}},
	} {
		_, problems := Parse("f", []byte(test.src))
		if diff := cmp.Diff(test.want, lines(problems)); diff != "" {
			t.Errorf("%q: -want +got:\n%s", test.src, diff)
		}
	}
}

func TestTooLarge(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"a: " + strings.Repeat("b", maxBytes),
			"f: the file has 1048579 bytes, at most 1048576 are read; split it into several files"},
		{strings.Repeat("- []\n", maxParts/3+1),
			"f: the file has about 150004 keys, values and comments, at most 150000 are read; split it into several files"},
		{"a: b\nc: [" + strings.Repeat("d,", maxStretch+2000) + "]",
			"f:2:508: a list or map in brackets, or a text, goes on from about here with more than 16000 commas, colons and the like; " +
				"write a list or map with its items on lines of their own, or split the file"},
		{strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1),
			"f:1:33: lists and maps stand more than 32 deep in each other; write it flatter"},
		{strings.Repeat("- ", maxDepth-1) + strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1),
			"f:1:64: lists and maps stand more than 32 deep in each other; write it flatter"},
	} {
		_, problems := Parse("f", []byte(test.src))
		if diff := cmp.Diff([]string{test.want}, lines(problems)); diff != "" {
			t.Errorf("%.40q…: -want +got:\n%s", test.src, diff)
		}
	}
	fits := strings.Repeat("[", maxDepth-1) + "a" + strings.Repeat("]", maxDepth-1)
	if _, problems := Parse("f", []byte(fits)); len(problems) > 0 {
		t.Errorf("depth that fits: %v", problems)
	}
}

func TestListingIsBounded(t *testing.T) {
	_, problems := Parse("f", []byte(strings.Repeat("- &a b\n- - c\n", maxProblems+5)))
	if len(problems) != maxProblems+1 {
		t.Fatalf("%d problems, want %d", len(problems), maxProblems+1)
	}
	want := fmt.Sprintf("f:%d:3: 5 more problems are not listed; mend those above first", 2*maxProblems+1)
	if got := problems[maxProblems].String(); got != want {
		t.Errorf("last is %q, want %q", got, want)
	}
}

func TestAccessorsOfNothing(t *testing.T) {
	var n *Node
	if n.Get("a") != nil || n.Key("a") != nil || n.String() != "" || !n.IsZero() || n.Truncated() || n.File() != "" {
		t.Error("a node that is not there has something")
	}
	if pos, ok := n.At(0); pos != (Pos{}) || ok {
		t.Errorf("a node that is not there is at %v", pos)
	}
	if got := n.Warning("what", "mend").String(); got != ": warning: what; mend" {
		t.Errorf("problem without a place: %q", got)
	}
}

func ExampleParse() {
	root, problems := Parse("plan.yaml", []byte("notice: plan\nzone: &z Europe/London\n"))
	fmt.Println(root.Get("notice"), root.Get("zone").Pos)
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// plan {2 7}
	// plan.yaml:2:7: the anchor &z is not part of the language; take it out
}
