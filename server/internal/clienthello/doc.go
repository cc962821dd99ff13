// Package clienthello reads ClientHellos, makes of one what may be kept, and reads
// what was kept. The gate's door does the first two with what clients send; who
// tells a refused handshake again does the last.
//
// [Parse] reads a message (hello.go), [ParseSSL2] the older form (ssl2.go), and
// [Hello.JA4] is a client's fingerprint (ja4.go). [Mask] keeps of the bytes that were sent what
// says how a client speaks, and zeros what says who it is (mask.go). [Read] reads
// such bytes, whole or cut (read.go). The names of numbers are in names.go.
//
// It is lenient, since it decides nothing: an extension that cannot be read has only
// its type. Package tls reads the same bytes and is not. What that accepts, this
// reads, and alike: see FuzzHello of the door.
package clienthello
