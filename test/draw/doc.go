// Package draw has property tests draw until they have seen enough.
//
// A property that holds for all that was drawn shows little where the cases that
// matter did not come up. Such tests count what they saw, and end by the count
// instead of by chance.
package draw
