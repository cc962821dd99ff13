package notice

import (
	"cmp"
	"slices"
	"time"
)

// Advice is what an answer comes to for the person whose sign-in it is about, and
// for those who mend. Whoever tells an answer tells it so: at the gate, and when
// it is told again.
type Advice struct {
	// Tell is for the person, a sentence each, an action once. It says what is
	// known to fall short of what the decision rests on: of a block nothing that
	// only warns.
	Tell []string
	// Unsure says that the decision rests on something that could not be checked
	// too. Nobody is told that something falls short which is not known.
	Unsure bool
	// Asking is for those who mend: the findings that ask for something, the
	// strongest first, else in their order.
	Asking []Told
	// Until is when the last of the findings that block asks for less; zero: one of
	// them has no end, or none blocks. Set.Opens looks further.
	Until time.Time
}

// Advise tells findings by what was done about the sign-in, which may be less
// than they ask for.
func Advise(findings []Told, done Action) Advice {
	var a Advice
	for _, f := range findings {
		if f.Action > Observe {
			a.Asking = append(a.Asking, f)
		}
	}
	slices.SortStableFunc(a.Asking, func(x, y Told) int { return cmp.Compare(y.Action, x.Action) })
	if done == Observe {
		return a
	}
	told := map[string]bool{} // actions, and sentences of those that have none
	endless := false
	for _, f := range a.Asking {
		if f.Action < done {
			break
		}
		if until, err := time.ParseInLocation(time.RFC3339, f.Until, time.UTC); err != nil {
			endless = true
		} else if until.After(a.Until) {
			a.Until = until
		}
		switch key := cmp.Or(f.Do, "\x00"+f.Tell); {
		case f.Result == Unknown:
			a.Unsure = true
		case f.Tell != "" && !told[key]:
			told[key] = true
			a.Tell = append(a.Tell, f.Tell)
		}
	}
	if endless || done != Block {
		a.Until = time.Time{}
	}
	return a
}

// Advice tells the answer by its own decision.
func (a *Answer) Advice() Advice {
	done := Observe
	for _, action := range []Action{Warn, Block} {
		if a.Decision == action.Decision() {
			done = action
		}
	}
	return Advise(a.Findings, done)
}
