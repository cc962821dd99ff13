// Package clock is the clock that every decision of the gate goes by. It decides
// one thing: when the wall clock of the machine may be believed.
//
// Phases and windows begin and end at instants, so a machine whose clock jumps
// could block a day early, or not at all. The clock therefore takes the wall
// clock once, when it is made, and counts monotonic time from there. Once a second
// [Clock.Check] compares the two:
//
//   - A small difference, such as NTP slewing leaves, is followed: for a while the
//     clock runs a little faster or slower (at most maxSlew), and never backwards.
//   - A difference of more than maxDifference is a step. It is not followed. From
//     then on the clock is in doubt, and whoever asks must only warn, not block.
//     When the new difference has stood still (within steady) for settleAfter, the
//     wall clock's time is adopted, which is the only time that the clock jumps.
//
// A machine that slept, or a virtual one that was halted, looks the same: the
// monotonic clock stood still and the wall clock is ahead. Which of the two is
// right nobody can tell from here, and so the doubt is the same.
//
// [Clock.Doubt] compares at once, and not only what the last check saw: no block
// is decided in the second between a step and the check that finds it.
//
// A clock for rehearsals starts at an instant of its own, may run faster or
// slower, looks at no wall clock and is never in doubt.
//
// The walk: clock.go has the clock and its reading, check.go follows the wall
// clock, options.go what a clock is made of, limits.go the numbers.
//
// Units: instants are in UTC, without a monotonic reading of package time;
// differences are the wall clock less this one, so that a clock of the machine
// that was put forward differs by more than zero. Errors: only [New] has them, of
// options that make no clock.
package clock
