package pcsc

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// State bits of a reader. Source: winscard.h and pcsclite.h, SCARD_STATE_….
const (
	stateChanged     = 0x0002
	stateUnknown     = 0x0004
	stateUnavailable = 0x0008
	stateEmpty       = 0x0010
	statePresent     = 0x0020
	stateExclusive   = 0x0080
	stateInUse       = 0x0100
	stateMute        = 0x0200
	stateUnpowered   = 0x0400
)

// newReaders is the name that stands for readers that come and go. Source: Microsoft,
// SCardGetStatusChange. macOS does not know it.
const newReaders = `\\?PnP?\Notification`

// seen is a reader as the library told it.
type seen struct {
	card.Reader
	bits uint32 // as they came; they are given back to wait for the next change
}

// Look returns the readers and what is in them, in the order of the system. It connects to no
// card. No readers is not an error.
func (c *Context) Look(ctx context.Context) ([]card.Reader, error) {
	all, err := c.look(ctx)
	if err != nil {
		return nil, err
	}
	readers := make([]card.Reader, len(all))
	for i, s := range all {
		readers[i] = s.Reader
	}
	return readers, nil
}

// look lists the readers and asks for their states. A reader may go between the two;
// then it lists them again.
func (c *Context) look(ctx context.Context) ([]seen, error) {
	var err error
	for range 5 {
		var names []string
		if names, err = c.Readers(ctx); err != nil {
			return nil, err
		}
		all := make([]seen, 0, len(names))
		for chunk := range slices.Chunk(names, maxStates) {
			asked := make([]seen, len(chunk))
			for i, name := range chunk {
				asked[i].Name = name
			}
			if err = c.change(ctx, "looking at the readers", asked, 0); err != nil {
				break
			}
			all = append(all, asked...)
		}
		// A driver that has no answer yet times out at once.
		if err == nil {
			return all, nil
		}
		if failed, ok := errors.AsType[*Error](err); !ok || failed.Code != codeUnknownReader && failed.Code != codeTimeout {
			return nil, err
		}
	}
	return nil, err
}

// change asks for a change against what is known of readers (bits), for as long as
// wait, and writes what is known then. A time that passes without a change is an
// *Error with SCARD_E_TIMEOUT.
func (c *Context) change(ctx context.Context, doing string, readers []seen, wait time.Duration) error {
	l := c.library.layout()
	size := l.stateSize()
	states := make([]byte, size*len(readers))
	names := make([][]byte, len(readers))
	for i, r := range readers {
		names[i] = l.name(r.Name)
	}
	asking := call{
		doing: doing,
		run: func(m *memory) Code {
			for i, r := range readers {
				l.putState(states[i*size:], m.at(names[i]), r.bits&^stateChanged)
			}
			return c.library.call(fnGetStatusChange, c.handle, uintptr(wait.Milliseconds()), m.at(states), uintptr(len(readers)))
		},
	}
	if wait > 0 { // else it waits for the service alone, which cancels nothing then
		asking.cancel = func() { c.library.call(fnCancel, c.handle) }
	}
	if err := c.line.do(ctx, asking); err != nil {
		return err
	}
	for i := range readers {
		readers[i] = read(readers[i].Name, l, states[i*size:])
	}
	return nil
}

// read tells what the library wrote of a reader.
func read(name string, l layout, b []byte) seen {
	bits, atr := l.getState(b)
	s := seen{bits: bits, Reader: card.Reader{
		Name:      strings.Clone(name),
		State:     stateOf(bits),
		InUse:     bits&(stateInUse|stateExclusive) != 0,
		Exclusive: bits&stateExclusive != 0,
		Unpowered: bits&stateUnpowered != 0,
		Events:    uint16(bits >> 16),
	}}
	if s.State.HasCard() {
		s.ATR = atr
	}
	return s
}

func stateOf(bits uint32) card.State {
	switch {
	case bits&(stateUnknown|stateUnavailable) != 0:
		return card.Unavailable
	case bits&statePresent != 0 && bits&stateMute != 0:
		return card.Mute
	case bits&statePresent != 0:
		return card.Present
	case bits&stateEmpty != 0:
		return card.Empty
	}
	return card.StateUnknown
}
