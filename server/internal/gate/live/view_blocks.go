package live

import (
	"fmt"
	"strings"
	"time"
)

// blocksView is what happens to a sign-in that falls short.
type blocksView struct {
	Headline string
	Mode     string   // on: blocks hold; weak: they would, and only warn; none
	Open     []string // what blocks, the window that the progress is about first
	Window   *progressView
	Next     string // "" = none is planned
	Report   string // file of the report of the last one; "" = none
}

// progressView is how far a window is.
type progressView struct {
	What, When string
	Percent    int
	Left, Gone string // Left "" = for good
}

// viewBlocks says in a sentence or two what happens now.
func viewBlocks(st *State) blocksView {
	p := st.Plan
	v := blocksView{Mode: "none", Report: st.Report}
	if p == nil || !p.Loaded {
		v.Headline = "No plan is loaded. Nobody is warned or blocked."
		return v
	}
	weak := st.weakness()
	switch due := len(p.Open) > 0; {
	case due && weak != "":
		v.Mode, v.Headline = "weak", "Blocks are due now, but only warn: "+weak+"."
	case due:
		v.Mode, v.Headline = "on", "Sign-ins that fall short are refused now."
		if st.Budget != nil {
			if n := st.Budget.organisationsTripped(); n > 0 {
				v.Headline = "Sign-ins that fall short are refused now, but not where the lock-out budget is used up: " + several(uint64(n), "organisation", "organisations") + "."
			}
		}
	case weak != "":
		v.Mode, v.Headline = "weak", "No block is due now. One that comes due would only warn: "+weak+"."
	default:
		v.Headline = "No block is due now."
	}
	if w := st.Window; w != nil {
		v.Window = &progressView{What: windowWords(&w.Window), When: fromTo(&w.Window, st.At), Gone: lasting(time.Duration(w.Gone))}
		if whole := w.Until.Sub(w.From); !w.Until.IsZero() && whole > 0 {
			v.Window.Left = lasting(time.Duration(w.Left))
			v.Window.Percent = int(min(100, 100*time.Duration(w.Gone)/whole))
		}
	}
	for i := range p.Open {
		if w := &p.Open[i]; st.Window == nil || *w != st.Window.Window {
			end := "for good"
			if !w.Until.IsZero() {
				end = "until " + told(w.Until, st.At)
			}
			v.Open = append(v.Open, "Also blocked: "+windowWords(w)+", "+end)
		}
	}
	if n := p.Next; n != nil {
		v.Next = fmt.Sprintf("%s, %s, in %s", windowWords(n), fromTo(n, st.At), lasting(n.From.Sub(st.At)))
	}
	return v
}

// windowWords is what a window is about.
func windowWords(w *Window) string {
	words := or(w.Title, w.Requirement, w.Notice)
	if strings.Trim(w.Name, "/") != "" {
		words += " (" + w.Name + ")"
	}
	if w.Places {
		words += ", in some places only"
	}
	return words
}

// weakness is why no block holds anywhere; "" = they hold.
func (st *State) weakness() string {
	switch p := st.Plan; {
	case p.Hold != nil:
		return "all blocks are held"
	case !p.Armed:
		return "the plan is not armed"
	case st.Clock != nil && st.Clock.Doubt != "":
		return "the clock is doubted"
	case st.Budget != nil && st.Budget.All.Tripped:
		return "the lock-out budget of all is used up"
	}
	return ""
}
