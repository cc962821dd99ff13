// Package window turns the windows of a notice, which are written in local
// civil time, into intervals of instants.
//
// # What it decides
//
// A [Rule] is one entry below a window's name: on one date, or on the weekdays
// of a span of dates; at a time of day from and until, or within whole hours
// and, of each hour, some minutes. [Rule.Validate] says what is wrong with it
// whatever the zone. [Rule.Expand] gives its intervals in a zone, and remarks
// on what the zone's transitions did to them.
//
// Everything is half-open: a window holds from its start until just before its
// end. Each civil time is resolved by package civil: what does not exist moves
// forward by the gap, what exists twice is the first. Within hours that is done
// for each civil hour of the span once, so a ten-minute window of an hour that
// comes twice opens in the first of the two. What ends up empty or backwards is
// dropped, with a remark.
//
// # What it does not
//
// It knows nothing of files and positions: a [Problem] names the key that is
// wrong, and the caller finds its line. It compares no rules with each other,
// and does not intersect windows with phases.
//
// # The walk
//
// expand.go goes through the days of day.go, takes the spans of each from
// span.go and resolves them; hours.go reads "08:00-18:00" and "00-10".
//
// # Sources
//
// RFC 5545 §3.3.5 for civil times in gaps and folds.
package window
