package decision

import (
	"net/netip"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Decision is what became of one sign-in at the gate.
type Decision struct {
	At       time.Time // by the gate's clock
	Code     string
	Action   notice.Action // what was done
	Asked    notice.Action // what the notices asked for
	Weakened Reason        // why less was done than was asked; "" = it was not less

	Extractor    string
	Use          string
	Organisation string // "" = not known
	Person       string
	Device       string
	Card         string
	Client       string // product
	Version      string
	TLS          string // negotiated, such as TLS 1.2; "" = not known
	Offered      string
	JA4          string
	Address      netip.Addr
	Proven       Unit // the strongest identity of it that is proven

	Findings     []Finding // unmet and unknown ones, in the order of the files
	Contradicted []string  // claims that the handshake contradicts, in words
}

// Finding is one requirement that fell short, or is not known.
type Finding struct {
	Notice      string
	Requirement string
	Title       string
	Result      notice.Result
	Asks        notice.Action
	Phase       string    // its id; "" = none is in force
	Windows     string    // the list of the open window; "" = none is open
	Window      string    // its id in the list
	Until       time.Time // when the open window ends; zero: none is open
}

// Reason is why less was done than the notices asked for.
type Reason string

// The reasons, from what concerns all to what concerns one.
const (
	Held         Reason = "held"          // somebody holds all blocks
	Unarmed      Reason = "unarmed"       // nobody approved these files
	ClockDoubted Reason = "clock-doubted" // the clock of the machine stepped
	BudgetAll    Reason = "budget-all"    // too many people were locked out, in several organisations
	Budget       Reason = "budget"        // too many people of the organisation were locked out
	Unkept       Reason = "unkept"        // it could not be written to the journal, and the phase fails open
)

// Unit is what is counted as one of those who are locked out: the strongest
// identity that is proven.
type Unit uint8

// The units, from the weakest.
const (
	Unproven Unit = iota
	ByAddress
	ByDevice
	ByPerson
)

// String returns the unit in words, in the plural.
func (u Unit) String() string {
	return [...]string{"unproven attempts", "addresses", "devices", "people"}[u]
}

// Window names the open window in which a block was asked for, LIST/ID; "" if none
// was.
func (d *Decision) Window() string {
	for i := range d.Findings {
		if f := &d.Findings[i]; f.Asks == notice.Block && f.Window != "" {
			return f.Windows + "/" + f.Window
		}
	}
	return ""
}
