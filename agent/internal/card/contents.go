package card

import (
	"context"
	"errors"
)

// Contents is all that a card tells without a PIN.
type Contents struct {
	// Label and Version are those of the PIV application.
	Label, Version string
	// CHUID is zero when CHUIDFault says why.
	CHUID      CHUID
	CHUIDFault error
	// Certificates are those that are there, broken ones too, by slot.
	Certificates []Certificate
	// Unread are slots whose certificate could not be read, with the reason; a slot
	// that is empty is not among them.
	Unread map[Slot]error
	// Tries is how the PIN stands; its Left is -1 when TriesFault says why.
	Tries      Tries
	TriesFault error
}

// Blank tells that the card has its application and not one certificate.
func (c Contents) Blank() bool { return len(c.Certificates) == 0 && len(c.Unread) == 0 }

// Look reads all that a card tells without a PIN. No try is spent. It is an error
// if there is no PIV application (ErrNoApplication), and if the card or its reader
// goes away meanwhile; what was read before that is returned too.
func Look(ctx context.Context, t Transmitter) (Contents, error) {
	c := Contents{Tries: Tries{Left: -1}}
	p, err := SelectPIV(ctx, t)
	if err != nil {
		return c, err
	}
	c.Label, c.Version = p.Label, p.Version
	if c.CHUID, err = p.CHUID(ctx); err != nil {
		c.CHUIDFault = err
	}
	for _, slot := range Slots {
		certificate, err := p.Certificate(ctx, slot)
		switch {
		case p.lost != nil:
			return c, err
		case err == nil:
			c.Certificates = append(c.Certificates, certificate)
		case !errors.Is(err, ErrNotFound):
			if c.Unread == nil {
				c.Unread = make(map[Slot]error)
			}
			c.Unread[slot] = err
		}
	}
	if c.Tries, err = p.Tries(ctx); err != nil {
		c.TriesFault = err
	}
	return c, p.lost
}
