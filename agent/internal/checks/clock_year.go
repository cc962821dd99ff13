package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

// farthest is the last year that is believed of a clock: certificates that cards and
// servers show today have all ended before it.
const farthest = 2050

var clockYear = Check{
	ID:    "clock.year",
	Title: "The clock is in a year that can be",
	Group: GroupComputer,
	Why:   "With a wrong date every certificate looks expired or not yet valid, and no secure connection is made.",
	Remedy: Remedy{
		Do:   "Set date and time. If they are lost at every start, the battery on the computer's board is empty.",
		Who:  ITTeam,
		Tell: "The date on this computer is wrong; tell your IT team.",
	},
	Source: "RFC 5280 §4.1.2.5: a certificate is valid between two instants",
	Look: func(v *View) []wire.Finding {
		switch year := v.At.Year(); {
		case v.At.IsZero() || v.At.Unix() == 0:
			return at(wire.Problem, "The clock says nothing but its own beginning, 1 January 1970.")
		case year < possible, year > farthest:
			return at(wire.Problem, fmt.Sprintf("The clock says %s, which cannot be.", day(v.At)))
		case !v.Host.Clock.Known():
			return nil // clock.source says so
		}
		return at(wire.Well, "The clock says "+day(v.At)+".")
	},
}
