package card

import (
	"fmt"
	"strings"
	"unicode"
)

// State is what a reader says of its slot.
type State uint8

// States of a reader.
const (
	// StateUnknown: the system did not say.
	StateUnknown State = iota
	// Unavailable: the reader is there by name and cannot be used.
	Unavailable
	// Empty: no card.
	Empty
	// Present: a card that gave an ATR.
	Present
	// Mute: a card that gives no ATR, or none that can be used.
	Mute
)

// String returns it in words.
func (s State) String() string {
	switch s {
	case Unavailable:
		return "not available"
	case Empty:
		return "empty"
	case Present:
		return "card present"
	case Mute:
		return "card does not answer"
	}
	return "unknown"
}

// HasCard tells whether there is a card, answering or not.
func (s State) HasCard() bool { return s == Present || s == Mute }

// Reader is a card reader at one moment.
type Reader struct {
	// Name is the name that the system gives the reader; it may change when the reader is
	// plugged in elsewhere.
	Name  string
	State State
	// ATR is what the card answered to reset, as it came; nil without a card.
	ATR []byte
	// InUse tells that some program is connected to the card, Exclusive that it
	// shares it with nobody.
	InUse, Exclusive bool
	// Unpowered tells that the card has no power for the moment, to save it.
	Unpowered bool
	// Events counts insertions and removals, modulo 65,536, so that a card that was
	// taken out and put back between two looks is noticed. It may be always 0: some
	// systems do not count.
	Events uint16
}

// String returns one line: name, state, ATR.
func (r Reader) String() string {
	line := fmt.Sprintf("%s: %v", Plain(r.Name), r.State)
	if r.Exclusive {
		line += ", used by one program alone"
	}
	if len(r.ATR) > 0 {
		line += ", ATR " + Hex(r.ATR)
	}
	return line
}

// Plain returns a name of a reader for a screen: what is not printable, and what
// turns the direction of writing, is a question mark. Drivers write what they like.
func Plain(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name)
}
