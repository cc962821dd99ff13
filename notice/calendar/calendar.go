package calendar

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// product names the writer of the file. Source: RFC 5545 §3.7.3.
const product = "-//Lanyard//Notice calendar//EN"

// Write writes the revisions of one notice, in their order, as an iCalendar
// file. The same revisions always give the same bytes.
func Write(w io.Writer, revisions []*notice.Notice) error {
	if err := check(revisions); err != nil {
		return err
	}
	last := revisions[len(revisions)-1]
	events := gather(revisions)

	cal := ics.NewCalendarFor("")
	cal.SetProductId(product)
	cal.SetCalscale("GREGORIAN")
	cal.SetName(clean(title(last)))
	cal.SetXWRTimezone(last.Zone.Name())
	cal.CalendarProperties = append(cal.CalendarProperties, ics.CalendarProperty{
		BaseProperty: ics.BaseProperty{IANAToken: "X-LANYARD-ZONE-DATA", Value: civil.DataVersion()},
	})
	for _, z := range zonesOf(events) {
		cal.AddVTimezone(z)
	}
	for _, e := range events {
		cal.AddVEvent(e.component(last))
	}
	// The library does not report every failure to write, so it writes to memory.
	var out bytes.Buffer
	if err := cal.SerializeTo(&out, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("writing the calendar of %s: %w", last.ID, err)
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing the calendar of %s: %w", last.ID, err)
	}
	return nil
}

func check(revisions []*notice.Notice) error {
	if len(revisions) == 0 {
		return errors.New("there is no notice to write as a calendar; give at least one revision")
	}
	for i, n := range revisions[1:] {
		before := revisions[i]
		if n.ID != before.ID {
			return fmt.Errorf("%s and %s are two notices; write a calendar for each", before.ID, n.ID)
		}
		if n.Revision <= before.Revision {
			return fmt.Errorf("revision %d of %s follows revision %d; give the revisions in their order", n.Revision, n.ID, before.Revision)
		}
	}
	return nil
}

// gather returns the events of the last revision, and those of earlier ones that
// are no longer in it, in the order of time.
func gather(revisions []*notice.Notice) []event {
	var out []event
	have := map[string]bool{} // UIDs that a later revision has
	for i := len(revisions) - 1; i >= 0; i-- {
		n := revisions[i]
		events := eventsOf(n)
		for _, e := range events {
			if have[e.uid] {
				continue
			}
			have[e.uid] = true
			if i < len(revisions)-1 {
				e.dropBy(revisions[i+1])
			}
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b event) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.uid, b.uid))
	})
	return out
}

func eventsOf(n *notice.Notice) []event {
	return slices.Concat(windows(n), phases(n), dueDays(n), noBlockDays(n), levelChanges(n))
}

// zonesOf describes every zone that an event names, over the years in which it
// does.
func zonesOf(events []event) []*ics.VTimezone {
	type years struct{ first, last time.Time }
	used := map[string]*years{}
	zones := map[string]*civil.Zone{}
	var names []string
	for _, e := range events {
		for _, at := range e.moments() {
			if _, local := localTime(at, e.zone); !local {
				continue
			}
			name := e.zone.Name()
			if used[name] == nil {
				used[name], zones[name] = &years{at, at}, e.zone
				names = append(names, name)
			}
			y := used[name]
			if at.Before(y.first) {
				y.first = at
			}
			if at.After(y.last) {
				y.last = at
			}
		}
	}
	slices.Sort(names)
	var out []*ics.VTimezone
	for _, name := range names {
		out = append(out, timezone(zones[name], used[name].first, used[name].last))
	}
	return out
}
