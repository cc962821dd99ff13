package calendar

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// levelChanges makes an event of each instant at which a service has another
// level than just before it.
func levelChanges(n *notice.Notice) iter.Seq[event] {
	return func(yield func(event) bool) {
		for _, s := range n.Services {
			var cuts []time.Time
			for _, l := range s.Levels {
				if !l.From.IsZero() {
					cuts = append(cuts, l.From.Start(n.Zone))
				}
				if !l.Until.IsZero() {
					cuts = append(cuts, l.Until.Start(n.Zone))
				}
			}
			slices.SortFunc(cuts, time.Time.Compare)
			for _, at := range slices.CompactFunc(cuts, time.Time.Equal) {
				before, after := s.LevelAt(at.Add(-1)), s.LevelAt(at)
				if before != after && !yield(levelChange(n, s, at, before, after)) {
					return
				}
			}
		}
	}
}

func levelChange(n *notice.Notice, s *notice.Service, at time.Time, before, after string) event {
	title := s.Name
	if title == "" {
		title = s.ID
	}
	e := event{
		uid:      uid(n, "service/"+s.ID+"/"+n.Zone.Civil(at).String()),
		category: categoryLevel, zone: n.Zone, start: at, source: n.Source,
		summary: title + ": " + after,
	}
	switch {
	case after == "":
		e.summary = title + " has no level any more"
		e.lines = append(e.lines, title+" had the level "+before+".")
	case before == "":
		e.lines = append(e.lines, title+" has the level "+after+" from now on.")
	default:
		e.lines = append(e.lines, title+" changes from "+before+" to "+after+".")
	}
	for _, l := range n.Levels {
		if l.ID == after {
			e.lines = append(e.lines, levelWords(l)...)
		}
	}
	e.lines = append(e.lines, "")
	e.lines = append(e.lines, footer(n)...)
	return e
}

func levelWords(l *notice.Level) []string {
	var out []string
	if l.Operated != "" {
		out = append(out, "Operated: "+l.Operated+".")
	}
	if l.Supported != "" {
		out = append(out, "Supported: "+l.Supported+".")
	}
	if l.Availability > 0 {
		out = append(out, fmt.Sprintf("Availability: %g%%.", l.Availability))
	}
	if l.Downtime > 0 {
		out = append(out, fmt.Sprintf("Downtime: at most %g hours a month.", l.Downtime.Hours()))
	}
	return out
}
