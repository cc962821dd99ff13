package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
)

// waiting is a state that may strengthen, until no window is open.
type waiting struct {
	state    *state
	approval approval
	since    time.Time
	why      []string // what may strengthen
}

// judge decides about a new snapshot.
func (k *Keeper) judge(s snapshot, now time.Time) {
	next, failed := k.builder.build(s.items)
	if failed != nil {
		k.refuse(s, failed, now)
		return
	}
	next.sign()
	k.mended(now)
	in := k.current.Load()
	since := now.Add(-backwards)
	diff := revision.CompareSets(in.Set, next.set, since)
	armed := arm(next.digest, s.approval, in, diff.BlocksNoMore(), since)
	if sameParts(in.state, next) && k.approval == s.approval && armed.armed == in.Armed {
		k.drop("the files are again what is in force: nothing waits any more")
		return
	}
	arms := armed.armed && !in.Armed
	if diff.BlocksNoMore() && !arms {
		k.take(next, s.approval, armed, now, "it can only weaken, so it is in force at once")
		k.waiting = nil
		return
	}
	if len(in.OpenWindows(now)) == 0 {
		k.take(next, s.approval, armed, now, "no window is open")
		k.waiting = nil
		return
	}
	why := diff.Strengthens
	if arms {
		why = append(slices.Clone(why), "it is armed, and what is in force is not: blocks would begin in the middle of a window")
	}
	k.waiting = &waiting{state: next, approval: s.approval, since: now, why: why}
	k.tell(false, "a change waits until %s, since a window is open and it may strengthen: %s",
		k.clockTime(in.openUntil(now)), strings.Join(first(why), "; "))
	// What is approved for the files that wait waits with them.
	approval := s.approval
	if approval.digest == next.digest {
		approval = k.approval
	}
	k.takeParts(in, next.items(), approval, now)
}

// refuse keeps what is in force, because some file is broken. Of the files that
// are not, those that only weaken are still taken.
func (k *Keeper) refuse(s snapshot, f *failure, now time.Time) {
	in := k.current.Load()
	if k.broken == nil {
		k.brokenSince = now
	}
	k.broken, k.brokenPlaces = f.problems, f.broken
	k.tellProblems(f.problems)
	k.drop("what waited is dropped, because the files changed again and are broken now")
	if f.newer != in.Stale {
		k.current.Store(in.stale(f.newer))
		in = k.current.Load()
	}
	// Without an approval nothing may be blocked any more. Another one may be that
	// of the files that are broken.
	approval := k.approval
	if s.approval.digest == "" {
		approval = s.approval
	}
	k.takeParts(in, standIn(in.state, s.items, f.broken), approval, now)
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

// mended says that files that were broken are not any more.
func (k *Keeper) mended(now time.Time) {
	if k.broken != nil {
		k.broken, k.brokenPlaces = nil, nil
		k.tell(false, "the files can be read again, after %s", now.Sub(k.brokenSince).Round(time.Second))
	}
	if in := k.current.Load(); in.Stale != "" {
		k.current.Store(in.stale(""))
	}
}

// drop forgets what waits.
func (k *Keeper) drop(words string) {
	if k.waiting != nil {
		k.waiting = nil
		k.tell(false, "%s", words)
	}
}

// resume takes what waits once no window is open.
func (k *Keeper) resume(now time.Time) {
	in := k.current.Load()
	if k.waiting == nil || len(in.OpenWindows(now)) > 0 {
		return
	}
	w := k.waiting
	k.waiting = nil
	since := now.Add(-backwards)
	weakens := revision.CompareSets(in.Set, w.state.set, since).BlocksNoMore()
	k.take(w.state, w.approval, arm(w.state.digest, w.approval, in, weakens, since), now, "it waited since "+k.clockTime(w.since)+", and no window is open any more")
}

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

// take puts a plan in force.
func (k *Keeper) take(s *state, a approval, armed arming, now time.Time, words string) {
	was := k.current.Load()
	p := &Plan{
		Set: s.set, Notices: s.notices, Digest: s.digest, Armed: armed.armed, Why: armed.why, Loaded: now,
		Warnings: s.warnings, root: armed.root, armedSince: armed.since, state: s,
	}
	if was != nil {
		p.Stale = was.Stale
	}
	for _, part := range s.parts {
		p.Sources = append(p.Sources, part.path)
	}
	k.current.Store(p)
	k.approval = a
	k.taken++
	k.keepPlan(s)
	if was == nil {
		return
	}
	k.tell(false, "another plan is in force, %s: %s (%s)", p.Digest, differs(was.state, s), words)
	if !p.Armed && (was.Armed || was.Why != p.Why) {
		k.tell(true, "%s; blocks warn", p.Why)
	}
	if p.Armed && !was.Armed {
		k.tell(false, "the plan is armed: %s", p.Why)
	}
	k.tellWarnings(was, p)
}

// differs says which files are others.
func differs(was, is *state) string {
	var words []string
	for _, c := range changes(was, is.items()) {
		switch {
		case c.next == nil:
			words = append(words, c.path+" is gone")
		case was.at(c.place) == nil:
			words = append(words, c.path+" is new")
		default:
			words = append(words, c.path+" changed")
		}
	}
	if len(words) == 0 {
		return "the files are the same"
	}
	return strings.Join(first(words), ", ")
}

// first cuts a list to what is read, and counts the rest.
func first(list []string) []string {
	if len(list) <= maxTold {
		return list
	}
	return append(list[:maxTold:maxTold], fmt.Sprintf("and %d more", len(list)-maxTold))
}
