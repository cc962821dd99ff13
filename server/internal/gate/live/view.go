package live

import "fmt"

// view is a state in words, as the page shows it: a struct a section.
type view struct {
	Frame
	Here      string // the address of this page, to load it again
	Day, Time string
	Rehearsal string // "" = it is none
	Say       string // what a screen reader is told when it changes
	Attention []Attention
	Blocks    blocksView
	Hold      *holdView // nil: it cannot be held from here
	Figures   []figure
	Chart     chartView
	Now       nowView
	Budget    *budgetView // nil: there is none
	Stopped   stoppedView
	Tables    tablesView
	Plan      *planView // nil: nothing is told of it
	CanFind   bool      // a decision by its code
	Facts     []factRow
}

// choice is one of several, of which one is taken.
type choice struct {
	Words, Address, ID string
	Taken              bool
}

// figure is a large number.
type figure struct{ Number, Word, Class, Note string }

// view puts a state in words.
func (a *admin) view(st *State, q query) *view {
	v := &view{
		Frame:     Frame{Title: "Gate", Edition: edition},
		Here:      q.address(""),
		Day:       st.At.Format("Monday 2 January 2006"),
		Time:      st.At.Format("15:04:05 MST"),
		Rehearsal: rehearsalWords(st.Clock),
		Attention: st.Attention,
		Blocks:    viewBlocks(st),
		Hold:      a.viewHold(st),
		Figures:   viewFigures(st),
		Chart:     viewChart(st, q),
		Now:       viewNow(st, q),
		Budget:    viewBudget(st),
		Stopped:   viewStopped(st, q),
		Tables:    viewTables(st, q),
		Plan:      viewPlan(st),
		CanFind:   a.sources.Record != nil,
		Facts:     viewFacts(st),
	}
	if v.Budget != nil {
		v.Budget.Reset = a.viewReset(st.Budget)
	}
	v.Say = v.Blocks.Headline
	if n := st.acts(); n > 0 {
		v.Title = fmt.Sprintf("%d to act on – Gate", n)
		v.Say += " " + several(n, "thing", "things") + " to act on."
	}
	return v
}

// acts is how many things are pressing.
func (st *State) acts() (n uint64) {
	for _, a := range st.Attention {
		if a.Level == Act {
			n++
		}
	}
	return n
}

func rehearsalWords(c *Clock) string {
	if c == nil || !c.Rehearsal {
		return ""
	}
	words := "The gate’s clock is set, and does not show the time of day."
	if c.Rate != 1 {
		words += fmt.Sprintf(" It runs %g times as fast as the world’s.", c.Rate)
	}
	return words
}

func viewFigures(st *State) []figure {
	m, why := &st.LastMinute, []string{}
	for _, r := range reasons {
		if st.LastWeakened[string(r)] > 0 {
			why = append(why, reasonWords[string(r)])
		}
	}
	note := "among the warned: would have been blocked"
	if len(why) > 0 {
		note += ", and " + list(why, len(why))
	}
	return []figure{
		{thousands(m.Allowed), "allowed", "allowed", ""},
		{thousands(m.Warned), "warned", "warned", ""},
		{thousands(m.Blocked), "blocked", "blocked", ""},
		{thousands(m.Weakened), "spared", "weakened", note},
	}
}

// planView is the files in force.
type planView struct {
	*Plan
	Since   string
	Pending *pendingView
}

type pendingView struct{ Words, Digest string }

func viewPlan(st *State) *planView {
	p := st.Plan
	if p == nil {
		return nil
	}
	v := &planView{Plan: p}
	if !p.Since.IsZero() {
		v.Since = told(p.Since, st.At)
	}
	if c := p.Pending; c != nil {
		words := "read at " + told(c.ReadAt, st.At)
		if !c.Takes.IsZero() {
			words += ", in force from " + told(c.Takes, st.At)
		}
		if c.Armed {
			words += "; it is armed. "
		} else {
			words += "; it is not armed. "
		}
		words += sentence(c.Why)
		if len(c.Files) > 0 {
			words += " It is about " + list(c.Files, 5) + "."
		}
		v.Pending = &pendingView{words, c.Digest}
	}
	return v
}

// holdView is the form that holds all blocks, or gives the plan back.
type holdView struct {
	Held   string // by whom, since when and why; "" = nothing is held
	Action string // where the form goes; "" = there is none
	Token  string
}

func (a *admin) viewHold(st *State) *holdView {
	if a.sources.Hold == nil && a.sources.Release == nil {
		return nil
	}
	v := &holdView{Token: a.token}
	if st.Plan != nil && st.Plan.Hold != nil {
		h := st.Plan.Hold
		v.Held = fmt.Sprintf("Held since %s by %s: %s", told(h.Since, st.At), or(h.By, "somebody who gave no name"), sentence(or(h.Reason, "no reason was given")))
		if a.sources.Release != nil {
			v.Action = "/release"
		}
	} else if a.sources.Hold != nil {
		v.Action = "/hold"
	}
	return v
}
