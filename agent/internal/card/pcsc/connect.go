package pcsc

import (
	"context"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Share is who else may use the card meanwhile. Source: winscard.h, SCARD_SHARE_….
type Share uint32

// Ways to share. The zero value of Access shares.
const (
	Exclusive Share = 1
	Shared    Share = 2
	// Direct connects to the reader, with or without a card in it, to ask about the
	// reader. Nothing can be transmitted.
	Direct Share = 3
)

// Protocols is a set of protocols. Source: winscard.h, SCARD_PROTOCOL_….
type Protocols uint32

// The protocols of smartcards. RAW (0x4, on Windows 0x10000) is left out on purpose:
// a connection with it leaves cards in a state in which nobody else can connect.
const (
	ProtocolT0 Protocols = 1
	ProtocolT1 Protocols = 2
)

// Access is how to connect. The zero value shares the card and takes T=0 or T=1.
type Access struct {
	Share     Share     // 0: Shared
	Protocols Protocols // 0: both; with Direct, none
}

// Disposition is what becomes of the card. Source: winscard.h, SCARD_LEAVE_CARD and so on.
type Disposition uint32

// What can become of a card. After a PIN was verified it has to be Reset or Unpower.
const (
	Leave   Disposition = 0
	Reset   Disposition = 1
	Unpower Disposition = 2
)

// Card is a connection to a card, or with Direct to a reader. It is a
// card.Transmitter. Its calls go through the Context from which it is. One goroutine
// uses it at a time.
type Card struct {
	from     *Context
	handle   uintptr
	reader   string
	access   Access
	protocol card.Protocol
	buffer   []byte // for responses; nil while a call has it
}

// Connect connects to the card in a reader. No card is card.ErrNoCard, one that
// does not answer card.ErrMute, one that another program has for itself card.ErrInUse.
func (c *Context) Connect(ctx context.Context, reader string, access Access) (*Card, error) {
	const doing = "connecting to the card"
	if !nameable(reader) {
		return nil, &Error{Doing: doing, Reader: reader, Code: codeUnknownReader, Causes: []error{card.ErrNoReader}}
	}
	if access.Share == 0 {
		access.Share = Shared
	}
	if access.Protocols == 0 && access.Share != Direct {
		access.Protocols = ProtocolT0 | ProtocolT1
	}
	l := c.library.layout()
	name, handle, protocol := l.name(reader), make([]byte, l.handle), l.number(0)
	err := c.line.do(ctx, call{
		doing: doing, reader: reader,
		run: func(m *memory) Code {
			return c.library.call(fnConnect, c.handle, m.at(name), uintptr(access.Share), uintptr(access.Protocols), m.at(handle), m.at(protocol))
		},
		undo: func() { c.library.call(fnDisconnect, c.read(handle), uintptr(Leave)) },
	})
	if err != nil {
		return nil, err
	}
	k := &Card{from: c, handle: c.read(handle), reader: reader, access: access}
	if err := k.speaks(l.value(protocol)); err != nil {
		_ = k.Close(ctx, Leave)
		return nil, err
	}
	return k, nil
}

// speaks notes the protocol that reader and card agreed on.
func (k *Card) speaks(protocol uint32) error {
	switch Protocols(protocol) {
	case ProtocolT0:
		k.protocol = card.T0
	case ProtocolT1:
		k.protocol = card.T1
	default:
		if k.access.Share != Direct {
			return &Error{Doing: fmt.Sprintf("connecting to the card: the protocol is %#x, neither T=0 nor T=1", protocol), Reader: k.reader, Causes: []error{card.ErrProtocol}}
		}
	}
	return nil
}

// Reader is the name of the reader.
func (k *Card) Reader() string { return k.reader }

// Protocol is the one that reader and card agreed on.
func (k *Card) Protocol() card.Protocol { return k.protocol }

// Close ends the connection. Where a call hangs the card is left as it is until that
// call returns, and then closed with it by the library.
func (k *Card) Close(ctx context.Context, what Disposition) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), endLimit)
	defer stop()
	return k.do(ctx, "disconnecting from the card", func(*memory) Code {
		return k.from.library.call(fnDisconnect, k.handle, uintptr(what))
	})
}

// Reconnect takes up the connection after another program reset the card, or resets
// it. What the card was told before is forgotten: the application has to be selected
// again.
func (k *Card) Reconnect(ctx context.Context, what Disposition) error {
	protocol := k.from.library.layout().number(0)
	err := k.do(ctx, "connecting to the card again", func(m *memory) Code {
		return k.from.library.call(fnReconnect, k.handle, uintptr(k.access.Share), uintptr(k.access.Protocols), uintptr(what), m.at(protocol))
	})
	if err != nil {
		return err
	}
	return k.speaks(k.from.library.layout().value(protocol))
}

// do makes a call about this card that opens nothing.
func (k *Card) do(ctx context.Context, doing string, run func(*memory) Code) error {
	return k.from.line.do(ctx, call{doing: doing, reader: k.reader, run: run})
}

// Status is a connection at one moment.
type Status struct {
	Reader   string
	Protocol card.Protocol
	ATR      []byte
}

// Status asks how the connection stands. A card that was taken out or reset is an
// error (card.ErrRemoved, card.ErrReset).
func (k *Card) Status(ctx context.Context) (Status, error) {
	l := k.from.library.layout()
	name, length := make([]byte, maxNameBytes), l.number(uint32(maxNameBytes/l.character()))
	state, protocol := l.number(0), l.number(0)
	atr, size := make([]byte, l.atr), l.number(uint32(l.atr))
	err := k.do(ctx, "asking how the card stands", func(m *memory) Code {
		return k.from.library.call(fnStatus, k.handle, m.at(name), m.at(length), m.at(state), m.at(protocol), m.at(atr), m.at(size))
	})
	if err != nil {
		return Status{}, err
	}
	s := Status{Reader: k.reader, Protocol: k.protocol}
	if names := l.parseNames(name[:min(int(l.value(length))*l.character(), len(name))]); len(names) > 0 {
		s.Reader = names[0]
	}
	if p := Protocols(l.value(protocol)); p == ProtocolT0 || p == ProtocolT1 {
		s.Protocol = card.Protocol(p - 1)
	}
	s.ATR = atr[:min(int(l.value(size)), len(atr))]
	return s, nil
}
