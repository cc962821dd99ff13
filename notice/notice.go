package notice

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

// Language is the newest version of the notice language that this program
// reads. A file that asks for more is refused.
const Language = 1

// Bounds of one file and of what it expands to.
const (
	MaxBytes        = 1 << 20
	MaxRequirements = 1000
	MaxWindows      = 20_000
	MaxSteps        = 2 * predicate.MaxCost // of all conditions together, for one sign-in
)

// Notice is one revision of a notice, read and checked.
type Notice struct {
	File         string // as given to Parse
	ID           string
	Revision     int
	Title        string
	Published    civil.Point
	Source       string
	Zone         *civil.Zone
	Contact      Contact
	Fresh        time.Duration // older facts count as missing; 0 = not said
	Requirements []*Requirement
	Windows      []*WindowList
	NoBlock      []NoBlockDay
	Pauses       *PauseBudget // nil: there are no pauses
	Services     []*Service
	Levels       []*Level
	Catalogue    *Catalogue
	CardTypes    map[string][]int // the series that a type of card may have
	Supersedes   []Supersession
	Corrections  []Correction

	root        *text.Node
	publishedAt time.Time
	quiet       []stretch // the days without blocks, in order
}

// Contact is whom a notice names for questions.
type Contact struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// IsZero reports whether nobody is named.
func (c Contact) IsZero() bool { return c == Contact{} }

// Requirement is one rule, over one kind of subject.
type Requirement struct {
	ID       string
	Of       string // card, device, client, connection, application or person
	Title    string
	Why      string
	Remedy   *Remedy     // nil: none was written
	Escalate *Escalation // nil: it has no service-desk case
	Due      *Due
	Phases   []*Phase
	Use      []string      // the uses it is about; none = every use
	Unknown  Action        // what an unknown finding asks for at the most
	Absent   Action        // the same where the subject itself was not given
	Fresh    time.Duration // 0 = the notice's
	Combine  string        // every or any

	applies *predicate.Predicate // nil: it always applies
	met     *predicate.Predicate
	subject predicate.Object
	node    *text.Node
}

// AppliesSource returns the condition under which the requirement applies, as
// written; "" if it always does.
func (r *Requirement) AppliesSource() string {
	if r.applies == nil {
		return ""
	}
	return r.applies.Source
}

// MetSource returns the condition that must hold, as written.
func (r *Requirement) MetSource() string { return r.met.Source }

// Remedy is what mends an unmet requirement. Remedies with one Do are one
// action.
type Remedy struct {
	Do    string   `json:"do,omitempty"`
	Who   string   `json:"who,omitempty"` // it-team, registration-authority, supplier, person or national
	Say   string   `json:"say,omitempty"` // to those who mend
	Tell  string   `json:"tell,omitempty"`
	After []string `json:"after,omitempty"` // actions that come first
	// Disruptive is what doing it does to people at work, and when to do it
	// therefore; "" = nothing is said.
	Disruptive string `json:"disruptive,omitempty"`
}

// Escalation is what a service-desk case about a requirement carries.
type Escalation struct {
	To      string
	Subject string
	Include []string
}

// Due is the day through whose end a requirement may be met, as announced.
type Due struct {
	Date civil.Point
	Said string
}

// Phase is what a requirement asks for in one stretch of time.
type Phase struct {
	ID        string // its position from 1 where none was written
	From      civil.Point
	Until     civil.Point // zero: it does not end
	Action    Action
	During    string  // the window list of a block; "" = always
	Otherwise Action  // of a block with During, outside its windows
	Unknown   *Action // overrides the requirement's; nil = it does not
	Refuse    string  // words or handshake
	Fail      string  // open or closed
	Said      string
	Observed  *Observed

	where *predicate.Predicate // nil: everywhere
	list  *WindowList          // of a block with During; nil: it blocks always
	from  int64                // Unix nanoseconds
	until int64                // maxInstant: it does not end
	node  *text.Node
}

// WhereSource returns the condition under which the phase holds, as written.
func (p *Phase) WhereSource() string {
	if p.where == nil {
		return ""
	}
	return p.where.Source
}

// Observed is what really happened, beside what was announced.
type Observed struct {
	At     civil.Point
	Source string
}

// PauseBudget is how long an organisation may pause a notice for itself.
type PauseBudget struct {
	Budget  time.Duration // in a calendar year of the notice's zone
	Longest time.Duration // one pause; 0 = the budget
	Gives   Action        // what is asked for at the most while paused
}

// Supersession takes requirements out of another notice.
type Supersession struct {
	Notice       string
	Requirements []string
}

// Correction records what the publisher got wrong.
type Correction struct {
	Was, Is, Source string
}

// Action is what a finding asks for: the stronger of two wins.
type Action uint8

// The actions, from the weakest.
const (
	Observe Action = iota
	Warn
	Block
)

// String returns observe, warn or block.
func (a Action) String() string { return [...]string{"observe", "warn", "block"}[a] }

// Decision returns the action as a decision about a sign-in: allow, warn or
// block. Observing asks for nothing.
func (a Action) Decision() string { return [...]string{"allow", "warn", "block"}[a] }

// MarshalText writes the action as String does.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (a *Action) UnmarshalText(text []byte) error {
	v, ok := parseAction(string(text))
	if !ok {
		return fmt.Errorf("%.40q is not an action; write observe, warn or block", text)
	}
	*a = v
	return nil
}

func parseAction(s string) (Action, bool) {
	for a := Observe; a <= Block; a++ {
		if a.String() == s {
			return a, true
		}
	}
	return 0, false
}

const maxInstant = int64(1<<63 - 1)
