package pkcs11

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// Error is a return value of a module that is not OK. With errors.Is it is its code:
// errors.Is(err, pkcs11.PINIncorrect).
type Error struct {
	Function string // C_Login
	Code     CKR
	// Tries is what the token says of its PIN after the call, where the call was about
	// the PIN; otherwise TriesNotTold.
	Tries Tries
}

// Error says which function gave which code, and in words what people meet.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s", e.Function, e.Code)
	if words := e.Say(); words != "" {
		text += ": " + words
	}
	return text
}

// Unwrap is the code.
func (e *Error) Unwrap() error { return e.Code }

// likes are the errors of package card that a code is one of, so that whoever judges
// needs to know neither PKCS #11 nor whether a card was reached through it.
var likes = map[CKR]error{
	PINIncorrect: card.ErrWrongPIN, PINLocked: card.ErrBlocked, TokenNotPresent: card.ErrNoCard,
	DeviceRemoved: card.ErrRemoved, SessionHandleInvalid: card.ErrRemoved, SessionClosed: card.ErrRemoved,
	SlotIDInvalid: card.ErrNoReader, DeviceError: card.ErrTransport, UserNotLoggedIn: card.ErrSecurityStatus,
	MechanismInvalid: card.ErrNotSupported, FunctionNotSupported: card.ErrNotSupported, SessionCount: card.ErrInUse,
}

// Is makes it one of the errors of package card. With the last try it is both a wrong
// PIN and a blocked one.
func (e *Error) Is(target error) bool {
	like, ok := likes[e.Code]
	return ok && target == like || target == card.ErrBlocked && e.Tries == TriesNone
}

// TriesLeft is how many tries are left, where the token tells.
func (e *Error) TriesLeft() (int, bool) { return e.Tries.Left() }

// Error makes a code an error of its own, for errors.Is.
func (c CKR) Error() string { return c.String() }

// Tries is what a token says of the tries that are left for its PIN, without one
// being spent. PKCS #11 has no number.
type Tries string

// The states. Source: PKCS #11 v2.40 §3.2, flags of CK_TOKEN_INFO.
const (
	// TriesNotTold: no flag is set. The PIN was never wrong since it was last right, or
	// the module does not tell.
	TriesNotTold Tries = ""
	TriesFewer   Tries = "fewer" // it was wrong at least once since it was last right
	TriesOne     Tries = "one"   // a wrong PIN now blocks it
	TriesNone    Tries = "none"  // it is blocked
)

// TriesOf reads the flags of a token. The worst that it says holds.
func TriesOf(t TokenInfo) Tries {
	switch {
	case t.Flags&layout.FlagUserPINLocked != 0:
		return TriesNone
	case t.Flags&layout.FlagUserPINFinalTry != 0:
		return TriesOne
	case t.Flags&layout.FlagUserPINCountLow != 0:
		return TriesFewer
	}
	return TriesNotTold
}

// Left is the number of tries, where it is known.
func (t Tries) Left() (n int, known bool) {
	switch t {
	case TriesNone:
		return 0, true
	case TriesOne:
		return 1, true
	}
	return 0, false
}

// Say tells a person how many tries are left; "" where nothing is known.
func (t Tries) Say() string {
	switch t {
	case TriesFewer:
		return "Fewer tries are left than there were."
	case TriesOne:
		return "One try is left: another wrong PIN blocks the card."
	case TriesNone:
		return "The card is blocked."
	}
	return ""
}

// What this package refuses before it asks the module, so that no try is spent.
var (
	// ErrBlocked says that the token calls its PIN blocked. It is card.ErrBlocked.
	ErrBlocked = fmt.Errorf("%w; nothing was sent to the card", card.ErrBlocked)
	// ErrLastTry says that one try is left, and that the caller did not say that the
	// person knows.
	ErrLastTry = errors.New("one try is left for the PIN, and a wrong one blocks the card; nothing was sent to it")
	// ErrPINLength says that the PIN is shorter or longer than the token takes.
	ErrPINLength = errors.New("the PIN has a length that the card does not take; nothing was sent to it")
	// ErrNoPIN says that the token wants a PIN and none was given.
	ErrNoPIN = errors.New("the card wants a PIN and none was given")
	// ErrAsksAgain says that the key wants a PIN for each signature, and none was given
	// for it. It may be another PIN than that of the login.
	ErrAsksAgain = errors.New("the key wants a PIN for each signature and none was given for it")
	// ErrClosed says that the module or the session was closed.
	ErrClosed = errors.New("the module is closed")
)

// Malformed says that a module's answer breaks the standard, so that nothing of it is
// believed.
type Malformed struct {
	Function string
	What     string
}

// Error says what is wrong with the answer.
func (m *Malformed) Error() string {
	return fmt.Sprintf("%s: the module's answer breaks the standard: %s", m.Function, m.What)
}
