package calendar

import (
	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// phases makes an event of where each phase that blocks for good begins, and
// where it ends.
func phases(n *notice.Notice) []event {
	var out []event
	for _, q := range n.Requirements {
		for _, p := range q.Phases {
			if p.Action != notice.Block || p.During != "" {
				continue
			}
			from, until := n.Span(p)
			path := "phase/" + q.ID + "/" + p.ID
			if !from.IsZero() {
				e := event{
					uid: uid(n, path+"/begins"), category: categoryBlock, zone: n.Zone, start: from, source: n.Source,
					summary: "Block begins: " + name(q),
					lines:   []string{"From now on sign-ins that do not meet this are blocked: " + sentence(name(q))},
				}
				if p.From.Precision() == civil.ToMonth {
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
				out = append(out, e)
			}
			if !until.IsZero() {
				out = append(out, event{
					uid: uid(n, path+"/ends"), category: categoryBlock, zone: n.Zone, start: until, source: n.Source,
					summary: "Block ends: " + name(q),
					lines: append([]string{"Phase " + p.ID + " ends, which blocks sign-ins that do not meet this: " + sentence(name(q)), ""},
						footer(n)...),
				})
			}
		}
	}
	return out
}
