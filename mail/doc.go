// Package mail writes service-desk cases as drafts: .eml files that a mail
// program opens ready to be sent, and that nobody sends but the person.
//
// A [Case] is one cause with all that it holds up (case.go). [Compose] (compose.go)
// writes it: the header (header.go) with the exact subject, the
// text (text.go) in plain English with the evidence, and the evidence as JSON
// attached. [Open] (open.go) gives the file to the mail program.
//
// A draft has no From, though RFC 5322 §3.6 asks for one: the mail program fills
// in whose it is. X-Unsent is what makes mail programs open it as a draft
// (Microsoft's MS-OXCMAIL; Thunderbird and Apple Mail follow it).
//
// Nothing of outside reaches a header but the subject and the address, and
// neither with a line end in it; the same case always gives the same bytes. The
// few headers and two parts are written here, because a mail library would add
// its own From, Message-ID, boundary and agent and would have to be kept from
// it.
//
// Units: sizes are bytes of the file. Instants are arguments.
//
// Errors say what of the case cannot be sent and what to change; [ErrTooLarge]
// is told apart, because the remedy is to take fewer subjects.
//
// Sources: RFC 5322 (messages), RFC 2045 to 2047 and 2183 (MIME), RFC 1952
// (gzip).
package mail
