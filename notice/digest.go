package notice

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"sort"

	"github.com/lanyard-id/lanyard/text"
)

// digestForm names the form below. Another form needs another name, so that no
// approval is ever taken for something else.
const digestForm = "lanyard-digest-1"

// Digest is what an approval of these files signs: what they say, and the
// instants that their windows are. Comments, quotes, the order of keys, the
// order of the files and keys that begin with x- do not count; every other
// character does, and so does zone data that would move a window.
//
// The text is "sha256:" and 64 hexadecimal digits.
func Digest(notices []*Notice, excuses ...*ExcuseFile) string {
	var parts []string
	for _, n := range notices {
		h := sha256.New()
		digestNode(h, n.root)
		lists := slices.Clone(n.Windows)
		slices.SortFunc(lists, func(a, b *WindowList) int { return cmp.Compare(a.Name, b.Name) })
		for _, l := range lists {
			for _, s := range l.Spans {
				digestText(h, fmt.Sprintf("%s %s %d %d", l.Name, s.Window.ID, s.start, s.end))
			}
		}
		for _, q := range n.Requirements {
			for _, p := range q.Phases {
				digestText(h, fmt.Sprintf("%s %s %d %d", q.ID, p.ID, p.from, p.until))
			}
		}
		parts = append(parts, string(h.Sum(nil)))
	}
	for _, e := range excuses {
		h := sha256.New()
		digestNode(h, e.root)
		parts = append(parts, string(h.Sum(nil)))
	}
	slices.Sort(parts)
	parts = slices.Compact(parts)
	h := sha256.New()
	digestText(h, digestForm)
	for _, p := range parts {
		digestText(h, p)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// ExcuseFile is a file of exemptions or pauses as Digest sees it.
type ExcuseFile struct{ root *text.Node }

// ReadExcuses reads a file of exemptions or pauses for Digest; ParseExemptions
// and ParsePauses say what is wrong with it.
func ReadExcuses(file string, src []byte) (*ExcuseFile, Problems) {
	root, problems := text.Parse(file, src)
	if problems.HasErrors() {
		return nil, problems
	}
	return &ExcuseFile{root}, problems
}

// digestNode writes a node so that no two different ones look alike: each text
// behind its length, each list and map behind its number of entries.
func digestNode(h hash.Hash, n *text.Node) {
	switch n.Kind {
	case text.Scalar:
		digestText(h, "scalar")
		digestText(h, n.Text)
	case text.List:
		digestText(h, "list")
		digestCount(h, len(n.Items))
		for _, i := range n.Items {
			digestNode(h, i)
		}
	case text.Map:
		keys, values := entries(n)
		order := make([]int, len(keys))
		for i := range order {
			order[i] = i
		}
		sort.Slice(order, func(a, b int) bool { return keys[order[a]].Text < keys[order[b]].Text })
		digestText(h, "map")
		digestCount(h, len(keys))
		for _, i := range order {
			digestText(h, keys[i].Text)
			digestNode(h, values[i])
		}
	}
}

func digestCount(h hash.Hash, n int) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

func digestText(h hash.Hash, s string) {
	digestCount(h, len(s))
	h.Write([]byte(s))
}
