package calendar

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// product names the writer of the file. Source: RFC 5545 §3.7.3.
const product = "-//Lanyard//Notice calendar//EN"

// maxBytes is how long the events of a calendar may be, by event.size. Readers
// fetch it over and over, and memory holds it several times while it is written.
const maxBytes = 4 << 20

// Write writes the revisions of one notice, in their order, as an iCalendar
// file. The same revisions always give the same bytes.
func Write(w io.Writer, revisions []*notice.Notice) error {
	if err := check(revisions); err != nil {
		return err
	}
	last := revisions[len(revisions)-1]
	events, err := gather(revisions)
	if err != nil {
		return fmt.Errorf("the calendar of %s would be longer than %d MiB: %w", last.ID, maxBytes>>20, err)
	}

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
// are no longer in it, in the order of time. It stops where they become too
// long: a notice of a megabyte can repeat its texts in every window.
func gather(revisions []*notice.Notice) ([]event, error) {
	since := revisions[0].Published.Start(revisions[0].Zone)
	var out []event
	size := 0
	have := map[string]bool{} // UIDs that a later revision has
	for i := len(revisions) - 1; i >= 0; i-- {
		n := revisions[i]
		for e := range eventsOf(n, since) {
			if have[e.uid] {
				continue
			}
			have[e.uid] = true
			if i < len(revisions)-1 {
				e.dropBy(revisions[i+1])
			}
			out = append(out, e)
			if size += e.size(); size > maxBytes {
				return nil, fmt.Errorf("it is full at event %d; shorten the texts, or leave the smallest windows out of the notice", len(out))
			}
		}
	}
	slices.SortFunc(out, func(a, b event) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.uid, b.uid))
	})
	return out, nil
}

// eventsOf makes the events of a revision one by one. Before since nothing was
// published, so that nothing was blocked whatever the revision says of that time.
func eventsOf(n *notice.Notice, since time.Time) iter.Seq[event] {
	return func(yield func(event) bool) {
		for _, part := range []iter.Seq[event]{
			windows(n, since), phases(n, since), dueDays(n), noBlockDays(n, since), levelChanges(n),
		} {
			for e := range part {
				if !yield(e) {
					return
				}
			}
		}
	}
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
