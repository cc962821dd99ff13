// Package readiness judges an estate by notices, at an instant or over a range
// of them, and answers what an IT team, a Registration Authority and a service
// owner ask: who is done and who is not, what to do first, who will be stopped
// and when.
//
// Report (report.go) is everything that is told about one instant; the formats
// in which it is given only render it.
//
// The package is pure: the estate, the notices and the instants are arguments.
package readiness
