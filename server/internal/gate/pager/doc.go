// Package pager tells somebody by webhook what must not wait until a person looks
// at the live page: a lock-out budget that is spent, a meter that runs over.
//
// [Pager.Page] never waits: a page goes into a short queue, in which the newest
// state of each matter is kept (queue.go), and a goroutine sends it (send.go) as
// JSON in a POST request, signed as Standard Webhooks 1.0.0 has it (sign.go). A
// receiver that is slow, gone or failing is tried again [MaxTries] times, ever
// more seldom; redirects are not followed. What could not be delivered is told in
// [Status], for the live page and the metrics: it is the only other way to learn
// of it.
//
// What it does not do: decide what is worth a page, or remember pages over a
// restart. Who pages says a matter once; what is sent again after a failure has
// the same webhook-id, so that a receiver can tell.
//
// Pages name organisations and numbers, never people, devices or addresses.
//
// Errors: [New] and [ReadSecret] say what is wrong with the configuration.
// Nothing else returns one.
//
// Units: the instants of a page are the gate's clock, that of a signature is the
// machine's.
package pager
