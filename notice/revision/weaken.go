package revision

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// strengthens says what may let decisions grow stronger, for some evidence at
// some instant, when the new revision is put beside the old one. Without a
// reason nothing can. A reason need not come true; what is missing here would be
// a mistake.
func strengthens(o, n *notice.Notice) []string {
	if o.ID != n.ID {
		return []string{fmt.Sprintf("%s is another notice than %s", n.ID, o.ID)}
	}
	why := []string{}
	if o.Zone.Name() != n.Zone.Name() {
		why = append(why, fmt.Sprintf("the zone is %s instead of %s: every civil time is another instant, in the notice and in facts", n.Zone.Name(), o.Zone.Name()))
	}
	if n.Published.Start(n.Zone).Before(o.Published.Start(o.Zone)) {
		why = append(why, fmt.Sprintf("it is published %s instead of %s: before it was published a notice only observes", n.Published, o.Published))
	}
	why = append(why, pausesStrengthen(o, n)...)
	why = append(why, supersedesStrengthen(o, n)...)
	// A requirement that is gone asks for nothing, and no other depends on it.
	for _, q := range n.Requirements {
		why = append(why, requirementStrengthens(o, n, q)...)
	}
	return why
}

func pausesStrengthen(o, n *notice.Notice) []string {
	was, is := o.Pauses, n.Pauses
	switch {
	case was == nil:
		return nil
	case is == nil:
		return []string{"there are no pauses any more"}
	}
	var why []string
	// Pauses are granted one after the other. Whatever changes which of them fit
	// the budget, a larger one too, may refuse one that was granted.
	if is.Budget != was.Budget {
		why = append(why, fmt.Sprintf("the budget of pauses is %s instead of %s, so that others may be granted", length("", is.Budget).value, length("", was.Budget).value))
	}
	if a, b := cmp.Or(is.Longest, is.Budget), cmp.Or(was.Longest, was.Budget); a != b {
		why = append(why, fmt.Sprintf("the longest pause is %s instead of %s, so that others may be granted", length("", a).value, length("", b).value))
	}
	for _, id := range apart(o, n) {
		why = append(why, fmt.Sprintf("a pause that names %s counts against the budget of one revision and not of the other", id))
	}
	if is.Gives > was.Gives {
		why = append(why, fmt.Sprintf("a pause gives %s instead of %s", is.Gives, was.Gives))
	}
	return why
}

// apart names the requirements that only one of two revisions has.
func apart(o, n *notice.Notice) []string {
	var ids []string
	for _, pair := range [][2]*notice.Notice{{o, n}, {n, o}} {
		for _, q := range pair[0].Requirements {
			if pair[1].Requirement(q.ID) == nil {
				ids = append(ids, q.ID)
			}
		}
	}
	return ids
}

// supersedesStrengthen finds requirements of other notices that come back, and
// those that are taken over together with the pauses that name them: these count
// against the budget from now on.
func supersedesStrengthen(o, n *notice.Notice) []string {
	type taken struct{ notice, requirement string }
	list := func(n *notice.Notice) (all []taken) {
		for _, s := range n.Supersedes {
			for _, r := range s.Requirements {
				all = append(all, taken{s.Notice, r})
			}
		}
		return all
	}
	var why []string
	for _, t := range list(o) {
		if !slices.Contains(list(n), t) {
			why = append(why, fmt.Sprintf("%s of %s is no longer superseded", t.requirement, t.notice))
		}
	}
	for _, t := range list(n) {
		if n.Pauses != nil && n.Requirement(t.requirement) != nil && o.Requirement(t.requirement) == nil {
			why = append(why, fmt.Sprintf("%s is taken over from %s with its pauses, which count against the budget", t.requirement, t.notice))
		}
	}
	return why
}

func requirementStrengthens(o, n *notice.Notice, q *notice.Requirement) []string {
	before := o.Requirement(q.ID)
	var finds []string
	if before != nil {
		finds = findsOtherwise(o, n, before, q)
	}
	return asksMore(q.ID, before == nil, finds, func(nothing bool) (string, bool) {
		was := side{}
		if !nothing {
			was = sideOf(o, before)
		}
		s, ok := firstStronger(was, sideOf(n, q), span{})
		return s.words(n), ok
	})
}

// asksMore says what a requirement may do more than it did. With reasons for which
// it may find otherwise, and where it is new, it must ask for nothing. stronger
// tells in words what it asks for more than before, or more than nothing.
func asksMore(id string, isNew bool, finds []string, stronger func(nothing bool) (string, bool)) []string {
	words, ok := stronger(isNew || len(finds) > 0)
	switch {
	case !ok:
		return nil
	case isNew:
		return []string{fmt.Sprintf("%s is new and %s", id, words)}
	case len(finds) == 0:
		return []string{fmt.Sprintf("%s %s", id, words)}
	}
	var why []string
	for _, f := range finds {
		why = append(why, fmt.Sprintf("%s may find otherwise, and %s: %s", id, words, f))
	}
	return why
}
