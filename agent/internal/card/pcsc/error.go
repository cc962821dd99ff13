package pcsc

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Error is a call that failed.
type Error struct {
	// Doing is what was tried: "connecting to the card".
	Doing string
	// Reader is the reader's name; empty where the call is about none.
	Reader string
	// Code is what the library said; 0 when it said nothing, because the time was over.
	Code Code
	// Causes are what it is: one of the errors of package card where the code has one,
	// and that of the context when it ended the call.
	Causes []error
}

// failure makes the error of a code.
func failure(doing, reader string, code Code) error {
	e := &Error{Doing: doing, Reader: reader, Code: code}
	if kind := meanings[code].kind; kind != nil {
		e.Causes = []error{kind}
	}
	return e
}

// Error tells what was tried, with which reader, what it is and the name of the code.
func (e *Error) Error() string {
	text := e.Doing
	if e.Reader != "" {
		text += fmt.Sprintf(" in reader %q", e.Reader)
	}
	if len(e.Causes) > 0 {
		text += ": " + e.Causes[0].Error()
	}
	if e.Code == 0 {
		return text
	}
	if len(e.Causes) == 0 {
		return fmt.Sprintf("%s: %v", text, e.Code)
	}
	return fmt.Sprintf("%s; %v", text, e.Code)
}

// Unwrap gives the causes to errors.Is.
func (e *Error) Unwrap() []error { return e.Causes }

// LibraryError is a machine without the library, or with one that lacks a function.
type LibraryError struct {
	Library string // its file name
	Cause   error  // what the system said
}

// Error names the library and says what the system said.
func (e *LibraryError) Error() string {
	return fmt.Sprintf("%v: loading %s: %v", card.ErrNoLibrary, e.Library, e.Cause)
}

// Unwrap makes it card.ErrNoLibrary.
func (e *LibraryError) Unwrap() []error { return []error{card.ErrNoLibrary, e.Cause} }

// Remedy says what to do about an error of this package on this system, in a
// sentence; empty if there is nothing to say.
func Remedy(err error) string { return remedy(err, runtime.GOOS) }

func remedy(err error, system string) string {
	for _, line := range remedies {
		if errors.Is(err, line.kind) {
			if text, ok := line.on[system]; ok {
				return text
			}
			return line.text
		}
	}
	return ""
}

// remedies are looked through from the top: what comes first holds.
var remedies = []struct {
	kind error
	text string
	on   map[string]string
}{
	{card.ErrNoLibrary, "Reinstall the operating system's smartcard support.", map[string]string{
		"linux": "Install libpcsclite (on Debian and Ubuntu the packages libpcsclite1 and pcscd).",
	}},
	{card.ErrNoService, "Start the smartcard service.", map[string]string{
		"linux":   "Start the smartcard service: systemctl start pcscd.socket.",
		"windows": "Plug in the card reader, since Windows stops the service without one; then start the service Smart Card (SCardSvr). In a remote session, switch on the redirection of smartcards.",
	}},
	{card.ErrSilent, "Take the card out, which may hold the service up. If it stays so, restart the computer.", map[string]string{
		"linux":   "Take the card out, which may hold the service up. If it stays so: systemctl restart pcscd.",
		"windows": "Take the card out, which may hold the service up. If it stays so, restart the service Smart Card (SCardSvr), or the computer.",
	}},
	{card.ErrRights, "Ask your IT team to let this user use smartcards.", map[string]string{
		"linux": "Work at the machine itself, or ask your IT team for a polkit rule that lets this user use pcscd.",
	}},
	{card.ErrNoReaders, "Plug in a card reader, and install its driver if the system does not find it.", nil},
	{card.ErrNoReader, "Plug the card reader in again, into another socket if that does not help.", nil},
	{card.ErrNoCard, "Put the card into the reader.", nil},
	{card.ErrRemoved, "Put the card back and leave it in the reader.", nil},
	{card.ErrMute, "Turn the card: the chip goes in first, facing up. Wipe the chip. If it stays silent in another reader too, the card is broken: go to your Registration Authority.", nil},
	{card.ErrInUse, "Close the other program that uses the card, such as a second agent or card tool, or take the card out and put it back.", nil},
	{card.ErrReset, "Try again.", nil},
	{card.ErrProtocol, "Take the card out and put it back. If it stays so, something connected to the card as RAW: restart the smartcard service, and in a remote session update the client.", nil},
	{card.ErrTransport, "Take the card out, wipe the chip and put it back. If it stays so, try another reader.", nil},
	{card.ErrAbandoned, "Take the card out and unplug the reader, then try again.", nil},
	{card.ErrDeadline, "Take the card out and put it back. If it stays so, plug the reader in again.", nil},
}
