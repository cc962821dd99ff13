package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	return linePIN(i.In)
}

// maxLine is how much of a line that is no PIN is passed over, in bytes: what is left of
// it must not be taken for the PIN of the next token.
const maxLine = 1 << 20

// linePIN reads one line, one byte after the other, so that what is behind it stays for
// whoever reads that, and no buffer keeps a copy. Half a line is no PIN: it would cost a
// try. A last line without its end is whole.
func linePIN(in io.Reader) ([]byte, error) {
	pin := make([]byte, 0, maxPIN)
	one := make([]byte, 1)
	defer clear(one)
	var err error
	length := 0
	for ; length < maxLine && err == nil; length++ {
		var n int
		if n, err = in.Read(one); n == 0 {
			length--
			continue
		}
		if one[0] == '\n' {
			break
		}
		if len(pin) < maxPIN {
			pin = append(pin, one[0])
		}
	}
	if length <= maxPIN && (err == nil || err == io.EOF) {
		if pin = bytes.TrimSuffix(pin, []byte("\r")); len(pin) > 0 {
			return pin, nil
		}
		return nil, errors.New("no PIN was given")
	}
	clear(pin[:cap(pin)])
	if length > maxPIN {
		return nil, fmt.Errorf("the line is longer than %d bytes, so it is no PIN", maxPIN)
	}
	return nil, fmt.Errorf("reading the PIN: %w", err)
}
