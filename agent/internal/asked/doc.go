// Package asked judges a device by the notices: what each requirement asks of the
// device, of the sign-in clients on it and of the cards in it, as a sign-in made
// there now would be judged, and what comes on which day.
//
// [Judge] (judge.go) makes facts of the device (facts.go) for each card with each
// client, asks the set about every use, and keeps of each requirement and subject
// the answer that asks for most. steps.go lays out what follows, phase by phase.
//
// What TLS a sign-in client would negotiate is not known on the device: this program
// has a TLS of its own. A requirement on connections is therefore unknown here, and
// says so. What was not looked at is missing, so unknown, never unmet.
//
// Instants are the device's own clock unless the caller gives a better one.
package asked
