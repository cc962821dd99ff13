package pcsc

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Transmit sends one command APDU and returns the response. It cannot be cancelled:
// when ctx ends it returns, and the Context is of no use until the driver does too.
//
// A card that another program reset is connected to again, once. A command that
// selects an application by name is then sent again; every other one gives
// card.ErrReset, since the card has forgotten what came before it: begin anew.
func (k *Card) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	response, err := k.transmit(ctx, command)
	failed, ok := errors.AsType[*Error](err)
	if !ok || failed.Code != codeReset {
		return response, err
	}
	if again := k.Reconnect(ctx, Leave); again != nil {
		return nil, again
	}
	if !selects(command) {
		return nil, err
	}
	return k.transmit(ctx, command)
}

// selects tells whether a command is SELECT by name. Source: ISO/IEC 7816-4 §7.1.1.
func selects(command []byte) bool {
	return len(command) > 4 && command[0] == 0x00 && command[1] == card.InsSelect && command[2] == 0x04
}

func (k *Card) transmit(ctx context.Context, command []byte) ([]byte, error) {
	const doing = "transmitting to the card"
	if k.access.Share == Direct || len(command) < 4 {
		return nil, fmt.Errorf("%s in reader %q: %w", doing, k.reader, card.ErrAPDU)
	}
	l := k.from.library.layout()
	// A copy, since a call that is left behind reads it for longer than the caller keeps it.
	sent := slices.Clone(command)
	if k.protocol == card.T0 {
		sent = forT0(sent)
	}
	protocol := ProtocolT1
	if k.protocol == card.T0 {
		protocol = ProtocolT0
	}
	request := l.request(uint32(protocol))
	buffer := k.buffer
	k.buffer = nil
	if buffer == nil {
		buffer = make([]byte, maxResponseBytes)
	}
	length := l.number(uint32(len(buffer)))
	err := k.do(ctx, doing, func(m *memory) Code {
		code := k.from.library.call(fnTransmit, k.handle, m.at(request), m.at(sent), uintptr(len(sent)), 0, m.at(buffer), m.at(length))
		clear(sent) // it may hold a PIN
		return code
	})
	if failed, ok := errors.AsType[*Error](err); ok && failed.Code == 0 {
		return nil, err // the call may still have the buffer
	}
	n := min(int(l.value(length)), len(buffer))
	defer func() {
		clear(buffer[:n])
		k.buffer = buffer
	}()
	if err != nil {
		return nil, err
	}
	if n < 2 {
		// Success without a status word: a card that was pulled that instant.
		return nil, &Error{Doing: doing, Reader: k.reader, Causes: []error{card.ErrTransport}}
	}
	return slices.Clone(buffer[:n]), nil
}

// forT0 makes of a command what T=0 carries: a byte P3 always, and no Le behind data,
// since the card answers 61xx there. Extended commands stay as they are: the card
// or the driver knows what to do, or says that it does not. Source: ISO/IEC 7816-3 §12.2.
func forT0(command []byte) []byte {
	switch c, err := card.ParseCommand(command); {
	case err != nil:
		return command
	case len(command) == 4:
		return append(command, 0)
	case len(c.Data) > 0 && len(command) == 5+len(c.Data)+1:
		return command[:5+len(c.Data)]
	}
	return command
}
