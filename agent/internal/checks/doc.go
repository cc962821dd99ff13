// Package checks looks at a device and says what is wrong with it.
//
// A [Check] is data and one function, in a file named after it: a stable code, a
// title, what it needs, what it may reveal, why it matters, what mends it and who
// does, its source, and Look, which finds. all.go lists them in the order in which
// they are told. A check decides about one thing; it does not read the machine (a
// [device.Device] was read before), and what notices ask, and from when, package asked
// judges. What a check itself rests on, such as ends of support or known defects, is a
// table in its file with the source of each line, and no constant in its course.
//
// [Run] (run.go) makes a [View] of the device, which knows the software by the
// catalogue of the notices (view.go; its programs and services view_programs.go, cards
// and files view_cards.go, cards that make every program wait view_holdup.go, and what
// time it is, since clocks lie, view_now.go), lets each check look, and gives findings in
// the order of the checks. A check that needs what this system does not have is
// left out; one that needs what could not be read gives [wire.Unknown] and says why.
// A check that fails itself is a finding too.
//
// modes.go names, for each failure that people meet, the checks that find it, or why
// none can.
//
// No finding's sentence names a person, a device or a card: such values are marked
// ([wire.Value]), and are taken out of what leaves the device.
package checks
