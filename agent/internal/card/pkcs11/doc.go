// Package pkcs11 uses PKCS #11 modules, without cgo: it loads one, asks it for its
// slots, tokens, mechanisms and certificates, gives it a PIN that a person typed,
// and has it sign. It changes nothing on a token, and it decides nothing about cards.
//
// A module is the code of a vendor, in this process. It may crash, hang, end the
// process or write where it wants; programs therefore use it through package apart,
// which keeps it in a child. Here what can be held is held: every count and length
// that a module gives is bounded before it is believed (limits.go), texts are made
// fit to be shown, what it writes lies in memory with marks behind every piece
// (package memory), and a file that is no module is never loaded (package image).
//
// The walk of a signature: Open in load.go and module.go looks at the file, loads it
// (library_unix.go, library_windows.go), reads its list of functions and initialises
// it for one thread. OpenSession, Login (login.go), Key and Sign (sign.go) each make
// a frame (frame.go), which holds the module's lock and the memory of one call;
// structures are written and read by package layout. Signer (signer.go) gives all
// this the form of crypto.Signer.
//
// # PINs
//
// A PIN is a [PIN], in locked memory, wiped by whoever made it. C_Login is called
// once for each call of [Session.Login], and never by anything else here but the
// signature of a key that asks again, with the PIN that was given for that key. A
// token that calls itself blocked, or on its last try, is not asked unless the person
// knows.
//
// # Errors
//
// [LoadError]: the module could not be loaded, and why. [Error]: a return value, with
// the function, its words for a person, and the tries left where the token says.
// [Malformed]: an answer that breaks the standard. ErrBlocked, ErrLastTry,
// ErrPINLength, ErrNoPIN, ErrAsksAgain: nothing was asked of the card.
//
// PKCS #11 has no number of tries, only flags; see [Tries].
//
// Lengths are in bytes. Deadlines are package apart's: a call of C cannot be stopped.
//
// Source: PKCS #11 Cryptographic Token Interface Base Specification v2.40 and Current
// Mechanisms v2.40 (OASIS).
package pkcs11
