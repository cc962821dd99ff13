package checks

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/wire"
)

// Kerberos refuses five minutes, and certificates have dates.
// Source: RFC 4120 §1.6 (the usual five minutes).
const mostSkew = 5 * time.Minute

var clockSkew = Check{
	ID:    "clock.skew",
	Title: "The clock is right",
	Group: GroupNetwork,
	Needs: []Need{Reached},
	Why:   "With a wrong clock certificates look ended or not begun, and sign-in to the domain fails.",
	Remedy: Remedy{
		Do:   "Set the clock, and let it follow the domain or a time server; look at the battery if it comes back.",
		Who:  ITTeam,
		Tell: "The clock of this computer is wrong; tell your IT team.",
	},
	Source: "RFC 4120 §1.6; RFC 5280 §4.1.2.5",
	Look: func(v *View) []wire.Finding {
		skew, known := v.Network.Skew()
		switch {
		case !known:
			return at(wire.Unknown, "No host told the time.")
		case skew.Abs() < 2*time.Second:
			return at(wire.Well, "The clock agrees with those of the hosts.")
		}
		direction := "ahead"
		if skew < 0 {
			direction = "behind"
		}
		say := fmt.Sprintf("The clock is %s by %s.", direction, long(skew.Abs()))
		if skew.Abs() > mostSkew {
			return at(wire.Problem, say)
		}
		return at(wire.Note, say)
	},
}

// long says a length of time in the unit that suits it.
func long(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d seconds", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}
