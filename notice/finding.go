package notice

import (
	"fmt"
	"time"
)

// Result is what a requirement says of a subject at an instant.
type Result uint8

// The results.
const (
	NotApplicable Result = iota
	Met
	Unmet
	Unknown
	Exempt
)

// String returns the result as answers write it.
func (r Result) String() string {
	return [...]string{"not-applicable", "met", "unmet", "unknown", "exempt"}[r]
}

// MarshalText writes the result as String does.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (r *Result) UnmarshalText(text []byte) error {
	v, ok := parseResult(string(text))
	if !ok {
		return fmt.Errorf("%.40q is not a result", text)
	}
	*r = v
	return nil
}

func parseResult(s string) (Result, bool) {
	for r := NotApplicable; r <= Exempt; r++ {
		if r.String() == s {
			return r, true
		}
	}
	return 0, false
}

// Finding is one requirement's result for one sign-in, before it is put in
// words.
type Finding struct {
	Requirement *Requirement
	Notice      *Notice
	Result      Result
	InForce     Action // what the phase asks for, after pauses and days without blocks
	Asks        Action // what this finding asks for
	Phase       *Phase // nil: none is in force
	Window      *Span  // the window that is open; nil outside windows
	Paused      bool
	Exemption   *Exemption // of an exempt finding

	rule           *rule
	otherUse       bool // the requirement is not about the use
	appliesUnknown bool
	ifUnknown      Action // what an unknown finding asks for at the most
}

// Verdict is the answer about one sign-in. It can be used again for the next.
type Verdict struct {
	Decision Action
	At       time.Time
	Findings []Finding // every requirement in force, in the order of the files

	exemptions []*Exemption // those in force, one for each requirement that they name
}

// Told is a finding in words, as answers in JSON list it.
type Told struct {
	Requirement string   `json:"requirement"`
	Result      Result   `json:"result"`
	Action      Action   `json:"action"`
	Until       string   `json:"until,omitempty"` // RFC 3339, in the notice's zone
	Why         string   `json:"why"`
	Do          string   `json:"do,omitempty"`
	Who         string   `json:"who,omitempty"`
	Say         string   `json:"say,omitempty"`
	Tell        string   `json:"tell,omitempty"` // to the person, where it is unmet
	Contact     *Contact `json:"contact,omitempty"`
}

// Edition names a revision that an answer was given by.
type Edition struct {
	Notice   string `json:"notice"`
	Revision int    `json:"revision"`
}
