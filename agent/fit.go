package agent

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/lanyard-id/lanyard/wire"
)

// spare is what of [wire.MaxBundle] no list may take, in bytes: for the keys that say what
// was left out.
const spare = 1 << 10

// fit leaves out what would make the bundle longer than any reader takes, and says how
// much of what that was. Short lists stay whole; long ones share the room that is left. Of
// programs those of the person's own list go first, since any program that they run can
// write there and so hide what stands behind it; of findings and what notices ask those go
// first that are well. It changes no slice in place, since others have them.
func fit(b *wire.Bundle) {
	if size(b, "") <= wire.MaxBundle-spare {
		return
	}
	lists := []*trimmed{
		trim(&b.Installed, func(p wire.Installed) int { return btoi(p.View == "user") }),
		trim(&b.Readers, nil), trim(&b.Cards, nil), trim(&b.Connections, nil),
		trim(&b.Findings, func(f wire.Finding) int { return -slices.Index(wire.Levels(), f.Level) }),
		trim(&b.Asked, func(a wire.Asked) int { return -slices.Index(wire.Levels(), a.Level()) }),
	}
	without := *b
	without.Installed, without.Readers, without.Cards, without.Connections, without.Findings, without.Asked = nil, nil, nil, nil, nil, nil
	room := wire.MaxBundle - spare - size(without, "")
	byLength := slices.SortedFunc(slices.Values(lists), func(x, y *trimmed) int { return cmp.Compare(x.bytes, y.bytes) })
	for i, l := range byLength {
		room -= l.cut(min(l.bytes, max(0, room)/(len(byLength)-i)))
	}
	left := wire.LeftOut{Installed: lists[0].left, Readers: lists[1].left, Cards: lists[2].left, Connections: lists[3].left, Findings: lists[4].left, Asked: lists[5].left}
	if left.Installed > 0 {
		b.Inventory = "partial"
	}
	if left != (wire.LeftOut{}) {
		b.LeftOut = &left
	}
}

// trimmed is a list that may have to give some of its entries.
type trimmed struct {
	bytes int // how long it is, and
	left  int // how many of its entries were left out
	// cut makes it no longer than so many bytes, and returns how many it has then.
	cut func(most int) int
}

// trim is a list of which the entries of the lowest rank are kept longest; nil: those that
// come first are. Their order stays.
func trim[T any](list *[]T, rank func(T) int) *trimmed {
	sizes, order := make([]int, len(*list)), make([]int, len(*list))
	t := &trimmed{}
	for i, entry := range *list {
		sizes[i], order[i] = size(entry, "  ")+entryExtra, i
		t.bytes += sizes[i]
	}
	t.cut = func(most int) (bytes int) {
		if rank != nil {
			slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rank((*list)[i]), rank((*list)[j])) })
		}
		var kept []int
		for _, i := range order {
			if bytes+sizes[i] > most {
				break
			}
			bytes += sizes[i]
			kept = append(kept, i)
		}
		if t.left = len(order) - len(kept); t.left == 0 {
			return bytes
		}
		slices.Sort(kept)
		out := make([]T, 0, len(kept))
		for _, i := range kept {
			out = append(out, (*list)[i])
		}
		*list = out
		return bytes
	}
	return t
}

// entryExtra is what stands before and behind an entry of a list: its indent, a comma and
// the end of the line, in bytes.
const entryExtra = 4

// size is how long a value is in the file, where its lines begin so: see [wire.Bundle.Write].
func size(value any, indent string) int {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent(indent, " ")
	if err := e.Encode(value); err != nil {
		return wire.MaxBundle // it can be in no bundle
	}
	return text.Len()
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
