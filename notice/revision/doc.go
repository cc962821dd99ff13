// Package revision compares the revisions of a notice: what moved, by how long,
// whether the change can only weaken, and how every announced date slipped.
//
// # What it decides
//
// [Compare] matches requirements, phases, windows, service levels and the
// catalogue by their ids (a position where none was written) and lists what was
// added, dropped, moved in time, or changed otherwise.
//
// [Diff.OnlyWeakens] is true only if for every evidence and at every instant the
// new revision decides at most what the old one decides. That is what lets a
// change take effect at once, so it is never claimed where it cannot be shown:
// conditions are compared as text, and one that reads something else may find
// anything. What is shown, requirement by requirement: the same conditions over
// the same catalogue find the same, and at every instant, in every place, the
// phases ask for no more of what is unmet, unknown or absent, refuse no harder
// and fail no more closed. A requirement that finds otherwise, or is new, must
// only observe.
//
// The claim holds for the two revisions each alone, and for adding the new one
// to a set that holds the old; also where it is taken as known at instants before
// it was published. Exemptions and pauses are held. A larger budget of pauses
// counts as weaker, which is so for the pauses that the old budget granted: one
// that it refused, and that was not withdrawn, may take the place of another.
//
// [CompareSets] asks the same of whole sets, with the exemptions and pauses that
// are in them: that is what lets a running gate take a changed folder at once. It
// compares, instant by instant, the rule that stands for each requirement, so that
// revisions that are added or taken away and notices that supersede others need
// no case of their own. Of exemptions and pauses it shows that each instant at
// which somebody was excused is one at which everybody like them still is.
//
// [Ledger] is the record of dates: in which revision each was announced, by how
// much it moved, and what was observed. Announced and observed are different
// things: neither replaces the other.
//
// The walk: item.go, item_requirement.go, item_window.go and item_catalogue.go
// lay a notice out as items; diff.go joins two layouts; weaken.go, find.go and
// force.go judge; set.go and excuse.go judge sets; ledger.go and words.go are the record and the telling.
//
// # Units
//
// Shifts are days of civil time, with a fraction where a time of day was
// written: clocks that are moved in between do not count. A due date moves from
// end to end, everything else from start to start.
//
// # Errors
//
// There are none but those of a writer: notices that were read are compared,
// whatever they say. Revisions of two notices are told apart by Strengthens.
package revision
