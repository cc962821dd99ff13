package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

var middlewareSigns = Check{
	ID:    "middleware.signs",
	Title: "The card makes a signature that holds",
	Group: GroupMiddleware,
	Needs: []Need{ACard},
	Why:   "A card may sign people in and not sign prescriptions: other keys, other software.",
	Remedy: Remedy{
		Do:   "Update the middleware. If the same card signs at another computer, it is this computer; if it does not, have the card repaired or replaced by the Registration Authority.",
		Who:  ITTeam,
		Tell: "A test signature with your card failed; do not try your passcode again, and tell your IT team.",
	},
	Source: "PKCS #11 v2.40 §5.11 (C_Sign); RFC 8017 §8.2.2, verified here; " + pageSeries456,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		for _, m := range v.Modules.List {
			if m.Signed == nil {
				continue
			}
			name, s := quote(baseName(m.Path)), m.Signed
			f := wire.Finding{About: short(baseName(m.Path))}
			switch {
			case s.Verified:
				f.Level = wire.Well
				f.Say = fmt.Sprintf("A test signature by %s (%s, %s) was made and verified%s.", name, orUnknown(short(s.Key)), orUnknown(short(s.Mechanism)), slow(s.TookMS))
			case s.TriesLeft != nil:
				f.Level = wire.Problem
				f.Say = fmt.Sprintf("The passcode was refused at the test signature; the card takes %s more.", tries(*s.TriesLeft))
				f.Do, f.Who, f.Tell = "Do not try again from memory: three wrong passcodes lock the card. A locked card is unlocked by the person or the Registration Authority.", Person, "The passcode was wrong. Stop and think before you try again: three wrong ones lock the card."
			default:
				f.Level = wire.Problem
				f.Say = fmt.Sprintf("A test signature by %s failed%s.%s", name, slow(s.TookMS), because(s.Why))
			}
			found = append(found, f)
		}
		if len(found) == 0 && len(v.CardsIn()) > 0 && v.Modules.Known() {
			return at(wire.Note, "No test signature was asked for (--sign), so it is not known whether the card signs.")
		}
		return found
	},
}
