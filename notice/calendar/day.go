package calendar

import (
	"iter"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// dueDays makes an event of the last day on which each requirement may be met.
func dueDays(n *notice.Notice) iter.Seq[event] {
	return func(yield func(event) bool) {
		for _, q := range n.Requirements {
			if q.Due == nil || q.Due.Date.IsZero() {
				continue
			}
			e := event{
				uid: uid(n, "due/"+q.ID), category: categoryDue, zone: n.Zone, source: n.Source,
				summary: "Due: " + name(q),
			}
			e.allDay(q.Due.Date.LastDate())
			switch q.Due.Date.Precision() {
			case civil.ToTime:
				at := clock(q.Due.Date.Start(n.Zone), n.Zone)
				e.summary = "Due by " + at + ": " + name(q)
				e.lines = append(e.lines, "To be met by "+at+" of this day: "+sentence(name(q)))
			case civil.ToMonth:
				e.lines = append(e.lines, "To be met by the end of "+point(q.Due.Date)+": "+sentence(name(q)))
			default:
				e.lines = append(e.lines, "To be met by the end of this day: "+sentence(name(q)))
			}
			e.lines = append(e.lines, about(q)...)
			e.lines = append(e.lines, "")
			e.lines = append(e.lines, paragraph(said(q.Due.Said))...)
			e.lines = append(e.lines, footer(n)...)
			if !yield(e) {
				return
			}
		}
	}
}

// noBlockDays makes an event of each day on which blocks only warn and that
// is not over by since.
func noBlockDays(n *notice.Notice, since time.Time) iter.Seq[event] {
	return func(yield func(event) bool) {
		seen := map[civil.Date]bool{} // a day may be listed twice, for two reasons
		for _, d := range n.NoBlock {
			if seen[d.Date] {
				continue
			}
			seen[d.Date] = true
			e := event{
				uid: uid(n, "no-block/"+d.Date.String()), category: categoryNoBlock, zone: n.Zone, source: n.Source,
				summary: "No blocks",
				lines:   append([]string{"On this day nothing is blocked: what would be blocked is warned about.", ""}, footer(n)...),
			}
			if d.Why != "" {
				e.summary += ": " + d.Why
			}
			e.allDay(d.Date)
			if e.end.After(since) && !yield(e) {
				return
			}
		}
	}
}
