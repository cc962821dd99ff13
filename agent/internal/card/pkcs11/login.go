package pkcs11

import (
	"errors"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// The users of C_Login. Source: PKCS #11 v2.40 §3.4.
const (
	userNormal   = 1 // CKU_USER
	userSpecific = 2 // CKU_CONTEXT_SPECIFIC
)

// LoginOptions are what the person was told and agreed to.
type LoginOptions struct {
	// LastTry is set where the person knows that one try is left. Without it a token
	// that says so is not asked.
	LastTry bool
}

// Login gives the PIN to the token, once. Before, the token is asked how it stands:
// a PIN that is blocked, on its last try, or of a length that the token does not take
// is refused without spending a try ([ErrBlocked], [ErrLastTry], [ErrPINLength]).
// An [Error] carries what the token says of its tries afterwards.
//
// Where the token has a way of its own to ask for the PIN (FlagProtectedAuthenticationPath),
// an empty PIN makes it ask: at the reader, or in a dialog. Anywhere else an empty
// PIN is [ErrNoPIN].
func (s *Session) Login(pin *PIN, o LoginOptions) error {
	token, err := s.m.Token(s.slot)
	if err != nil {
		return err
	}
	if err := mayTry(token, pin, o); err != nil {
		return err
	}
	return s.give(userNormal, pin)
}

// mayTry refuses what would be a wasted or an unwanted try.
func mayTry(token TokenInfo, pin *PIN, o LoginOptions) error {
	tries := TriesOf(token)
	switch {
	case tries == TriesNone:
		return ErrBlocked
	case tries == TriesOne && !o.LastTry:
		return ErrLastTry
	case pin.Len() == 0 && token.Flags&layout.FlagProtectedAuthenticationPath == 0:
		return ErrNoPIN
	case pin.Len() == 0:
		return nil
	}
	// Some modules leave the lengths at zero, or mix them up: then they say nothing.
	n, least, most := uint64(pin.Len()), token.MinPINBytes, token.MaxPINBytes
	if most > 0 && least <= most && (n < least || n > most) {
		return ErrPINLength
	}
	return nil
}

// give calls C_Login, and asks the token for its tries if that fails because of the PIN.
func (s *Session) give(user uintptr, pin *PIN) error {
	err := s.login(user, pin)
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case PINIncorrect, PINInvalid, PINLenRange, PINLocked, PINExpired:
		if token, err := s.m.Token(s.slot); err == nil {
			e.Tries = TriesOf(token)
		}
		if e.Code == PINLocked {
			e.Tries = TriesNone
		}
	}
	return err
}

func (s *Session) login(user uintptr, pin *PIN) (err error) {
	f := s.m.begin()
	defer f.end(&err)
	// The PIN lies in a page of its own, not in the memory of the call.
	return f.call(fnLogin, uintptr(s.handle), user, f.address(pin.Bytes()), uintptr(pin.Len()))
}
