package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Blocking is when rules block.
type Blocking struct {
	At    time.Time // within it: when it begins, or the instant asked about if it has begun
	Until time.Time // zero: for good, as far as plans go
	Rules []notice.Rule
}

// NextBlock returns the block to come: what blocks from the first instant after
// another at which some requirement begins to. Where none will, it is what blocks
// at that instant; nil if nothing does.
func NextBlock(set *notice.Set, after time.Time) *Blocking {
	now := blocking(set, after)
	was := idsOf(now)
	for _, t := range set.Changes(after.Add(1), after.AddDate(horizonYears, 0, 0)) {
		rules := blocking(set, t)
		ids := idsOf(rules)
		for id := range ids {
			if !was[id] {
				return &Blocking{t, lastsUntil(rules, t), rules}
			}
		}
		was = ids
	}
	if len(now) == 0 {
		return nil
	}
	return &Blocking{after, lastsUntil(now, after), now}
}

// idsOf are the ids of requirements, which one revision has from another.
func idsOf(rules []notice.Rule) map[string]bool {
	ids := map[string]bool{}
	for _, r := range rules {
		ids[r.Requirement().ID] = true
	}
	return ids
}

// lastsUntil returns the first instant at which one of the rules stops blocking;
// the zero time if none does.
func lastsUntil(rules []notice.Rule, t time.Time) time.Time {
	var until time.Time
	for _, r := range rules {
		if next, _, changes := r.Next(t); changes && (until.IsZero() || next.Before(until)) {
			until = next
		}
	}
	return until
}

// windows are the blocks to come, with the window of the first rule that has one.
func (s *Survey) windows(at time.Time) []Window {
	out := []Window{}
	for _, b := range Blocks(s.set, at, MaxWindows) {
		w := Window{From: s.tellInstant(b.from), Until: s.tellInstant(b.until), Notice: b.rules[0].Notice().ID, Requirements: requirementsOf(b.rules)}
		for _, r := range b.rules {
			if now, _ := r.Notice().StandingAt(r.Requirement(), b.from); now.Window != nil && w.Window == "" {
				w.Window = now.Window.Window.ID
			}
		}
		out = append(out, w)
	}
	return out
}

func requirementsOf(rules []notice.Rule) []string {
	out := []string{}
	for _, r := range rules {
		out = append(out, r.Requirement().ID)
	}
	return out
}

func (s *Survey) tellBlock(b *Blocking) *Block {
	return &Block{
		From: s.tellInstant(b.At), Until: s.tellInstant(b.Until), Notice: b.Rules[0].Notice().ID,
		Requirements: requirementsOf(b.Rules), Organisations: []StoppedOrganisation{},
	}
}
