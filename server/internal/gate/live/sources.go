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
	Door         func() Door
	Pager        func() Pager

	// Organisation tells what the operator's own files call an organisation, and
	// Contact whom to ring there; "" = they do not say. Contact is asked for those that
	// are shown, Organisation for all where the page is searched.
	Organisation func(code string) string
	Contact      func(code string) (name, phone, hours string)

	// Report is the file of the report of the last window; "" = there is none.
	Report func() string

	// Hold makes warnings of all blocks, and Release gives the plan back. by and
	// reason are what the operator typed, each one line and never empty.
	Hold, Release func(ctx context.Context, by, reason string) error
	// Reset closes what a budget opened, so that blocks hold again there: for one
	// organisation, or with all set for everybody.
	Reset func(ctx context.Context, organisation string, all bool, by, reason string) error
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
	Why     string    `json:"why"`             // it is armed or not, a sentence
	Stale   string    `json:"stale,omitempty"` // a newer file needs a newer program, a sentence
	Files   []File    `json:"files"`
	Pending *Pending  `json:"pending,omitempty"`
	Hold    *Hold     `json:"hold,omitempty"` // nil: nothing is held

	// The windows of blocks of the plan, whether it is armed or held or not.
	Open []Window `json:"open"`
	Next *Window  `json:"next,omitempty"`
}

// File is one file of the plan.
type File struct {
	Path  string `json:"path"`
	Kind  string `json:"kind"`            // notice, exemptions or pauses
	State string `json:"state,omitempty"` // such as in force, waits, broken
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
	Why    string    `json:"why"`             // it waits, a sentence
	Files  []string  `json:"files,omitempty"` // that change
}

// Hold is why no block holds.
type Hold struct {
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
}

// Window is a span in which a requirement blocks. A block for good is one without
// an end.
type Window struct {
	Notice      string    `json:"notice"`
	Requirement string    `json:"requirement"`
	Title       string    `json:"title"`            // of the requirement
	Name        string    `json:"name"`             // of the window, such as agent-intervals/first; "" or / = it has none
	Places      bool      `json:"places,omitempty"` // in some places only
	From        time.Time `json:"from"`
	Until       time.Time `json:"until,omitzero"` // zero: for good
}

// Budget is how many may be locked out within an hour, and how many are.
type Budget struct {
	All           Spent       `json:"all"`
	Organisations []SpentHere `json:"organisations"`     // tripped ones and those nearest to it
	More          int         `json:"more"`              // organisations that are not listed
	Tripped       int         `json:"tripped"`           // all organisations that are, those not listed among them; 0 = those that are listed
	Problem       string      `json:"problem,omitempty"` // why what is open is not kept over a restart
	Proven        *Proven     `json:"proven,omitempty"`
	// Unproven are refusals of nobody who is known: they page, and open nothing.
	Unproven Meter `json:"unproven"`
}

// Proven is how many identities count, because a sign-in that was accepted carried
// them in the last 7 days.
type Proven struct {
	People    int64  `json:"people"`
	Devices   int64  `json:"devices"`
	Addresses int64  `json:"addresses"`
	Full      int64  `json:"full"`              // found no room, and were not remembered
	Problem   string `json:"problem,omitempty"` // why they are not kept over a restart
}

// Spent is how much of a budget is used.
type Spent struct {
	Used    int       `json:"used"`
	AtLeast bool      `json:"atLeast,omitempty"` // there are more than are counted
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
	Brief          bool      `json:"brief"`         // details are being left out now
	Reserve        int64     `json:"reserve"`       // bytes that are set aside for when the disk is full
	Segments       int       `json:"segments"`      // files
	Bytes          int64     `json:"bytes"`         // on disk
	FreeBytes      int64     `json:"freeBytes"`     // on the disk; -1 = not known
	Oldest         time.Time `json:"oldest,omitzero"`
	Damaged        int       `json:"damaged"` // lines that could not be read back
	UncleanRestart bool      `json:"uncleanRestart,omitempty"`
	Lost           int       `json:"lost,omitempty"` // decisions that may be missing since the last loss of power, at most
}

// Certificate is one that the gate shows to clients or to the service.
type Certificate struct {
	Use      string    `json:"use"` // such as front, old-tls
	Subject  string    `json:"subject"`
	NotAfter time.Time `json:"notAfter"`
	// Left is how long until then by the machine's clock. The page finds it out.
	Left Seconds `json:"leftSeconds"`
}

// Door is how it stands with connections.
type Door struct {
	Open     int               `json:"open"`
	Greeting int               `json:"greeting"` // their handshake is not done
	Idle     int               `json:"idle"`     // between two requests
	OldTLS   uint64            `json:"oldTLS"`   // were let in by the old configuration, since the process began
	Away     map[string]uint64 `json:"away"`     // did not get as far as a request, by why
}

// Pager is how it stands with the webhook that pages.
type Pager struct {
	To        string `json:"to"` // "" = nobody is paged
	Waiting   int    `json:"waiting"`
	Delivered uint64 `json:"delivered"`
	Failures  uint64 `json:"failures"`          // attempts that failed
	Lost      uint64 `json:"lost"`              // pages that were given up
	Trouble   string `json:"trouble,omitempty"` // of the last attempt; "" = it was taken
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
