package refusal

import "time"

// Words are what a person, and those who help, are told of a decision. Texts may
// be of any length and content; what is told of them is cut (limits.go).
type Words struct {
	Blocked bool // refused; else warned
	// Spared says that it was to be refused, and was let in with a warning all the
	// same: the block is held, or too many were stopped by it.
	Spared bool
	Code   string    // "" = it has none
	At     time.Time // when it was decided, in the zone in which times are told
	// Tell is for the person, a sentence each; Unsure says that something could
	// not be checked.
	Tell   []string
	Unsure bool
	// Reasons are for those who mend, one for each requirement that fell short or
	// could not be checked.
	Reasons []Reason
	// Until is when it will work again, on what is known; zero: no end is in sight.
	// It is not told of a warning.
	Until time.Time
	// Next is when it is refused next, after Until where it is refused now; zero:
	// not known.
	Next time.Time
	// Begins is since when this is asked for, and Ends from when it is refused for
	// good; zero: not said.
	Begins, Ends time.Time
	// Devices are others of the same organisation that are known to be good.
	Devices []string
	// Carried says that what falls short is the person's own, such as the card:
	// another computer does not help.
	Carried  bool
	Contacts []Contact
	// Sources are the pages on which the notices were published.
	Sources []string
	// Home is where the client reaches the gate's own pages: an address such as
	// https://gate.example.org, or "/" for the host that it asked; "" = nowhere,
	// and nothing leads there.
	Home string
	// Session is what the client calls its attempt, such as a log_session_id; a
	// gpOBJECT answer says it back. "" = nothing.
	Session string
}

// Reason is one requirement that fell short.
type Reason struct {
	Requirement, Title, Why string
	Do, Who, Say            string
	Unknown                 bool // not known to fall short
	Blocks                  bool // it asks to block; else to warn
}

// Contact is whom to ring.
type Contact struct {
	Team  string // as notices name it, such as it-team, or in words
	Name  string
	Phone string
	Email string
	Hours string // as written
	// There says whether anybody is there by these hours, and Changes when that
	// changes; zero: not known. Present sets them.
	There   Presence
	Changes time.Time
}

// Presence is whether anybody is there.
type Presence uint8

// What can be said of it.
const (
	Unsaid Presence = iota // the hours are not given, or cannot be read
	There
	Away
)
