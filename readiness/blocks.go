package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// blockSpan is a stretch of time in which the same rules block.
type blockSpan struct {
	from, until time.Time // until is zero where it does not end
	rules       []notice.Rule
}

// horizonYears is how far plans are looked at.
const horizonYears = 10

// Blocks are the stretches of time from an instant on in which something blocks:
// the nearest, at most so many, and the first of those that do not end.
func Blocks(set *notice.Set, at time.Time, most int) []blockSpan {
	instants := append([]time.Time{at}, set.Changes(at.Add(time.Nanosecond), at.AddDate(horizonYears, 0, 0))...)
	var out []blockSpan
	open := -1 // the block that goes on; -1: none
	for i, t := range instants {
		rules := blocking(set, t)
		if open >= 0 && !sameRules(out[open].rules, rules) {
			out[open].until = t
			open = -1
		}
		if open < 0 && len(rules) > 0 {
			if len(out) >= most && i < len(instants)-1 && !blocksForGood(rules, t) {
				continue // only what stays is still looked for
			}
			out = append(out, blockSpan{from: t, rules: rules})
			open = len(out) - 1
			if len(out) > most {
				break
			}
		}
	}
	return out
}

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

// blocksForGood reports whether one of the rules goes on blocking.
func blocksForGood(rules []notice.Rule, t time.Time) bool {
	for _, r := range rules {
		if _, _, changes := r.Next(t); !changes {
			return true
		}
	}
	return false
}

func sameRules(a, b []notice.Rule) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Requirement() != b[i].Requirement() {
			return false
		}
	}
	return true
}
