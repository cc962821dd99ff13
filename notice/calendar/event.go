package calendar

import (
	"net/url"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// The categories of events.
const (
	categoryWindow  = "Window"
	categoryBlock   = "Block"
	categoryDue     = "Due"
	categoryNoBlock = "No-block day"
	categoryLevel   = "Service level"
)

// event is one entry of the calendar.
type event struct {
	uid      string
	category string
	summary  string
	lines    []string // of the description
	zone     *civil.Zone
	day      civil.Date // of an event that lasts all day; else the zero Date
	start    time.Time  // of an event that lasts all day, when the day begins in the zone
	end      time.Time  // zero: it is an instant
	busy     bool       // sign-ins are refused meanwhile
	dropped  bool       // no longer announced, and still ahead when that was said
	source   string
}

// uid makes an identifier that no two events share, of any revision or notice.
// Ids have neither slash nor @ in them.
func uid(n *notice.Notice, path string) string { return path + "@" + n.ID + ".notice.lanyard" }

// allDay makes an event last a whole day.
func (e *event) allDay(d civil.Date) {
	e.day = d
	e.start, _ = e.zone.Start(d)
	e.end, _ = e.zone.Start(d.AddDays(1))
}

// over returns when the event has passed.
func (e *event) over() time.Time {
	if e.end.IsZero() {
		return e.start
	}
	return e.end
}

// dropBy says that the revision given is the first without the event.
func (e *event) dropBy(n *notice.Notice) {
	published := n.Published.Start(n.Zone)
	if e.over().After(published) {
		e.dropped, e.busy = true, false
		e.summary = "Cancelled: " + e.summary
		e.lines = append([]string{revisionWords(n) + " does not have it any more.", ""}, e.lines...)
		return
	}
	e.lines = append(e.lines, "", revisionWords(n)+" no longer lists it: it was over by then.")
}

// eventFrame is about how many bytes an event has besides its texts: the names of
// its properties, and its times.
const eventFrame = 400

// size is about how many bytes the event takes in the file.
func (e *event) size() int {
	size := eventFrame + len(e.uid) + len(e.summary) + len(e.source)
	for _, line := range e.lines {
		size += len(line) + 2 // a line break is written as \n
	}
	return size
}

// moments are the instants that are written with a time of day.
func (e *event) moments() []time.Time {
	switch {
	case e.day != (civil.Date{}):
		return nil
	case e.end.IsZero():
		return []time.Time{e.start}
	}
	return []time.Time{e.start, e.end}
}

// component is the event as iCalendar has it. What may change with a revision
// is stamped with the last.
func (e *event) component(last *notice.Notice) *ics.VEvent {
	published := last.Published.Start(last.Zone)
	c := ics.NewEvent(clean(e.uid))
	c.SetDtStampTime(published)
	c.SetLastModifiedAt(published)
	c.SetSequence(last.Revision)
	if e.day != (civil.Date{}) {
		c.SetProperty(ics.ComponentPropertyDtStart, dateOf(e.day), ics.WithValue(string(ics.ValueDataTypeDate)))
		c.SetProperty(ics.ComponentPropertyDtEnd, dateOf(e.day.AddDays(1)), ics.WithValue(string(ics.ValueDataTypeDate)))
	} else {
		setTime(c, ics.ComponentPropertyDtStart, e.start, e.zone)
		if !e.end.IsZero() {
			setTime(c, ics.ComponentPropertyDtEnd, e.end, e.zone)
		}
	}
	c.SetSummary(clean(e.summary))
	c.SetDescription(clean(join(e.lines)))
	c.AddCategory(e.category)
	c.AddCategory(clean(last.ID))
	if isLink(e.source) {
		c.SetURL(e.source)
	}
	c.SetTimeTransparency(ics.TransparencyTransparent)
	if e.busy {
		c.SetTimeTransparency(ics.TransparencyOpaque)
	}
	c.SetStatus(ics.ObjectStatusConfirmed)
	if e.dropped {
		c.SetStatus(ics.ObjectStatusCancelled)
	}
	return c
}

// isLink reports whether a source can stand as a URL: the letter of 3 June
// cannot. What needs no escaping is left to be written as it is.
func isLink(source string) bool {
	for _, c := range source {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	u, err := url.Parse(source)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
