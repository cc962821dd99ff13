// Package joined puts together what is known of a sign-in at the gate: what it
// claims, what its connection shows, and what files tell of the card, the person,
// the device and the organisation that it names.
//
// # What it decides
//
// Which device a sign-in means, which person, and which card is in the reader
// (find.go, card.go). Which organisation it comes from (person.go). What is known
// where the sign-in and the files say different things: neither is guessed
// (claim.go, fact.Cell.Reconcile). Whom an organisation rings (contact.go), and
// which of its devices are known to be good (good.go).
//
// It does not judge: package notice does, by the facts. It does not read the files:
// package importing does. It believes nothing more than is said: everything that a
// client says is a claim, and everything that files say was so when they were made.
//
// # The walk of a sign-in
//
// Estate.Facts (joined.go) finds the rows of those whom the attempt names (find.go,
// names.go) in what was made of the estate once (index.go). Then it tells of each
// object in turn: person and application (person.go), card (card.go), device and
// its software (device.go, programs.go), client and connection (client.go),
// organisation (person.go). estate.Readable tells what the files know, with the
// times at which it was seen; claims are put beside it.
//
// # What is missing
//
// What is neither claimed nor known stays missing, and an object of which nothing
// is said is not given. A connection is what the gate or a trusted proxy saw of it,
// never what is claimed. Facts of the files carry their times and grow too old as
// the notices say; what the sign-in says is as new as the question.
//
// # Units, errors, bounds
//
// Instants are those of the gate's clock. A claim that cannot be read is a
// notice.Reject and missing; nothing here is an error. limits.go bounds what one
// sign-in can make it do. An Estate does not change: another file, or another set
// of notices, makes a new one beside it.
package joined
