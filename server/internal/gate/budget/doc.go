// Package budget is the lock-out budget: it counts who is refused, and when too
// many are it makes blocks warnings and pages somebody.
//
// Asked before each refusal ([Budget.Standing]), it finds the strongest identity
// of the attempt that is proven (package proven) and counts it once in its
// organisation and once in the whole, over an hour that slides. The limit itself
// may be refused; the next one opens the organisation: its blocks are warnings at
// once. All opens when more than the limit of all were refused, and several
// organisations and networks agree. What of an attempt is not proven counts
// nowhere but on a meter, which pages and opens nothing.
//
// The walk: budget.go (Standing, Weakened, WindowEnded) · organisation.go (which
// organisations there are) and whole.go (everybody) · crowd.go (who was refused
// lately, each once) · trip.go (open or closed, and when it may close) ·
// agreement.go (whether several agree) · meter.go (unproven attempts) · status.go,
// reset.go (for operators) · keep.go (when it is written), kept.go (what is) and
// restore.go (read again, over a restart).
//
// What is decided here:
//
//   - Who is counted would be refused, whether or not something is open: what
//     closes an organisation is that fewer would be refused, not that it is open.
//     Who gets in later was locked out all the same, and counts for the hour.
//   - A person with many devices counts once, and so do many devices or addresses
//     for which the same person vouches: else one account would be a crowd.
//   - What has no organisation is counted together, opens only what has none, and
//     has no voice when organisations agree.
//   - What is open closes when fewer than the limit were refused within the last
//     hour and a window has ended since, or it was open for a day; see trip.go.
//   - Organisations for which one and the same network was decisive are one voice;
//     see agreement.go.
//   - A clock that was set back makes what lies in the future count as now.
//
// What it does not do: judge, refuse, know windows or a clock, name people. It
// holds marks, networks and codes of organisations, in memory and in its file.
//
// Everything is bounded (limits.go): what finds no room is not counted, and the
// status says so. That never makes a block of what was none.
//
// Errors: [Limits.Check] for a configuration, [Budget.Restore] for a file that cannot
// be read. Units: distinct identities; instants are those of the gate's clock, in
// nanoseconds inside.
package budget
