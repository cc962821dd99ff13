// Package calendar writes a notice as an iCalendar file, so that the people it
// concerns have its dates where they keep their own.
//
// # What it decides
//
// The events are: every window, once for each time that it opens; where each
// phase that blocks for good begins and ends; the day on which a requirement is
// due and each day without blocks, both all day long; and where the level of a
// service changes. An event's UID is made of ids and, where something happens
// more than once, of its day. So a due date or a phase that a revision moves is
// the same event at another time, and a window on another day is another event.
//
// The last revision counts. What an earlier one had announced and the last has
// not is CANCELLED if it still lay ahead when the revision that dropped it was
// published; what was over by then is history, and stays as it was.
//
// Before the first revision that is given was published, nothing was blocked,
// whatever it says of that time: windows, blocks and days without blocks that
// were over by then are left out, and what is listed from earlier begins with the
// publication. Due dates and service levels stay.
//
// The walk: calendar.go puts the revisions together and writes them; window.go,
// phase.go, day.go and service.go make the events; event.go and zone.go turn
// them into components; words.go holds what people read.
//
// # Units
//
// Times are written to the second, as iCalendar has no fractions. They are local
// times with TZID, and each zone that is used has a VTIMEZONE of the transitions
// that the program itself resolves civil times by. The one exception is an
// instant whose local time clocks show twice: RFC 5545 reads it as the first, but
// common readers take the second, so it is written in UTC. A local time that
// clocks skip is never written: the notice has already moved it.
//
// # Errors
//
// Revisions of several notices, and revisions out of order, are errors, and so is
// a calendar of more than about 4 MiB, which is refused before it is written. So
// are those of the writer.
//
// # Sources
//
// RFC 5545 (iCalendar), §3.3.5 on local times; RFC 7986 §5.1 (NAME).
package calendar
