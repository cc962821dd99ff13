package revision

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// SetDiff is what may be decided otherwise once a set of notices, with its
// exemptions and pauses, takes the place of another.
type SetDiff struct {
	// Strengthens says why a decision may be stronger, but for what Warns says;
	// empty if none can.
	Strengthens []string
	// Warns names exemptions that are new and warn. Whom they name is no longer
	// blocked, but is warned also where nothing was asked for: an exemption comes
	// before the question whether the requirement is met.
	Warns []string
}

// OnlyWeakens reports whether no decision can be stronger.
func (d SetDiff) OnlyWeakens() bool { return len(d.Strengthens)+len(d.Warns) == 0 }

// BlocksNoMore reports whether no decision can be stronger, but that some that
// let in may warn because of new exemptions.
func (d SetDiff) BlocksNoMore() bool { return len(d.Strengthens) == 0 }

// maxReasons is how many reasons of a kind are given; the rest are counted.
const maxReasons = 50

// CompareSets tells whether the new set can decide more strongly than the old
// one, for some evidence at some instant from since on; a zero since is for ever.
//
// Each set is taken as it stands: at each instant the revisions in force, what
// they supersede, the exemptions, and the pauses that are really granted. Both
// must have been made with the same Age, and without AsKnown.
func CompareSets(old, new *notice.Set, since time.Time) SetDiff {
	c := setComparison{old: old, new: new, since: since, digests: map[*notice.Notice]string{}, compared: map[comparison]compared{}, most: map[comparison]notice.Action{}}
	c.zones()
	for _, m := range c.matches() {
		c.rules(m)
		c.pauses(m)
	}
	c.exemptions()
	return SetDiff{Strengthens: c.strengthens.told(), Warns: c.warns.told()}
}

// setComparison is a comparison on its way.
type setComparison struct {
	old, new    *notice.Set
	since       time.Time
	digests     map[*notice.Notice]string
	compared    map[comparison]compared
	most        map[comparison]notice.Action
	strengthens reasons
	warns       reasons
}

// match is a rule of the new set, and the rule of the old one with the same id in
// whose place it stands, while both do. Which notice they are in does not matter:
// one may have taken the requirement over.
type match struct {
	was, is notice.Rule // a zero was: nothing stood there
	within  span
}

func (c *setComparison) zones() {
	was, is := c.old.Zone(), c.new.Zone()
	if was != nil && is != nil && was.Name() != is.Name() {
		c.strengthens.add("times of facts are read in %s instead of %s", is.Name(), was.Name())
	}
}

