// Package report tells what came of a window, on one page: who was refused, who was
// back by when and how, who never came back and whom to ring, against what the weeks
// before let expect, and what was strange. It judges nothing again: a report is of
// decisions as the journal has them.
//
// # What it decides
//
// Who is one: the strongest identity that is known of an attempt, a person, else a
// device, else an address (identity.go, units.go). The legacy protocol names only the
// device when it is refused. Numbers of mixed units say so.
//
// Who is refused: an attempt that was blocked in the window because of the
// requirement (refused.go, requirement.go). What was only warned because blocks were
// held, not armed or over a budget is counted apart (spared.go), and so are
// handshakes that ended without a decision (handshakes.go).
//
// Who is back: one for whom, in the order of writing, an attempt was let in after its
// first refusal: of the same person, device or address, or with a card with which it
// was refused (letin.go). An attempt that the service then denied does not count, one
// of which it is not known what the service did does. How: by what the attempt shows
// (how.go). Who falls short as before once the window is over has changed nothing,
// and is told apart from who updated or went to another device, whenever they came.
//
// What was foretold: who fell short at the same weekday and civil time of the weeks
// before (week.go, compare.go). A week without any decision then is left out: the
// journal may not reach back to it, or nobody was asked. Nothing is known here of
// exemptions, pauses and places that a block leaves out, so more may be foretold than
// a preview by the notice would.
//
// # The walk
//
// [Make] (make.go) reads the spans of the weeks and then all since the window opened,
// each record once, and keeps of each what is told of its identity: attempt.go takes
// a record apart. Memory is bounded by limits.go, whatever a journal holds. At the
// end assemble.go and the files beside it (away.go, organisations.go, compare.go,
// curve.go, strange.go) make the one [Report] (report.go) that every form renders:
// html.go with templates and picture.go, json.go, csv.go, text.go. The sentences of
// page and text are in words.go, awaywords.go and strangewords.go.
//
// # What it does not
//
// It has no clock, reads no files and asks nobody: the journal, names and contacts
// come by functions. It does not know which identities are one human being: who was
// refused as a device and came back as a person on another is not found.
//
// # Texts of others
//
// Nearly all of them were claimed by strangers. Make bounds them; a form cleans them
// of what steers a screen (plain.go), escapes them by its place, and the page forbids
// the browser to run or fetch anything. CSV is safe to open in a spreadsheet.
//
// Units: counts of attempts and of identities, minutes, instants by the clocks of the
// zone of the options. Errors are those of the options, of the scan, and of the
// target that a form is written to.
package report
