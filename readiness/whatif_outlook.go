package readiness

import "github.com/lanyard-id/lanyard/notice"

// Outlook is what a range of time brings, told at each change of the notices, by
// the facts of today. Instants are RFC 3339 in the zone of the notices; "" =
// there is none. Lists are never nil.
type Outlook struct {
	From  string        `json:"from"`
	Until string        `json:"until"` // not included
	Known string        `json:"known"` // what was known by then counts; later sign-ins do not
	Zone  string        `json:"zone"`  // in which civil times are meant
	Zones string        `json:"zones"` // the zone data by which civil times were read
	Each  string        `json:"each"`  // what a step is: EachChange, or a longer time
	Told  string        `json:"told"`  // what people are told from, as People.From; "" = who works with what is not known
	Weeks *OutlookWeeks `json:"weeks,omitempty"`
	Base  OutlookSide   `json:"base"`            // by the notices that are given
	Other *OutlookSide  `json:"other,omitempty"` // by those to compare with; nil: none are
	Steps []OutlookStep `json:"steps"`           // one after the other, without gaps
	Notes []string      `json:"notes"`           // what was decided, in words
}

// What a step of an Outlook is.
const (
	EachChange = "change" // a time in which the notices ask for the same
	EachDay    = "day"    // days on which the same happens; the worst of each counts
	EachWeek   = "week"
	EachMonth  = "month"
	EachYear   = "year"
)

// MaxSteps is how many steps an outlook has at the most. Where the notices change
// more often, a step is a day, or whatever longer time it takes.
const MaxSteps = 120

// OutlookWeeks is which sign-ins stand for those to come.
type OutlookWeeks struct {
	From    string `json:"from"`
	Until   string `json:"until"` // not included
	Weeks   int    `json:"weeks"` // 1 to MaxWeeks; counts are those of an average week among them
	SignIns int    `json:"signIns"`
}

// MaxWeeks is of how many weeks sign-ins are used at the most: enough to even out
// a quiet week, and not so many that they are those of another season.
const MaxWeeks = 4

// OutlookSide is the whole range by one set of notices.
type OutlookSide struct {
	Notices []notice.Edition `json:"notices"`        // all that are in force at some time of the range
	Peak    *OutlookPeak     `json:"peak,omitempty"` // nil: nothing is stopped
	SignIns *SignInCount     `json:"signIns,omitempty"`
}

// OutlookPeak is the first step in which most is stopped: by people stranded, then
// people, then devices, clients and cards, then sign-ins.
type OutlookPeak struct {
	At    string `json:"at"`
	Until string `json:"until"`
	OutlookStop
}

// OutlookStep is a time in which the same blocks and, but for one in a hundred, as
// much is stopped.
type OutlookStep struct {
	At    string       `json:"at"`
	Until string       `json:"until"`
	Base  OutlookStop  `json:"base"`
	Other *OutlookStop `json:"other,omitempty"`
}

// OutlookStop is what is stopped in a step. What is dormant or closed is not
// counted.
type OutlookStop struct {
	// Worst is the instant that the counts are of, where it is not the first of
	// the step.
	Worst    string   `json:"worst,omitempty"`
	Blocking []string `json:"blocking"` // requirements that block somewhere
	Working  int      `json:"working"`  // people who are not stopped; an expired card stops nobody here
	Stopped
	Clients       int          `json:"clients"`
	Organisations int          `json:"organisations"`     // with somebody or something that is stopped
	SignIns       *SignInCount `json:"signIns,omitempty"` // in the whole step; nil: of no week they are known
	First         *OutlookTask `json:"first,omitempty"`   // nil: nothing is stopped, or no action is known
}

// SignInCount is how sign-ins end.
type SignInCount struct {
	Allowed int `json:"allowed"`
	Warned  int `json:"warned"`
	Blocked int `json:"blocked"`
}

// OutlookTask is the action by which most of what is stopped would not be.
type OutlookTask struct {
	Do      string `json:"do"`
	Who     string `json:"who,omitempty"`
	Say     string `json:"say,omitempty"`
	People  int    `json:"people"` // whom it helps to work; 0 where people are not known
	SignIns int    `json:"signIns"`
	Devices int    `json:"devices"`
	Cards   int    `json:"cards"`
	Clients int    `json:"clients"`
}
