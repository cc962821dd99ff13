// Package plan keeps what the gate decides by: it reads notices, exemptions and
// pauses, watches their files, and puts a changed plan in the place of the old one
// when that may be. It decides four things, and judges no sign-in:
//
//   - Which files count. A file that is broken, half written or gone leaves in
//     force what was good, until it is mended, and that is said loudly.
//   - When a change takes effect. What can only weaken does so at once
//     (notice/revision tells); anything else when no window is open in which the
//     plan in force blocks. While something waits or is broken, those of the
//     changed files that only weaken are still taken at once, so that no exemption
//     waits for a revision that came with it.
//   - Whether the plan is armed: whether somebody approved these files by their
//     digest. What only weakens stays armed as long as this process saw it happen;
//     else a plan that nobody approved blocks nobody.
//   - Whether all blocks are held, by whom and why. A hold outlives a restart and
//     leaves the plan as it is.
//
// A [Plan] does not change. [Keeper.Current] is an atomic load, so that each
// decision goes by one plan from beginning to end, and no request waits for a new
// one: it is built beside, by the goroutine that watches.
//
// The walk of a change: [Keeper.Run] calls [Keeper.Check] twice a second. watch.go
// looks at the files and says when they are the same twice; build.go makes a state
// of them, which takes the parts that did not change from the state before;
// change.go decides whether it is taken or waits, parts.go which of its files are
// taken before; arm.go whether it is armed. plan.go is what comes out, windows.go
// which blocks are open in it (walk.go finds them), hold.go the hold, keep.go what
// outlives a restart, status.go what the live page shows and words.go what the log
// says.
//
// Units: instants come from the clock that is given, which is the gate's and may be
// one for rehearsals. How often files are looked at is real time. Errors: [Open]
// returns everything that is wrong with the files, a line each: file, line, column,
// what, and how to mend it. Afterwards nothing is an error: the last good plan is
// there.
package plan
