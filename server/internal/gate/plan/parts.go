package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
)

// takeParts takes of a change those files that only weaken: no exemption should
// wait for a revision that came with it, or for one that is broken.
func (k *Keeper) takeParts(in *Plan, items []item, approval approval, now time.Time) {
	since := now.Add(-backwards)
	best := in.state
	try := func(changed []change) bool {
		candidate, failed := k.builder.build(apply(best, changed, items))
		if failed != nil || sameParts(best, candidate) || !revision.CompareSets(in.Set, candidate.set, since).BlocksNoMore() {
			return false
		}
		best = candidate
		return true
	}
	changed := changes(in.state, items)
	excuses := slices.DeleteFunc(slices.Clone(changed), func(c change) bool { return c.kind == notice.KindNotice })
	together := len(excuses) > 1 && try(excuses)
	for i, c := range changed {
		if i == maxParts {
			break
		}
		if !together || c.kind == notice.KindNotice {
			try([]change{c})
		}
	}
	if best == in.state && approval == k.approval {
		return
	}
	if best != in.state {
		best.sign()
	}
	armed := arm(best.digest, approval, in, true, since)
	if armed.armed && !in.Armed {
		armed = arming{why: "these files are approved, and armed once no window is open"}
	}
	words := "these of the changed files can only weaken, so they are in force at once"
	if best == in.state {
		words = "the approval changed"
	}
	k.take(best, approval, armed, now, words)
}

// change is a file that is another in one state than in the next.
type change struct {
	place
	next *item // nil: it is gone
}

// changes lists what differs between a state and the items of the next.
func changes(from *state, to []item) []change {
	var out []change
	for i := range to {
		if p := from.at(to[i].place); p == nil || p.sum != to[i].sum {
			out = append(out, change{to[i].place, &to[i]})
		}
	}
	for _, p := range from.parts {
		if !slices.ContainsFunc(to, func(i item) bool { return i.place == p.place }) {
			out = append(out, change{place: p.place})
		}
	}
	return out
}

// apply returns the items of a state with some changes, in the order of the next.
func apply(from *state, changed []change, next []item) []item {
	items := map[place]item{}
	for _, p := range from.parts {
		items[p.place] = p.item
	}
	for _, c := range changed {
		if c.next == nil {
			delete(items, c.place)
			continue
		}
		items[c.place] = *c.next
	}
	var out []item
	for _, i := range next {
		if kept, ok := items[i.place]; ok {
			out = append(out, kept)
			delete(items, i.place)
		}
	}
	for _, p := range from.parts {
		if kept, ok := items[p.place]; ok {
			out = append(out, kept)
		}
	}
	return out
}

func (s *state) at(p place) *part {
	for _, other := range s.parts {
		if other.place == p {
			return other
		}
	}
	return nil
}

func (s *state) items() []item {
	out := make([]item, len(s.parts))
	for i, p := range s.parts {
		out[i] = p.item
	}
	return out
}

// sameParts reports whether two states are made of the same files in the same
// order.
func sameParts(a, b *state) bool {
	return slices.EqualFunc(a.parts, b.parts, func(x, y *part) bool { return x.place == y.place && x.sum == y.sum })
}

// standIn puts what is in force in the place of broken files, and leaves out
// broken ones that are new. Of a broken folder all files stay.
func standIn(in *state, items []item, broken []place) []item {
	isBroken := func(path string) bool {
		return slices.ContainsFunc(broken, func(p place) bool { return p.path == path || strings.HasPrefix(path, p.path+separator) })
	}
	items = slices.DeleteFunc(slices.Clone(items), func(i item) bool { return isBroken(i.path) })
	for _, p := range in.parts {
		if isBroken(p.path) {
			items = append(items, p.item)
		}
	}
	return items
}
