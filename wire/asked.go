package wire

import "time"

// Asked is what one requirement of a notice asks of this device, of a client on it,
// of a connection or of a card in it, as it stood when the bundle was taken.
type Asked struct {
	Notice      string `json:"notice"`
	Requirement string `json:"requirement"`
	Title       string `json:"title"`
	// About is the reader of the card or the id of the product it was judged of; "" =
	// the device.
	About string `json:"about,omitempty"`
	// Result is met, unmet, unknown, exempt or not-applicable.
	Result string `json:"result"`
	// Elsewhere: it reads something that nobody can see on a device, such as what a
	// client negotiates or which applications its organisation uses, so that only the
	// estate or the gate can answer where the result is unknown.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Action is what the notice does about it now: observe, warn or block.
	Action string `json:"action"`
	Why    string `json:"why,omitempty"`
	Do     string `json:"do,omitempty"`
	Who    string `json:"who,omitempty"`
	Say    string `json:"say,omitempty"`
	Tell   string `json:"tell,omitempty"`
	// Steps are what comes, in order, from now on; the first may have begun.
	Steps []Step `json:"steps,omitempty"`
}

// Step is a span of time in which a requirement has one action.
type Step struct {
	From time.Time `json:"from"`
	// Until is when it ends; nil: it does not.
	Until *time.Time `json:"until,omitempty"`
	// Action is observe, warn, block, or "block-at-intervals" where it blocks only
	// inside windows.
	Action string `json:"action"`
	// Next is the first window that has not ended, of a block at intervals.
	Next *Span `json:"next,omitempty"`
}

// Span is a span of time.
type Span struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Level is how bad it is what the requirement asks: what is refused now is a
// problem, what falls short and is not a warning.
func (a Asked) Level() Level {
	switch {
	case a.Result == "unknown" && a.Elsewhere:
		return Note
	case a.Result == "unknown":
		return Unknown
	case a.Result != "unmet":
		return Well
	case a.Action == "block":
		return Problem
	case a.Action == "observe" && len(a.Steps) == 0:
		return Note
	}
	return Warning
}
