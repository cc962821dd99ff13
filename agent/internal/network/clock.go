package network

import "time"

// Clock compares this machine's clock with what hosts answered.
type Clock struct {
	// Samples are the answers with a Date, at most one a path.
	Samples []Sample `json:"samples,omitempty"`
	// Known is true where FromMS and ToMS say something.
	Known bool `json:"known"`
	// FromMS and ToMS bound by how much this machine's clock is ahead of the
	// hosts', in milliseconds; negative is behind. A Date has whole seconds, so
	// the bounds are a second and the time of the answer apart.
	FromMS int64 `json:"fromMs"`
	ToMS   int64 `json:"toMs"`
	// From names the host whose answer this is.
	From string `json:"from,omitzero"`
	// Trusted is true where that answer came with a certificate that leads to a
	// root, whatever its dates.
	Trusted bool `json:"trusted"`
	// NotBefore is an instant that has certainly passed: this program was built,
	// or a trusted certificate began. Where At of the Network lies before it, the
	// clock is behind, also without any answer.
	NotBefore time.Time `json:"notBefore,omitzero"`
	// NotBeforeBy says how it is known.
	NotBeforeBy string `json:"notBeforeBy,omitzero"`
}

// Sample is one answer's Date against this machine's clock.
type Sample struct {
	Host    string `json:"host"`
	Proxy   string `json:"proxy,omitzero" reveals:"site"`
	FromMS  int64  `json:"fromMs"`
	ToMS    int64  `json:"toMs"`
	Trusted bool   `json:"trusted"`
}

// Skew is the least by which this machine's clock must be wrong: positive is
// ahead, negative behind, 0 is right as far as can be told. ok is false where
// nothing is known.
func (n Network) Skew() (skew time.Duration, ok bool) {
	c := n.Clock
	switch {
	case c.Known && c.FromMS > 0:
		return time.Duration(c.FromMS) * time.Millisecond, true
	case c.Known && c.ToMS < 0:
		return time.Duration(c.ToMS) * time.Millisecond, true
	case c.Known:
		return 0, true
	case !c.NotBefore.IsZero() && n.At.Before(c.NotBefore):
		return n.At.Sub(c.NotBefore), true
	}
	return 0, false
}
