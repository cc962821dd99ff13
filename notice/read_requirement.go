package notice

import (
	"iter"
	"strconv"

	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

func (r *reader) readRequirements(n *text.Node) {
	for i, node := range items(n) {
		if i == MaxRequirements {
			r.error(node, "split the notice", "the notice has more than %d requirements", MaxRequirements)
			return
		}
		if node.Kind == text.Map {
			r.n.Requirements = append(r.n.Requirements, r.requirement(node))
		}
	}
}

func (r *reader) requirement(n *text.Node) *Requirement {
	q := &Requirement{
		ID:      n.Get("id").String(),
		Of:      n.Get("of").String(),
		Title:   n.Get("title").String(),
		Why:     n.Get("why").String(),
		Use:     texts(n.Get("use")),
		Unknown: r.action(n.Get("unknown"), Warn),
		Absent:  r.action(n.Get("absent"), Observe),
		Fresh:   r.duration(n.Get("fresh")),
		Combine: n.Get("combine").String(),
		applies: r.condition(n.Get("applies")),
		met:     r.condition(n.Get("met")),
		node:    n,
	}
	if q.Combine == "" {
		q.Combine = "every"
	}
	q.subject, _ = predicate.ObjectNamed(q.Of)
	if m := n.Get("remedy"); m != nil {
		q.Remedy = &Remedy{
			Do: m.Get("do").String(), Who: m.Get("who").String(), Say: m.Get("say").String(),
			Tell: m.Get("tell").String(), After: texts(m.Get("after")),
			Disruptive: m.Get("disruptive").String(),
		}
	}
	if e := n.Get("escalate"); e != nil {
		q.Escalate = &Escalation{e.Get("to").String(), e.Get("subject").String(), texts(e.Get("include"))}
	}
	if d := n.Get("due"); d != nil {
		if d.Kind == text.Map {
			q.Due = &Due{r.point(d.Get("date")), d.Get("said").String()}
		} else {
			q.Due = &Due{Date: r.point(d)}
		}
	}
	for i, p := range items(n.Get("phases")) {
		if p.Kind == text.Map {
			q.Phases = append(q.Phases, r.phase(p, i+1))
		}
	}
	return q
}

func (r *reader) phase(n *text.Node, position int) *Phase {
	p := &Phase{
		ID:        n.Get("id").String(),
		From:      r.point(n.Get("from")),
		Until:     r.point(n.Get("until")),
		Action:    r.action(n.Get("action"), Observe),
		During:    n.Get("during").String(),
		Otherwise: r.action(n.Get("otherwise"), Warn),
		Refuse:    n.Get("refuse").String(),
		Fail:      n.Get("fail").String(),
		Said:      n.Get("said").String(),
		Observed:  r.observed(n.Get("observed")),
		where:     r.condition(n.Get("where"), predicate.Organisation, predicate.Device, predicate.Person),
		node:      n,
	}
	if p.ID == "" {
		p.ID = strconv.Itoa(position)
	}
	if p.Refuse == "" {
		p.Refuse = "words"
	}
	if p.Fail == "" {
		p.Fail = "open"
	}
	if u := n.Get("unknown"); u != nil {
		a := r.action(u, Warn)
		p.Unknown = &a
	}
	p.from = r.nanos(p.From, -maxInstant)
	p.until = r.nanos(p.Until, maxInstant)
	if p.until <= p.from {
		r.error(n.Get("until"), "write an until that is later than from", "phase %s ends before it begins", p.ID)
	}
	if p.During != "" {
		p.list = r.lists[p.During]
		if p.list == nil && !r.partial {
			r.error(n.Get("during"), "add it to windows, or use one that is there", "there is no list of windows %s", text.Show(p.During))
		}
		if p.Action != Block {
			r.error(n.Get("during"), "write action: block, or remove during", "only a block can hold during windows")
		}
	}
	return p
}

// conditions are those that decide what the requirement asks for.
func (q *Requirement) conditions() iter.Seq[*predicate.Predicate] {
	return func(yield func(*predicate.Predicate) bool) {
		if q.applies != nil && !yield(q.applies) || !yield(q.met) {
			return
		}
		for _, p := range q.Phases {
			if p.where != nil && !yield(p.where) {
				return
			}
		}
	}
}

// outcomes are the conditions that decide the outcome.
func (q *Requirement) outcomes() []*predicate.Predicate {
	if q.applies == nil {
		return []*predicate.Predicate{q.met}
	}
	return []*predicate.Predicate{q.applies, q.met}
}

// wheres are the conditions of the phases.
func (q *Requirement) wheres() []*predicate.Predicate {
	var out []*predicate.Predicate
	for _, p := range q.Phases {
		if p.where != nil {
			out = append(out, p.where)
		}
	}
	return out
}

func (n *Notice) requirement(id string) *Requirement {
	for _, q := range n.Requirements {
		if q.ID == id {
			return q
		}
	}
	return nil
}

// Requirement returns a requirement by its id; nil if there is none.
func (n *Notice) Requirement(id string) *Requirement { return n.requirement(id) }
