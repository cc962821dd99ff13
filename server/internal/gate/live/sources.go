package live

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Sources are where the page and the metrics take from what is not counted here.
// Each is asked at every reading, once a second for each open page, and must
// answer at once. One that is nil is not told about.
type Sources struct {
	Clock        func() Clock
	Plan         func() Plan
	Budget       func() Budget
	Journal      func() Journal
	Certificates func() []Certificate

	// Hold makes warnings of all blocks, and Release gives the plan back. by and
	// reason are what the operator typed, each one line and never empty.
	Hold, Release func(ctx context.Context, by, reason string) error
	// Record finds a decision by its code, which is well formed. ErrNoRecord if
	// there is none.
	Record func(ctx context.Context, code string) (Record, error)

	// Hosts are the names, without port, by which browsers and Prometheus call this
	// address beside localhost and numbers. Any other name in a Host header is
	// refused: it may be that of a stranger's page whose name was pointed here.
	Hosts []string
}

// ErrNoRecord says that there is no decision of a code, or no longer.
var ErrNoRecord = errors.New("no decision with this code is kept")

// Clock is the gate's clock. The page tells all times by the zone of Now.
type Clock struct {
	Now       time.Time `json:"now"`
	Rehearsal bool      `json:"rehearsal"`        // it does not go by the machine's time
	Rate      float64   `json:"rate"`             // how many of its seconds pass in one; 0 is 1
	Doubt     string    `json:"doubt,omitempty"`  // why blocks must not go by it; "" = it is sound
	OffBy     Seconds   `json:"offBySeconds"`     // the machine's clock ahead of it, or behind if below 0
	SoundAt   time.Time `json:"soundAt,omitzero"` // when the new time will be adopted, if it stays
	Doubts    uint64    `json:"doubts"`           // how often it came into doubt, since the process began
}

// Seconds is a span of time that JSON has in seconds.
type Seconds time.Duration

// MarshalJSON writes seconds, with a fraction if there is one.
func (s Seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(time.Duration(s).Seconds())
}

// Plan is what is in force.
type Plan struct {
	Loaded  bool      `json:"loaded"` // there is one; else nobody is asked for anything
	Digest  string    `json:"digest"`
	Since   time.Time `json:"since,omitzero"` // in force here
	Armed   bool      `json:"armed"`
	Why     string    `json:"why"` // it is armed or not, a sentence
	Files   []File    `json:"files"`
	Pending *Pending  `json:"pending,omitempty"`
	Hold    *Hold     `json:"hold,omitempty"` // nil: nothing is held

	// The windows of blocks of the plan, whether it is armed or held or not.
	Open   []Window `json:"open"`
	Next   *Window  `json:"next,omitempty"`
	Last   *Window  `json:"last,omitempty"`   // the one that ended last; nil: none did yet
	Always []string `json:"always,omitempty"` // requirements that block now without a window
}

// File is one file of the plan.
type File struct {
	Path     string    `json:"path"`
	Kind     string    `json:"kind"` // notice, exemptions or pauses
	Name     string    `json:"name"` // such as care-identity-2025 revision 2
	LoadedAt time.Time `json:"loadedAt,omitzero"`
	// Problem says why what the file holds now is not in force: the last that could
	// be read is. "" = all is well.
	Problem string `json:"problem,omitempty"`
}

// Pending is a change that is read and not yet in force.
type Pending struct {
	Digest string    `json:"digest"`
	ReadAt time.Time `json:"readAt"`
	Takes  time.Time `json:"takes,omitzero"` // when it will be in force; zero: not known
	Armed  bool      `json:"armed"`
	Why    string    `json:"why"` // it waits, a sentence
}

// Hold is why no block holds.
type Hold struct {
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
}

// Window is a span in which a requirement blocks.
type Window struct {
	Notice      string    `json:"notice"`
	Requirement string    `json:"requirement"`
	Title       string    `json:"title"` // of the requirement
	Name        string    `json:"name"`  // of the window, such as agent-intervals/first
	From        time.Time `json:"from"`
	Until       time.Time `json:"until"`
}

// Budget is how many may be locked out within an hour, and how many are.
type Budget struct {
	All           Spent       `json:"all"`
	Organisations []SpentHere `json:"organisations"` // tripped ones and those nearest to it
	// Unproven are refusals of nobody who is known: they page, and open nothing.
	Unproven Meter `json:"unproven"`
}

// Spent is how much of a budget is used.
type Spent struct {
	Used    int       `json:"used"`
	Limit   int       `json:"limit"`
	Unit    string    `json:"unit"` // what is counted, in the plural, such as people
	Tripped bool      `json:"tripped"`
	Since   time.Time `json:"since,omitzero"` // it tripped
	Until   time.Time `json:"until,omitzero"` // when blocks come back if no more are locked out
	Why     string    `json:"why,omitempty"`  // a sentence, where there is more to say
}

// SpentHere is the budget of one organisation.
type SpentHere struct {
	Organisation string `json:"organisation"`
	Spent
}

// Meter is what is counted beside the budget.
type Meter struct {
	Used  int       `json:"used"`
	Limit int       `json:"limit"` // beyond which somebody is paged
	Paged time.Time `json:"paged,omitzero"`
}

// Journal is where decisions are kept.
type Journal struct {
	Dir            string    `json:"dir"` // "" = nothing is kept
	Writable       bool      `json:"writable"`
	Why            string    `json:"why,omitempty"` // not, and what to do
	Kept           uint64    `json:"kept"`          // decisions, since the process began
	Unsynced       int       `json:"unsynced"`      // written, and not yet safe from a power loss
	DetailDropped  uint64    `json:"detailDropped"` // decisions kept without their detail, to save room
	Bytes          int64     `json:"bytes"`         // on disk
	FreeBytes      int64     `json:"freeBytes"`     // on the disk; -1 = not known
	Oldest         time.Time `json:"oldest,omitzero"`
	Damaged        int       `json:"damaged"` // lines that could not be read back
	UncleanRestart bool      `json:"uncleanRestart,omitempty"`
}

// Certificate is one that the gate shows to clients or to the service.
type Certificate struct {
	Use      string    `json:"use"` // such as front, old-tls
	Subject  string    `json:"subject"`
	NotAfter time.Time `json:"notAfter"`
}

// Record is a decision as it was kept.
type Record struct {
	Code string
	At   time.Time
	// Told is the record in words, by lines; nil: there are none.
	Told []string
	// JSON is all that is kept.
	JSON json.RawMessage
}
