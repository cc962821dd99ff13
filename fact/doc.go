// Package fact holds the values that can be known about cards, devices,
// clients, connections, applications, people and organisations, and the closed
// table of attributes under which they are known.
//
// It decides how outside text becomes a value and how values compare: versions
// ([Version]), ranges of them ([Range]), protocol versions ([TLS]), and the
// cells of a software inventory ([Cell]). It judges nothing: what must be true
// of a value, and from when, is a notice's affair.
//
// Everything here is pure: no clock, no files, no network. Both programs use
// it, so it imports the standard library only.
//
// What is missing is never guessed. A question that the evidence cannot answer
// is answered with [Unknown], the zero [Truth].
//
// Text that cannot be read gives a [*ParseError], which says what was expected
// and how to write it.
package fact
