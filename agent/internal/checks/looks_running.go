package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

// looksRunning is the look of a check that a product runs in this person's session.
func looksRunning(id string) func(v *View) []wire.Finding {
	return func(v *View) []wire.Finding {
		if len(v.Installed(id)) == 0 {
			return nil // whether it should be is another check's question
		}
		programs, tellable := v.ProgramsOf(id)
		here := mine(programs)
		name := sentence(v.call(id))
		say := func(level wire.Level, say string) []wire.Finding {
			return []wire.Finding{{Level: level, About: id, Say: say}}
		}
		switch {
		case len(here) > 0:
			return say(wire.Well, name+" is running.")
		case v.answers(id):
			return say(wire.Well, name+" answers at its port on this computer.")
		case len(programs) > 0 && v.Host.Programs.Whole():
			return say(wire.Problem, name+" runs for somebody else who is signed in, and not in this session.")
		case !v.Host.Programs.Known():
			return unseen("Whether "+v.call(id)+" is running", v.Host.Programs.Part)
		case tellable:
			return say(wire.Problem, name+" is not running.")
		}
		return say(wire.Unknown, fmt.Sprintf("Whether %s is running cannot be told: what its program is called is not public, and its folder is not known.", v.call(id)))
	}
}

// answers tells whether something takes connections at a port that is known to be a
// product's.
func (v *View) answers(id string) bool {
	for _, l := range v.Network.Listeners {
		if l.Of == id && l.Open {
			return true
		}
	}
	return false
}
