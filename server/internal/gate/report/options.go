package report

import (
	"errors"
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Options says which window a report is about, and who tells what a journal does
// not know. Functions that are nil tell nothing.
type Options struct {
	// From and Until are the window, half-open.
	From, Until time.Time
	// Notice, Requirement and Name (the list of windows and the window's id, such as
	// agent-intervals/first) are ids; Title is what people call the requirement. With
	// an empty Requirement a refusal by any of them counts, and of the weeks before
	// whatever fell short, of requirements that block or not.
	Notice, Requirement, Name, Title string
	// UnknownBlocks says that the requirement also blocks in the window where it is
	// not known whether it is met. A journal does not show that of the weeks before,
	// when nothing blocked.
	UnknownBlocks bool

	// Zone is that of the notice: by its clocks times are told, and weeks counted.
	Zone *civil.Zone
	// Now is when the report is made, by the gate's clock. What was written from then
	// on is left out. Before Until, the window is still open, and the report says so.
	Now time.Time
	// Weeks is how many weeks before are compared; 0 is 4, less than 0 is none, and
	// more than MostWeeks is an error.
	Weeks int

	Contact      func(organisation string) (name, phone, hours string) // whom to ring
	DeviceName   func(id string) string                                // what people call a device
	Organisation func(code string) string                              // its name
	// Damage tells, once all is read, what of the journal could not be.
	Damage func() Damage
}

// Damage is what of a journal could not be read.
type Damage struct {
	Lines int      `json:"lines"`
	Words []string `json:"words"` // of some of them, where they stand
}

// Scan calls each for every record that was written from an instant on and before
// another, in the order of writing; isSequel tells that a record is what came of
// the decision with its code. A record is valid during the call. An error of each
// ends the scan and is returned.
type Scan func(from, until time.Time, each func(code string, at time.Time, isSequel bool, record []byte) error) error

// check completes options, and says what is wrong with them.
func (o *Options) check() error {
	switch {
	case o.Zone == nil:
		return errors.New("making the report: no zone is given by whose clocks to tell times")
	case o.From.IsZero() || !o.From.Before(o.Until):
		return fmt.Errorf("making the report: the window from %s until %s has no time in it", o.From.Format(time.RFC3339), o.Until.Format(time.RFC3339))
	case !o.From.Before(o.Now):
		return fmt.Errorf("making the report: the window has not begun; it opens at %s, and now is %s", o.From.Format(time.RFC3339), o.Now.Format(time.RFC3339))
	case o.Weeks > MostWeeks:
		return fmt.Errorf("making the report: %d weeks before are asked for; at most %d are compared", o.Weeks, MostWeeks)
	}
	if o.Weeks == 0 {
		o.Weeks = defaultWeeks
	}
	o.Weeks = max(o.Weeks, 0)
	return nil
}

// end is the end of the window, or now if it is still open.
func (o *Options) end() time.Time {
	if o.Now.Before(o.Until) {
		return o.Now
	}
	return o.Until
}
