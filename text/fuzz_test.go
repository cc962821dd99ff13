package text

import (
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// FuzzParse holds what is true of every file: reading it ends, every place is
// inside of it, and it has no more nodes than were counted before.
func FuzzParse(f *testing.F) {
	for _, h := range hostile {
		if len(h.unit) < 100 {
			f.Add([]byte(h.begin + h.unit + h.unit + h.end))
		}
	}
	f.Add([]byte("a: |\n  b\nc: \"\\x41\"\nd: 'e''f'\ng: >\n  h\n"))
	f.Add([]byte("\ufeffé: b\r\nc: [d, {e: f}]\r\n"))
	f.Add([]byte("a:\n  - {b: c\n  - d\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		root, problems := Parse("f", src)
		if root == nil && !problems.HasErrors() {
			t.Fatal("no tree and no error")
		}
		for _, p := range problems {
			if p.What == "" || p.Mend == "" {
				t.Errorf("a problem without words: %+v", p)
			}
		}
		s, unreadable := decode("f", src)
		if unreadable != nil {
			return
		}
		for _, p := range problems {
			inside(t, s, p.Pos)
		}
		walk(root, func(n *Node) {
			inside(t, s, n.Pos)
			for offset := range min(utf8.RuneCountInString(n.Text)+2, 100) {
				pos, _ := n.At(offset)
				inside(t, s, pos)
			}
		})
		if node, err := compose(s.text); err == nil && node != nil {
			if nodes, parts := count(node), countParts(s.text); nodes > parts {
				t.Errorf("%d nodes, counted as %d parts", nodes, parts)
			}
		}
	})
}

func inside(t *testing.T, s *source, pos Pos) {
	t.Helper()
	if pos == (Pos{}) {
		return
	}
	if pos.Line < 1 || pos.Line > len(s.lines) || pos.Column < 1 || pos.Column > utf8.RuneCountInString(s.line(pos.Line))+1 {
		t.Errorf("%v is outside of the file", pos)
	}
}

func walk(n *Node, visit func(*Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, children := range [][]*Node{n.Items, n.Keys, n.Values} {
		for _, child := range children {
			walk(child, visit)
		}
	}
}

func count(y *yaml.Node) int {
	nodes := 1
	for _, child := range y.Content {
		nodes += count(child)
	}
	return nodes
}
