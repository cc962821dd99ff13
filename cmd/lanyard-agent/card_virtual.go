package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

func cardVirtualCommand() *command.Command {
	return &command.Command{
		Name:  "card virtual",
		Args:  "[--reader HOST:PORT]… [--personality WORDS]… [--atr HEX] [--pin-file FILE] [--ca FILE] [--out] [--stay] [--trace]",
		Short: "Be a smartcard in software, for development and tests",
		Long: `A PIV card with invented keys, certificates and names is put into a reader of
vsmartcard-vpcd, where pcscd and every program above it see it as they see any card.
It is a stand-in: the ATR may be that of an NHS card, the application is not.

Lines on the standard input drive it: insert, remove, status, quit, each of the
first three with the number of a card if there are several. When they end the cards
are pulled out.

A personality is one or more of these, with commas between:
` + agent.VirtualPersonalities(),
		Run: cardVirtual,
	}
}

func cardVirtual(i *command.Invocation) error {
	var o agent.VirtualCardOptions
	var readers, personalities command.List
	i.Flags.Var(&readers, "reader", "`HOST:PORT` where a reader of vsmartcard-vpcd listens; once for each card (default "+agent.DefaultVirtualReader+")")
	i.Flags.Var(&personalities, "personality", "`WORDS` that say what is wrong with the card; once for all cards, or once for each")
	i.Flags.StringVar(&o.ATR, "atr", "", "the answer to reset, in `HEX`; stronger than that of a personality")
	pinFile := i.Flags.String("pin-file", "", "`FILE` whose first line is the PIN of the cards and whose second, if there is one, the PUK; - is the standard input, whose later lines are commands (default: invented ones, which are told)")
	ca := i.Flags.String("ca", "", "`FILE` with certificate and key of the authority that issues the cards, in PEM; it is made if it is not there")
	i.Flags.BoolVar(&o.Out, "out", false, "begin with the cards out of their readers")
	i.Flags.BoolVar(&o.Stay, "stay", false, "when the commands end, go on until Ctrl-C")
	trace := i.Flags.Bool("trace", false, "write every command and answer to the standard error, without PINs")
	if rest, err := i.Parse(); err != nil {
		return err
	} else if len(rest) > 0 {
		return command.UsageError("card virtual takes no arguments; a reader is given by --reader")
	}
	o.Readers, o.Personalities = readers, personalities
	if *trace {
		o.Trace = i.Err
	}
	in := i.In
	var err error
	switch *pinFile {
	case "":
	case "-":
		lines := bufio.NewReader(i.In)
		o.PIN, err = pinLine(lines)
		in = lines
	default:
		o.PIN, o.PUK, err = readPINs(*pinFile)
	}
	if err != nil {
		return err
	}
	if *ca != "" {
		if o.Authority, err = authority(*ca); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return agent.VirtualCards(ctx, o, in, i.Out)
}

// maxPINFileBytes bounds a file of two short lines. Ours.
const maxPINFileBytes = 4096

// readPINs reads a PIN and perhaps a PUK from a file.
func readPINs(name string) (pin, puk string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", "", command.Plainer(err)
	}
	defer f.Close()
	lines := bufio.NewReader(io.LimitReader(f, maxPINFileBytes))
	if pin, err = pinLine(lines); err != nil {
		return "", "", fmt.Errorf("%s: %w", name, err)
	}
	puk, err = lines.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", "", command.Plainer(err)
	}
	return pin, strings.TrimSpace(puk), nil
}

// pinLine reads a line with a PIN. An error does not show it.
func pinLine(lines *bufio.Reader) (string, error) {
	line, err := lines.ReadSlice('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", errors.New("the first line, the PIN, is too long or cannot be read")
	}
	pin := strings.TrimSpace(string(line))
	if pin == "" {
		return "", errors.New("the first line, the PIN, is empty")
	}
	return pin, nil
}

// authority reads the file of an authority, and makes it if there is none.
func authority(name string) ([]byte, error) {
	b, err := os.ReadFile(name)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return b, command.Plainer(err)
	}
	if b, err = agent.NewVirtualAuthority(time.Now()); err != nil {
		return nil, err
	}
	return b, toFile(name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}
