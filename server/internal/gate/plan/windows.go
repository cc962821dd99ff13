package plan

import "time"

// OpenWindow is a window in which a phase blocks.
type OpenWindow struct {
	Notice      string
	Revision    int
	Requirement string
	Title       string // of the requirement
	Phase       string
	List        string // of windows; "" of a block without one
	Window      string // its id in the list
	Places      bool   // the phase holds in some places only
	Fail        string // open or closed
	Refuse      string // words or handshake

	// From and Until are when it blocks: where the window, the phase and the time
	// of the revision meet, without days on which nothing is blocked. In the zone
	// of the notice. Until is zero where it never ends, which a window always does.
	From, Until time.Time
}

// view is what is open from one instant to another, and what opens next.
type view struct {
	from, until time.Time // a zero until: for good
	open        []OpenWindow
	standing    []OpenWindow
	next        *OpenWindow // nil: nothing
}

// OpenWindows returns the windows in which the plan blocks at an instant, in the
// order of the files. They are those of the notices: excuses, and whether the plan
// is armed, are not asked. The list is shared and must not be changed. Between two
// changes it costs an atomic load.
func (p *Plan) OpenWindows(at time.Time) []OpenWindow { return p.viewAt(at).open }

// Standing returns what the plan blocks at an instant without a window, as from a
// date on for good, in the order of the files. List and Window are empty. Until is
// zero if it never ends. Else all is as with OpenWindows.
func (p *Plan) Standing(at time.Time) []OpenWindow { return p.viewAt(at).standing }

// NextWindow returns the window that opens next after an instant, or the block
// without one (as Standing has it) if that begins before; of several at one instant
// the first in the files. False if none does.
func (p *Plan) NextWindow(at time.Time) (OpenWindow, bool) {
	if v := p.viewAt(at); v.next != nil {
		return *v.next, true
	}
	return OpenWindow{}, false
}

// openUntil returns the first instant from another on at which no window is open;
// zero if it is too far away to be told.
func (p *Plan) openUntil(at time.Time) time.Time {
	if s := p.shut.Load(); s != nil && !at.Before(s.from) && at.Before(s.until) {
		return s.until
	}
	w := walkOf(p.Set)
	t := at
	for range maxSteps {
		open, next := w.at(t)
		switch {
		case len(open) == 0:
			p.shut.Store(&stretch{at, t})
			return t
		case next.IsZero():
			return time.Time{}
		}
		t = next
	}
	return time.Time{}
}

// stretch is a span of instants, half-open.
type stretch struct{ from, until time.Time }

func (p *Plan) viewAt(at time.Time) *view {
	if v := p.view.Load(); v != nil && !at.Before(v.from) && (v.until.IsZero() || at.Before(v.until)) {
		return v
	}
	w := walkOf(p.Set)
	v := &view{from: at}
	v.open, v.until = w.at(at)
	v.standing = w.standing(at)
	v.next = w.next(at)
	if v.next != nil && (v.until.IsZero() || v.next.From.Before(v.until)) {
		v.until = v.next.From
	}
	p.view.Store(v)
	return v
}
