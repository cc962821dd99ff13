// Package memory is memory that Go's collector does not own: what a module of C is
// handed, and where a PIN lies.
//
// A pointer that stands as a number among the bytes of a structure is invisible to
// the collector, and a stack of Go moves. So whatever a module sees lies in an
// [Arena], which is mapped once and stays where it is. Between two pages that nobody
// may touch a module that writes on and on ends its own process instead of changing
// Go's memory unseen, and a mark behind every piece shows a shorter overrun.
//
// A [PIN] has a page of its own, which is kept out of the swap file and of core dumps
// where the system allows it, and is wiped as soon as it is not needed. It prints as
// a word, whatever prints it.
//
// What this package can not promise: bytes that the caller read a PIN into before,
// copies that a module makes, and what the system wrote to a disk before it locked
// the page.
package memory