// matches lists what stands in whose place over time. Rules change only where a
// revision is published: that is also when it supersedes and is superseded.
func (c *setComparison) matches() []match {
	var cuts []time.Time
	if !c.since.IsZero() {
		cuts = append(cuts, c.since)
	}
	for _, n := range slices.Concat(c.old.Revisions(), c.new.Revisions()) {
		if at := n.Published.Start(n.Zone); at.After(c.since) {
			cuts = append(cuts, at)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	var out []match
	last := map[string]int{} // the last match of a requirement
	for i, t := range cuts {
		until := time.Time{}
		if i+1 < len(cuts) {
			until = cuts[i+1]
		}
		was := standing(c.old, t)
		for _, is := range c.new.Rules(t) {
			if is.Silent(t) {
				continue
			}
			id := is.Requirement().ID
			if k, ok := last[id]; ok && out[k].within.until.Equal(t) && out[k].is == is && out[k].was == was[id] {
				out[k].within.until = until
				continue
			}
			last[id] = len(out)
			out = append(out, match{was[id], is, span{t, until}})
		}
	}
	slices.SortStableFunc(out, func(a, b match) int { return a.within.from.Compare(b.within.from) })
	return out
}

// standing returns the rules that are judged at an instant, by the requirement;
// those that only observe because their notice is not published are left out.
func standing(s *notice.Set, at time.Time) map[string]notice.Rule {
	out := map[string]notice.Rule{}
	for _, r := range s.Rules(at) {
		if !r.Silent(at) {
			out[r.Requirement().ID] = r
		}
	}
	return out
}

// rules compares what two rules find, and what their phases ask for.
func (c *setComparison) rules(m match) {
	n, q := m.is.Notice(), m.is.Requirement()
	var before *notice.Requirement
	var o *notice.Notice
	var finds []string
	if m.was != (notice.Rule{}) {
		o, before = m.was.Notice(), m.was.Requirement()
		if o == n || c.digest(o) == c.digest(n) {
			return
		}
		finds = findsOtherwise(o, n, before, q)
		if o.Zone.Name() != n.Zone.Name() {
			finds = append(finds, fmt.Sprintf("the zone is %s instead of %s", n.Zone.Name(), o.Zone.Name()))
		}
		if len(finds) == 0 && samePhases(o, n, before, q) {
			return
		}
	}
	for _, why := range asksMore(q.ID, before == nil, finds, func(nothing bool) (string, bool) {
		if nothing {
			return c.stronger(nil, nil, n, q, m.within)
		}
		return c.stronger(o, before, n, q, m.within)
	}) {
		c.strengthens.add("%s revision %d: %s", n.ID, n.Revision, why)
	}
}

// comparison is two requirements of two revisions, over a span, as far as their
// phases count: a notice may have a thousand requirements with the same phases, and
// twenty thousand windows in each of these.
type comparison struct {
	old, new *notice.Notice
	was, is  string
	within   span
}

type compared struct {
	words string
	ok    bool
}

// stronger compares two requirements, or one with none. Where the phases are those
// of others the answer is theirs.
func (c *setComparison) stronger(o *notice.Notice, before *notice.Requirement, n *notice.Notice, q *notice.Requirement, within span) (string, bool) {
	key := comparison{o, n, phasesOf(before), phasesOf(q), within}
	if known, ok := c.compared[key]; ok {
		return known.words, known.ok
	}
	was := side{}
	if before != nil {
		was = sideOf(o, before)
	}
	s, ok := firstStronger(was, sideOf(n, q), within)
	c.compared[key] = compared{s.words(n), ok}
	return s.words(n), ok
}

// phasesOf writes all that makes a side.
func phasesOf(q *notice.Requirement) string {
	if q == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", q.Unknown, q.Absent)
	for _, p := range q.Phases {
		fmt.Fprintf(&b, "\n%q %s %s %s %q %s %q %v %s %s", p.ID, p.From, p.Until, p.Action, p.During, p.Otherwise, p.WhereSource(), p.Unknown != nil, p.Refuse, p.Fail)
		if p.Unknown != nil {
			b.WriteString(p.Unknown.String())
		}
	}
	return b.String()
}

func (c *setComparison) digest(n *notice.Notice) string {
	d, ok := c.digests[n]
	if !ok {
		d = notice.Digest([]*notice.Notice{n})
		c.digests[n] = d
	}
	return d
}

// samePhases reports whether the phases of a requirement plainly ask for the same
// in two revisions. It spares the comparison of each instant, of which there may
// be many; what it does not see is compared.
func samePhases(o, n *notice.Notice, was, is *notice.Requirement) bool {
	if was.Unknown != is.Unknown || was.Absent != is.Absent || !slices.Equal(o.NoBlock, n.NoBlock) {
		return false
	}
	return slices.EqualFunc(was.Phases, is.Phases, func(a, b *notice.Phase) bool {
		aFrom, aUntil := o.Span(a)
		bFrom, bUntil := n.Span(b)
		same := aFrom.Equal(bFrom) && aUntil.Equal(bUntil) && a.Action == b.Action && a.Otherwise == b.Otherwise &&
			a.WhereSource() == b.WhereSource() && a.Refuse == b.Refuse && a.Fail == b.Fail &&
			(a.Unknown == nil) == (b.Unknown == nil) && (a.Unknown == nil || *a.Unknown == *b.Unknown)
		return same && sameWindows(o, n, a.During, b.During)
	})
}

func sameWindows(o, n *notice.Notice, was, is string) bool {
	spans := func(n *notice.Notice, name string) []notice.Span {
		for _, l := range n.Windows {
			if l.Name == name {
				return l.Spans
			}
		}
		return nil
	}
	return (was == "") == (is == "") && slices.EqualFunc(spans(o, was), spans(n, is), func(a, b notice.Span) bool {
		return a.Start.Equal(b.Start) && a.End.Equal(b.End)
	})
}

// reasons are told once each, and counted where they are many.
type reasons struct {
	list []string
	seen map[string]bool
}

func (r *reasons) add(format string, args ...any) {
	words := oneLine(fmt.Sprintf(format, args...))
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	if r.seen[words] {
		return
	}
	r.seen[words] = true
	r.list = append(r.list, words)
}

func (r *reasons) told() []string {
	if len(r.list) <= maxReasons {
		return r.list
	}
	return append(r.list[:maxReasons:maxReasons], fmt.Sprintf("and %d more", len(r.list)-maxReasons))
}
