// Package refusal puts a refusal or a warning in words, in the form that the
// client reads.
package refusal

import "time"

// Words are what a person, and those who help, are told of a decision.
type Words struct {
	Blocked bool // refused; else warned
	Code    string
	At      time.Time // in the zone in which times are told
	// Tell is for the person, a sentence each; Unsure says that something could
	// not be checked.
	Tell   []string
	Unsure bool
	// Reasons are for those who mend, one for each requirement that fell short.
	Reasons []Reason
	// Until is when it will work again, on what is known; zero: no end is in sight.
	Until time.Time
	// Devices are others of the same organisation that are known to be good.
	Devices  []string
	Contacts []Contact
	// Begins is since when this is warned of, and Ends from when it is refused for
	// good; zero: not said. For a warning.
	Begins, Ends time.Time
	// Next is when it is refused next; zero: not known.
	Next time.Time
}

// Reason is one requirement that fell short.
type Reason struct {
	Requirement, Title, Why string
	Do, Who, Say            string
	Unknown                 bool // not known to fall short
}

// Contact is whom to ring.
type Contact struct {
	Team  string // in words, such as IT team
	Name  string
	Phone string
	Email string
	Hours string
}
