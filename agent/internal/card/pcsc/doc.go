// Package pcsc reaches the card readers of the machine by PC/SC, without cgo:
// winscard.dll on Windows, libpcsclite.so.1 on Linux, PCSC.framework on macOS. On
// Linux the environment variable PCSCLITE_CSOCK_NAME works, since the library reads
// it; a program that has this package needs a machine with glibc there.
//
// What it decides: how the library is called (which differs by system in the size of
// numbers, in packing and in names, layout.go), how long a call may take, and what
// its codes mean. What it does not: what is said to a card. That is package card.
//
// Establish (context.go) opens a way to the service. Look (look.go) tells the
// readers and what is in them, Watch (watch.go) what comes and goes; both connect to
// nothing. Connect (connect.go) connects to a card, T=0 or T=1 and never RAW, which
// spoils later connections. A *Card is a card.Transmitter (transmit.go). Commands
// that belong together go into Within (transaction.go), so that no other program
// comes between. Attributes and Features (attribute.go, feature.go) tell about the
// reader. A connection in which a PIN was verified ends with Close(ctx, Reset), else
// the next program finds the card open.
//
// Every call runs in a goroutine of its own under a watchdog (call.go): a call whose
// context ends is left behind, the error says so, and nothing else is sent through
// that Context while the call hangs (card.ErrAbandoned). Waiting for changes can be
// cancelled; connecting, transmitting and beginning a transaction cannot, on any
// system: the goroutine stays until the driver returns. What a call that was left
// behind opens after all is closed again. Buffers are on the heap, pinned, and belong
// to the call until it returns.
//
// Errors are *Error with the code, its name, words and a remedy, and *LibraryError
// when there is no library; both are one of the errors of package card by errors.Is.
// A service that is not there yet is card.ErrNoService: Establish again later, as
// Watch does by itself.
//
// What cannot be tried without a Windows or a Mac is tried through their layouts with
// a library made in Go. Sources: PC/SC workgroup, parts 3, 5 and 10; Microsoft's
// winscard.h and winsmcrd.h; the headers of pcsc-lite 1.9.9 and of macOS.
package pcsc
