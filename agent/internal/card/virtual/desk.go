package virtual

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Desk has readers in process: what a machine without pcscd can show a card in.
// Package card reads it as it reads what package pcsc gives. It is safe for several
// goroutines.
type Desk struct {
	mu    sync.Mutex
	slots []slot
}

type slot struct {
	name   string
	card   *Card // nil: none
	events uint16
}

// NewDesk makes a desk with readers of these names, all empty.
func NewDesk(names ...string) *Desk {
	d := &Desk{slots: make([]slot, len(names))}
	for i, name := range names {
		d.slots[i].name = name
	}
	return d
}

// Insert puts a card into a reader, counted from 0, powered and with nothing
// selected. A card that is there is pulled out before.
func (d *Desk) Insert(reader int, c *Card) {
	d.Remove(reader)
	d.mu.Lock()
	defer d.mu.Unlock()
	c.Put()
	c.Power(true)
	d.slots[reader].card = c
	d.slots[reader].events++
}

// Remove pulls the card out of a reader, if there is one.
func (d *Desk) Remove(reader int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := &d.slots[reader]; s.card != nil {
		s.card.Pull()
		s.leave()
	}
}

func (s *slot) leave() {
	s.card = nil
	s.events++
}

// Readers tells what the readers hold now. A card that was pulled by itself is gone.
func (d *Desk) Readers() []card.Reader {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make([]card.Reader, len(d.slots))
	for i := range d.slots {
		s := &d.slots[i]
		if s.card != nil && s.card.Out() {
			s.leave()
		}
		all[i] = card.Reader{Name: s.name, State: card.Empty, Events: s.events}
		if s.card == nil {
			continue
		}
		all[i].State = card.Mute
		if all[i].ATR = s.card.ATR(); all[i].ATR != nil {
			all[i].State = card.Present
		}
	}
	return all
}

// Connect gives a way to the card in a reader. Errors are card.ErrNoReader,
// card.ErrNoCard and card.ErrMute.
func (d *Desk) Connect(reader string) (card.Transmitter, error) {
	for i, r := range d.Readers() {
		if r.Name != reader {
			continue
		}
		d.mu.Lock()
		c := d.slots[i].card
		d.mu.Unlock()
		switch {
		case c == nil:
			return nil, fmt.Errorf("connecting to the card in %s: %w", reader, card.ErrNoCard)
		case c.ATR() == nil:
			return nil, fmt.Errorf("connecting to the card in %s: %w", reader, card.ErrMute)
		}
		return wire{c}, nil
	}
	return nil, fmt.Errorf("connecting to the card in %s: %w", reader, card.ErrNoReader)
}

// wire leads to one card.
type wire struct{ card *Card }

// Transmit sends a command. A card that does not answer in time is left behind with
// what it does, as one in a reader is.
func (w wire) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	answers := make(chan []byte, 1)
	go func() { answers <- w.card.Transmit(command) }()
	select {
	case answer := <-answers:
		if answer == nil {
			return nil, fmt.Errorf("sending a command: %w", card.ErrRemoved)
		}
		return answer, nil
	case <-ctx.Done():
		why := card.ErrCancelled
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			why = card.ErrDeadline
		}
		return nil, fmt.Errorf("sending a command: %w", why)
	}
}
