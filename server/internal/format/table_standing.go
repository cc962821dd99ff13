package format

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// inUse is the count without what is dormant or closed.
func inUse(q *readiness.Requirement) readiness.Count {
	less := func(all, dormant, closed int) int { return max(all-dormant-closed, 0) }
	return readiness.Count{
		Met:           less(q.Met, q.Dormant.Met, q.Closed.Met),
		Unmet:         less(q.Unmet, q.Dormant.Unmet, q.Closed.Unmet),
		Unknown:       less(q.Unknown, q.Dormant.Unknown, q.Closed.Unknown),
		Exempt:        less(q.Exempt, q.Dormant.Exempt, q.Closed.Exempt),
		NotApplicable: less(q.NotApplicable, q.Dormant.NotApplicable, q.Closed.NotApplicable),
	}
}

// mostNext is how long the next change is in words: "observe Jul 2026".
const mostNext = 16

// requirements shows how each stands, what it asks for and when that changes.
func (p *page) requirements(r *readiness.Report) {
	shown, left := choose(r.Requirements)
	g := grid{
		head:  head("REQUIREMENT", "MET", "UNMET", "UNKNOWN", "EXEMPT", "", "NOW", "NEXT"),
		right: []bool{false, true, true, true, true, false, false, false},
		grows: 5,
	}
	for _, q := range shown {
		n := inUse(q)
		next := cell{text: "-", ink: dim}
		if q.Next != "" {
			next = cell{text: p.fit(q.NextAction+" "+soon(q.Next, r.At), mostNext), ink: actionInk(q.NextAction)}
		}
		g.rows = append(g.rows, []cell{
			{text: q.Requirement, id: true},
			count(n.Met, green), count(n.Unmet, red), count(n.Unknown, yellow), count(n.Exempt, ""),
			{shares: &shares{n.Met, n.Unmet, n.Unknown, n.Exempt}},
			{text: q.Action.String(), ink: actionInk(q.Action.String())},
			next,
		})
	}
	if len(g.rows) == 0 {
		p.line("")
		p.note("No notice asks for anything at this time.")
		return
	}
	p.write(g)
	if len(left) > 0 {
		unmet, unknown := 0, 0
		for _, q := range left {
			n := inUse(q)
			unmet += n.Unmet
			unknown += n.Unknown
		}
		p.note(fmt.Sprintf("and %s with %s unmet and %s unknown", of(len(left), "more", "more"), number(unmet), number(unknown)))
	}
	p.apart(r)
}

// choose takes the requirements that fit on the screen: those that block now or
// next, then those that warn, then those with the most unmet and unknown. They
// are shown in the order of the notices.
func choose(all []readiness.Requirement) (shown, left []*readiness.Requirement) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	weight := func(i int) int {
		n := inUse(&all[i])
		return n.Unmet + n.Unknown
	}
	strongest := func(i int) notice.Action {
		if all[i].NextAction == notice.Block.String() {
			return notice.Block
		}
		return all[i].Action
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(strongest(b), strongest(a)), cmp.Compare(weight(b), weight(a)))
	})
	most := min(mostRequirements, len(order))
	slices.Sort(order[:most])
	for i, place := range order {
		if i < most {
			shown = append(shown, &all[place])
		} else {
			left = append(left, &all[place])
		}
	}
	return shown, left
}

// apart says how many subjects are not in the counts. Requirements of one kind
// have the same subjects, so the most of any is that of all.
func (p *page) apart(r *readiness.Report) {
	kinds := []string{}
	dormant, closed := map[string]int{}, map[string]int{}
	for _, q := range r.Requirements {
		if !slices.Contains(kinds, q.Of) {
			kinds = append(kinds, q.Of)
		}
		dormant[q.Of] = max(dormant[q.Of], sum(q.Dormant))
		closed[q.Of] = max(closed[q.Of], sum(q.Closed))
	}
	list := func(n map[string]int) string {
		var words []string
		for _, kind := range kinds {
			if n[kind] > 0 {
				words = append(words, of(n[kind], kind, strings.Replace(kind+"s", "persons", "people", 1)))
			}
		}
		return strings.Join(words, ", ")
	}
	var words []string
	if d := list(dormant); d != "" {
		words = append(words, d+" not used for long")
	}
	if c := list(closed); c != "" {
		words = append(words, c+" cancelled or expired")
	}
	if len(words) > 0 {
		p.note("Not counted: " + strings.Join(words, "; ") + ".")
	}
}

func sum(n readiness.Count) int { return n.Met + n.Unmet + n.Unknown + n.Exempt + n.NotApplicable }

func actionInk(action string) ink {
	switch action {
	case notice.Block.String():
		return red
	case notice.Warn.String():
		return yellow
	}
	return dim
}

// people shows who cannot work, now and at the next block.
func (p *page) people(r *readiness.Report) {
	if r.People.From == "" {
		p.line("")
		p.line(" " + p.ink(bold, "WHO CANNOT WORK"))
		p.note("Not known: nothing tells who uses which device or card. Give sign-ins, the users of devices, or the holders of cards.")
		return
	}
	g := grid{
		head:  head("WHO CANNOT WORK", "stranded", "interrupted", "unknown", "can work"),
		right: []bool{false, true, true, true, true},
	}
	row := func(when string, n *readiness.People) {
		g.rows = append(g.rows, []cell{
			{text: when}, count(n.Stranded, red), count(n.Interrupted, yellow), count(n.Unknown, yellow), count(n.Working, green),
		})
	}
	row("now", &r.People)
	then := r.People.NextBlock
	if then != nil {
		row("next block, "+day(then.At, r.At), then)
	}
	p.write(g)
	for _, n := range []*readiness.People{&r.People, then} {
		if n != nil && n.Stranded > 0 {
			p.stranded(n, r.At)
			break
		}
	}
	p.note("Stranded have no device and card left, interrupted have. Told from " + r.People.From + ".")
}

// stranded names the first people who have no way left.
func (p *page) stranded(n *readiness.People, at string) {
	var names []string
	for _, person := range n.List {
		if !person.Stranded || len(names) == 3 {
			continue
		}
		name := cmp.Or(person.Name, person.Person)
		if person.Organisation != "" {
			name += " (" + person.Organisation + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return
	}
	words := "Stranded " + day(n.At, at) + ": " + strings.Join(names, ", ")
	if more := n.Stranded - len(names); more > 0 {
		words += " and " + number(more) + " more"
	}
	p.inked(red, words+".")
}
