package readiness

import (
	"cmp"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// blockSpan is a stretch of time in which rules block, all of them from its
// beginning to its end.
type blockSpan struct {
	from, until time.Time // until is zero where it does not end
	rules       []notice.Rule
}

// horizonYears is how far plans are looked at.
const horizonYears = 10

// Blocks are the stretches of time, from an instant on, in which rules block, by
// their beginning: the nearest, at most so many; and beyond these the first of
// each rule and all that do not end.
func Blocks(set *notice.Set, at time.Time, most int) []blockSpan {
	var out []blockSpan
	known := map[string]bool{} // rules, and stretches of a requirement
	must := map[time.Time]bool{}
	for _, t := range append([]time.Time{at}, publications(set, at)...) {
		for _, r := range set.Rules(t) {
			id := r.Notice().ID + " " + r.Requirement().ID
			if known[id] {
				continue
			}
			known[id] = true
			first := true
			eachBlock(r, t, func(from, until time.Time) {
				stretch := r.Requirement().ID + from.String() + until.String()
				if known[stretch] {
					return // of a notice that another takes over from
				}
				known[stretch] = true
				if first || until.IsZero() {
					must[from] = true
				}
				first = false
				i := slices.IndexFunc(out, func(b blockSpan) bool { return b.from.Equal(from) && b.until.Equal(until) })
				if i < 0 {
					i = len(out)
					out = append(out, blockSpan{from: from, until: until})
				}
				out[i].rules = append(out[i].rules, standing(set, r, from))
			})
		}
	}
	slices.SortStableFunc(out, func(a, b blockSpan) int {
		if a.from.Equal(b.from) && a.until.IsZero() != b.until.IsZero() {
			if a.until.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.from.Compare(b.from), a.until.Compare(b.until))
	})
	kept := out[:0]
	for i, b := range out {
		if i < most || must[b.from] {
			kept = append(kept, b)
		}
	}
	return kept
}

// standing returns the rule that stands for the requirement of a rule at a later
// instant, when another revision may be in force; the rule itself if none does.
func standing(set *notice.Set, r notice.Rule, at time.Time) notice.Rule {
	rules := set.Rules(at)
	if i := slices.IndexFunc(rules, func(other notice.Rule) bool { return other.Requirement().ID == r.Requirement().ID }); i >= 0 {
		return rules[i]
	}
	return r
}

// eachBlock visits the stretches in which a rule blocks, from an instant on.
func eachBlock(r notice.Rule, at time.Time, visit func(from, until time.Time)) {
	var from time.Time
	action := r.Action(at)
	if action == notice.Block {
		from = at
	}
	for t, n := at, 0; n < maxStretches; n++ {
		next, action, changes := r.Next(t)
		if !changes {
			break
		}
		if !from.IsZero() && action != notice.Block {
			visit(from, next)
			from = time.Time{}
		} else if from.IsZero() && action == notice.Block {
			from = next
		}
		t = next
	}
	if !from.IsZero() {
		visit(from, time.Time{})
	}
}

// maxStretches bounds how often a rule changes what it asks for: each window twice.
const maxStretches = 2*notice.MaxWindows + 1000

// blocking are the rules that block somebody at an instant.
func blocking(set *notice.Set, t time.Time) []notice.Rule {
	var out []notice.Rule
	for _, r := range set.Rules(t) {
		if r.Action(t) == notice.Block {
			out = append(out, r)
		}
	}
	return out
}
