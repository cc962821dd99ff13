// Package virtual is a smartcard in software: a PIV application (SP 800-73-4) with
// invented keys, certificates and names, for development and for tests. It can be
// put into a reader of vsmartcard-vpcd, where pcscd, OpenSC and every program above
// them see it as they see any card; and it can be asked in process, where there is
// no pcscd.
//
// It decides how a card answers: as a good one, or as one that is blocked, blank,
// expired, slow, lying, mute, or pulled out in the middle. These are options that
// can be put together.
//
// It does not decide what a reader is (vpcd), how cards are spoken to (package card
// and those below it), or what is judged of one. It is no security: RSA is not
// protected against timing, the default PIN is printed, and the admin key is the
// one that everybody knows.
//
// What it cannot stand for: a real NHS card has no PIV application. The ATR may be
// real, the application is a stand-in; what vendors' middleware does with its own
// applications is not exercised.
//
// The walk. New (card.go) puts a card together from options (option.go, and by
// their names personality.go): an authority (authority.go) issues its certificates
// (identity.go). A frame of vpcd (frame.go) or a caller in process brings an APDU
// to Card.Transmit, which waits, lies (lie.go) or writes a trace (trace.go) as the
// card's personality has it, and asks the application (application.go): the APDU is
// taken apart (command.go), chains are joined, and select.go, objects.go, pin.go,
// authenticate.go, admin.go or generate.go answers with data and a status word
// (status.go). link.go keeps the connection to a reader of vpcd, desk.go has readers
// in process, behind the interface by which package card speaks to cards.
//
// Units: times are time.Duration, sizes are bytes, PINs are digits as a person types
// them. Any bytes may be sent: the answer is a status word, never a panic. Errors
// are those of putting a card together and of reaching a reader; none shows a PIN.
//
// Sources: SP 800-73-4 parts 1 and 2, SP 800-78-4, ISO 7816-4; the messages of vpcd
// as its manual tells them.
package virtual
