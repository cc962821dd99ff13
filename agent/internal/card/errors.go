package card

import (
	"errors"
	"fmt"
)

// What can be wrong between a program and a card, whatever carries the commands.
// Errors of package pcsc and of this package are one of them by errors.Is, so that
// who judges needs no numbers. Each text is fit for the person.
var (
	ErrNoLibrary = errors.New("this computer has no smartcard library")
	ErrNoService = errors.New("the smartcard service is not running")
	ErrSilent    = errors.New("the smartcard service does not answer")
	ErrRights    = errors.New("the smartcard service refuses this user")
	ErrNoReaders = errors.New("no card reader is connected")
	ErrNoReader  = errors.New("the card reader is gone")
	ErrNoCard    = errors.New("there is no card in the reader")
	ErrMute      = errors.New("the card does not answer; it may be the wrong way round, dirty or broken")
	ErrRemoved   = errors.New("the card was taken out")
	ErrReset     = errors.New("another program reset the card, which forgot what it was told")
	ErrInUse     = errors.New("another program uses the card and shares it with nobody")
	ErrProtocol  = errors.New("card and reader agree on no protocol")
	ErrTransport = errors.New("reader and card do not understand each other")
	ErrDeadline  = errors.New("the card or its reader did not answer in time")
	ErrCancelled = errors.New("stopped before the card or its reader answered")
	ErrAbandoned = errors.New("an earlier call to the reader never came back")
	ErrLimit     = errors.New("the card sends more than a card has to say")
)

// What a card answers.
var (
	ErrNotFound       = errors.New("not on the card")
	ErrSecurityStatus = errors.New("not allowed before the PIN was verified")
	ErrNotSupported   = errors.New("the card cannot do that")
	ErrWrongPIN       = errors.New("the PIN is wrong")
	ErrBlocked        = errors.New("the PIN is blocked")
	ErrNoApplication  = errors.New("the card has no PIV application")
)

// StatusError is a status word other than success.
type StatusError struct {
	Doing string // what was tried: "reading the certificate in slot 9A"
	SW    SW
}

// Error tells what was tried, and the status in words and digits.
func (e *StatusError) Error() string { return fmt.Sprintf("%s: %s (%v)", e.Doing, e.SW.Words(), e.SW) }

// Is makes it one of the errors above by its status word.
func (e *StatusError) Is(target error) bool {
	switch e.SW {
	case SWNotFound, SWReferenceNotFound:
		return target == ErrNotFound
	case SWSecurityStatus:
		return target == ErrSecurityStatus
	case SWBlocked:
		return target == ErrBlocked
	case SWInstruction, SWClass, SWFunctionNotSupported, SWNoChaining, SWNoSecureMessaging:
		return target == ErrNotSupported
	}
	return false
}

// PINError is a PIN that the card did not take, or takes no more.
type PINError struct {
	Doing string
	// Left is how many tries are left; -1 when the card does not tell.
	Left int
	SW   SW
}

// Error tells the tries left. It never holds the PIN.
func (e *PINError) Error() string {
	switch {
	case e.Left == 0:
		return fmt.Sprintf("%s: the PIN is blocked, no tries are left (%v)", e.Doing, e.SW)
	case e.Left < 0:
		return fmt.Sprintf("%s: the PIN is wrong, and the card does not tell how many tries are left (%v)", e.Doing, e.SW)
	}
	return fmt.Sprintf("%s: the PIN is wrong, tries left: %d (%v)", e.Doing, e.Left, e.SW)
}

// Is makes it ErrBlocked when no try is left, and ErrWrongPIN when the card
// compared a PIN and refused it; with the last try it is both.
func (e *PINError) Is(target error) bool {
	return target == ErrBlocked && e.Left == 0 || target == ErrWrongPIN && e.SW != SWBlocked
}

// TriesLeft tells how many tries of the PIN are left by an error of this package or
// of those below it, if it tells.
func TriesLeft(err error) (int, bool) {
	if pin, ok := errors.AsType[*PINError](err); ok {
		return pin.Left, pin.Left >= 0
	}
	if status, ok := errors.AsType[*StatusError](err); ok {
		return status.SW.Tries()
	}
	// Cards are also reached by PKCS #11, whose errors are of another package.
	if told, ok := errors.AsType[interface {
		error
		TriesLeft() (int, bool)
	}](err); ok {
		return told.TriesLeft()
	}
	return 0, false
}
