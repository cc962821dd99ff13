package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	if was.Digest == p.Digest {
		k.tell(false, "the approval changed; the files are the same")
	} else {
		k.tell(false, "another plan is in force, %s: %s (%s)", p.Digest, differs(was.state, s), words)
	}
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
