// Package tokens measures signatures by a PKCS #11 module: Lanyard's way, without cgo
// and with the module in a process of its own, beside pkcs11-tool and beside a program
// in C that makes the same calls with nothing around them.
//
// The token is SoftHSM's, with an RSA key of 2048 bits: a card takes half a second for
// what it does in half a millisecond, so that what is around a signature shows here
// and nowhere else.
//
// The walk: bench.go makes the token and the programs, once, and says which pairs are
// compared; run.go runs the sides. What it needs is looked for in bench.go: where
// something is missing there are no rows.
package tokens
