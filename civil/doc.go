// Package civil holds dates and times as people write them, and says which
// instants they are in a named time zone.
//
// # What it decides
//
// A civil time becomes an instant by the transitions of its zone:
//
//   - One that does not exist, because the clocks went forward over it, moves
//     forward by the gap: where 01:00 becomes 02:00, 01:30 is taken as 02:30.
//   - One that exists twice, because the clocks went back, is the first.
//
// [Resolution] says which of the two happened, so that the author of the time
// can be told. The rule also holds where a whole day is missing, as 30 December
// 2011 is in Pacific/Apia. It is the rule of RFC 5545 §3.3.5.
//
// # What it does not
//
// It has no clock, does no I/O, and never reads the machine's zones: the zone
// data is the package's own, embedded, and named by [DataVersion]. Two programs
// of the same build give the same answer on any machine. How it is remade is
// written in genzones.go.
//
// # Units and ranges
//
// Years run from [MinYear] to [MaxYear], which keeps every instant within int64
// nanoseconds of the Unix epoch. What is read from text is always inside; what
// arithmetic yields may leave the range by a little, and is still resolved, by
// the offsets the zone has at the ends of the range. Calendars are proleptic
// Gregorian, days start at midnight, leap seconds do not exist.
//
// # Errors
//
// Every Parse function quotes what it was given, says what is wrong with it and
// what to write. None panics, whatever the text.
//
// # Sources
//
// The IANA time zone database (RFC 6557), compiled to TZif (RFC 9636); ISO 8601
// for the shapes of dates and times; RFC 3339 for instants.
package civil
