package calendar

import (
	"iter"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// phases makes an event of where each phase that blocks for good begins, and
// where it ends. One that is over by since never blocked, and one that is listed
// from before begins then.
func phases(n *notice.Notice, since time.Time) iter.Seq[event] {
	return func(yield func(event) bool) {
		for _, q := range n.Requirements {
			for _, p := range q.Phases {
				if p.Action != notice.Block || p.During != "" {
					continue
				}
				from, until := n.Span(p)
				if !until.IsZero() && !until.After(since) {
					continue
				}
				if !from.IsZero() && !yield(begins(n, q, p, since)) {
					return
				}
				if !until.IsZero() && !yield(ends(n, q, p)) {
					return
				}
			}
		}
	}
}

func phaseUID(n *notice.Notice, q *notice.Requirement, p *notice.Phase, what string) string {
	return uid(n, "phase/"+q.ID+"/"+p.ID+"/"+what)
}

func begins(n *notice.Notice, q *notice.Requirement, p *notice.Phase, since time.Time) event {
	from, until := n.Span(p)
	e := event{
		uid: phaseUID(n, q, p, "begins"), category: categoryBlock, zone: n.Zone, start: from, source: n.Source,
		summary: "Block begins: " + name(q),
		lines:   []string{"From now on sign-ins that do not meet this are blocked: " + sentence(name(q))},
	}
	switch {
	case from.Before(since):
		e.start = since
		e.lines = append(e.lines, "It is listed from "+point(p.From)+"; before the notice was published, it blocked nothing.")
	case p.From.Precision() == civil.ToMonth:
		e.lines = append(e.lines, "It is announced for "+point(p.From)+" and taken from its first day.")
	}
	if !until.IsZero() {
		e.lines = append(e.lines, "It ends on "+day(until, n.Zone)+" at "+clock(until, n.Zone)+".")
	}
	e.lines = append(e.lines, about(q)...)
	if where := p.WhereSource(); where != "" {
		e.lines = append(e.lines, "It holds only where "+where+".")
	}
	e.lines = append(e.lines, "")
	e.lines = append(e.lines, paragraph(append(said(p.Said), observed(p.Observed)...))...)
	e.lines = append(e.lines, footer(n)...)
	return e
}

func ends(n *notice.Notice, q *notice.Requirement, p *notice.Phase) event {
	_, until := n.Span(p)
	return event{
		uid: phaseUID(n, q, p, "ends"), category: categoryBlock, zone: n.Zone, start: until, source: n.Source,
		summary: "Block ends: " + name(q),
		lines: append([]string{"Phase " + p.ID + " ends, which blocks sign-ins that do not meet this: " + sentence(name(q)), ""},
			footer(n)...),
	}
}
