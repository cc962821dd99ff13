package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

// check looks at what only the whole notice shows: ids that stand twice, names
// that point nowhere, circles, and what an author should think about again.
func (r *reader) check() {
	n := r.n
	r.checkIDs()
	if r.partial {
		return
	}
	for _, q := range n.Requirements {
		r.checkBlocks(q)
		r.checkInForce(q)
		r.checkRemedy(q)
		r.checkKnowable(q)
	}
	r.checkWindows()
	r.checkOrder()
	if b := n.Pauses; b != nil && b.Longest > b.Budget && b.Budget > 0 {
		r.warn(n.root.Get("pauses").Get("longest"), "make it at most the budget", "one pause may last longer than the budget of a year")
	}
}

// checkIDs refuses an id that stands twice, and one that is taken by the
// position of another.
func (r *reader) checkIDs() {
	seen := map[string]bool{}
	for _, q := range r.n.Requirements {
		if q.ID != "" && seen[q.ID] {
			r.error(q.node.Get("id"), "give each requirement an id of its own", "the id %s stands twice", q.ID)
		}
		seen[q.ID] = true
		ids := map[string]bool{}
		for _, p := range q.Phases {
			if ids[p.ID] {
				r.error(p.node, "give each phase an id of its own", "the phase id %s stands twice", p.ID)
			}
			ids[p.ID] = true
		}
	}
	for _, l := range r.n.Windows {
		ids := map[string]bool{}
		for _, w := range l.Windows {
			if ids[w.ID] {
				r.error(w.node, "give each window an id of its own", "the window id %s stands twice in %s", w.ID, l.Name)
			}
			ids[w.ID] = true
		}
	}
}

func (r *reader) checkRemedy(q *Requirement) {
	if q.Remedy == nil || q.Remedy.Do == "" && q.Remedy.Say == "" {
		r.warn(q.node, "add remedy: {do, who, say, tell}", "%s says nothing of what mends it", cmp.Or(q.ID, "this requirement"))
	}
}

// checkKnowable warns of what no sign-in can know by itself: the software of
// the device and what only the estate tells of it.
func (r *reader) checkKnowable(q *Requirement) {
	var missing []string
	key := ""
	for _, c := range []struct {
		key       string
		condition *predicate.Predicate
	}{{"met", q.met}, {"applies", q.applies}} {
		if c.condition == nil {
			continue
		}
		before := len(missing)
		missing = append(missing, c.condition.Footprint.NeedsEstate()...)
		missing = append(missing, quoteAll(c.condition.Footprint.Products)...)
		if len(missing) > before && key == "" {
			key = c.key
		}
	}
	if key == "" {
		return
	}
	slices.Sort(missing)
	what := strings.Join(slices.Compact(missing), ", ")
	r.warn(q.node.Get(key), "join the facts of the estate, or leave it if a sign-in need not know",
		"no sign-in shows %s, so %s is unknown there", what, q.ID)
}

func quoteAll(products []string) []string {
	var out []string
	for _, p := range products {
		out = append(out, "installed software ("+p+")")
	}
	return out
}

// checkOrder refuses remedies that come after each other in a circle, and
// names a step that nothing does.
func (r *reader) checkOrder() {
	after := map[string][]string{}
	does := map[string]bool{}
	nodes := map[string]*text.Node{}
	for _, q := range r.n.Requirements {
		if q.Remedy == nil {
			continue
		}
		does[q.Remedy.Do] = true
		after[q.Remedy.Do] = append(after[q.Remedy.Do], q.Remedy.After...)
		if a := q.node.Get("remedy").Get("after"); a != nil {
			nodes[q.Remedy.Do] = a
		}
	}
	for _, q := range r.n.Requirements {
		if q.Remedy == nil {
			continue
		}
		for i, a := range q.Remedy.After {
			if !does[a] {
				r.warn(q.node.Get("remedy").Get("after").Items[i], "use the do of another remedy", "no remedy does %s", text.Show(a))
			}
		}
	}
	if cycle := cycleIn(after); cycle != nil {
		r.error(nodes[cycle[0]], "remove one of the after", "remedies come after each other in a circle: %s", strings.Join(cycle, " → "))
	}
}

// CheckTogether reports what is wrong with several revisions and notices
// together that none shows alone, without making a set of them.
func CheckTogether(notices []*Notice) Problems {
	_, problems := NewSet(notices, Options{})
	return problems
}

// describe is a date for people: the month, the day, or the day and the time.
func describe(p civil.Point, z *civil.Zone) string {
	at := z.Civil(p.Start(z))
	switch p.Precision() {
	case civil.ToMonth:
		return fmt.Sprintf("%s %d", at.Month, at.Year)
	case civil.ToDay:
		return fmt.Sprintf("%d %s %d", at.Day, at.Month, at.Year)
	}
	return fmt.Sprintf("%d %s %d %02d:%02d", at.Day, at.Month, at.Year, at.Hour, at.Minute)
}
