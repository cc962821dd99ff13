// Package card reads smartcards: what a card says when it is reset, what its PIV
// application tells without a PIN, and how its PIN stands. It knows bytes and
// nothing of readers: whatever can transmit a command (Transmitter) has a card.
// Package pcsc below it has the readers of the machine, package pkcs11 the modules
// of vendors, package virtual a card without plastic.
//
// What it decides: what an ATR means (atr.go) and which products and series are
// known by it (series.go, each line with its source); how data of cards is cut into
// objects (tlv.go); how a command goes out in parts and an answer comes in parts
// (apdu.go, exchange.go); what a status word means (status.go, errors.go). What it
// does not: whether a card is good. That is for the checks, with a notice.
//
// A look at a card goes through Look (contents.go): SelectPIV (piv.go), the number
// of the card (chuid.go), the certificates of four slots (object.go,
// certificate.go), the tries left (pin.go; discovery.go tells of which PIN). No PIN
// is needed and no try is spent. Verify (pin.go) is the only call that can spend
// one, and Sign (sign.go) needs it before. A PIV answers only while its application is selected:
// several commands that belong together need a transaction around them (package
// pcsc, Within).
//
// Cards are strangers. Lengths, numbers of parts and sizes have bounds
// (limits.go); what cannot be read is a fault of the part it is in, and the rest is read.
// Signatures are verified before anybody relies on them.
//
// Errors are types: *StatusError has the status word, *PINError the tries left, and
// both, like those of pcsc, are one of the errors in errors.go by errors.Is.
// TriesLeft takes the number out of any of them. PINs are []byte, wiped after use,
// and no log can get them: Traced (trace.go) shows what carries no secret and hides
// the rest.
//
// Lengths are in bytes, dates are instants, slots and PIN references are the
// numbers of NIST SP 800-73-4. Sources: ISO/IEC 7816-3 and 7816-4, NIST SP 800-73-4
// and SP 800-78-5, RFC 5280 and 8017.
//
// Cards of the care identity service of series 4 to 6 are not PIV cards, and of
// those that came later not all may be: for them the ATR is known here, and the rest comes
// from the vendor's module.
package card
