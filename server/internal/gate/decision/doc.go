// Package decision is what the gate decided about one sign-in, as its parts tell
// each other.
package decision
