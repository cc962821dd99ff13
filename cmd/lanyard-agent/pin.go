package main

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// maxPIN is how long a line may be that is taken for a PIN, in bytes. PINs have eight
// characters at most; what is longer is something else, and is not given to a card.
const maxPIN = 64

// askPIN asks for the PIN of a token where nobody else can read it: on the terminal
// without showing it, or as one line of the input. An empty line gives none.
func askPIN(i *command.Invocation, token string) ([]byte, error) {
	fmt.Fprintf(i.Err, "PIN of %q, for a test signature (empty: none is made): ", token)
	if f, ok := i.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		typed, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(i.Err)
		if err == nil && len(typed) == 0 {
			err = errors.New("no PIN was typed")
		}
		return typed, err
	}
	// One byte after the other, so that what is behind the line stays for whoever
	// reads it, and no buffer keeps a copy.
	pin := make([]byte, 0, maxPIN)
	one := make([]byte, 1)
	for {
		n, err := i.In.Read(one)
		switch {
		case n == 1 && one[0] == '\n', err != nil && len(pin) > 0:
			one[0] = 0
			if len(pin) > 0 && pin[len(pin)-1] == '\r' {
				pin = pin[:len(pin)-1]
			}
			if len(pin) == 0 {
				return nil, errors.New("no PIN was given")
			}
			return pin, nil
		case err != nil:
			return nil, errors.New("no PIN was given")
		case len(pin) == maxPIN:
			clear(pin)
			return nil, fmt.Errorf("the line is longer than %d bytes, so it is no PIN", maxPIN)
		case n == 1:
			pin = append(pin, one[0])
		}
	}
}
