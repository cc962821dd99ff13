// Package sample is invented devices: one that is well and three that are sick, each
// as a recording of the agent would have it, with a card in the reader. They are for
// people who want to see what the agent shows, for the tour, and for tests: what the
// checks find on them is held by golden files.
//
// [Devices] returns them (sample.go). Each has a file named after it; parts.go has
// what several share. They were all taken at one instant, [Taken], so that the same
// notices say the same about them every time.
//
// Everything in them is invented and says so: names, numbers, certificates. Facts of
// the world are versions, names of products, hosts of the service and ATRs; the
// addresses are those kept for documentation (RFC 5737).
package sample
