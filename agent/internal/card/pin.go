package card

import (
	"context"
	"errors"
	"fmt"
)

// Tries is how a PIN stands.
type Tries struct {
	// Left is how many wrong PINs the card still takes; -1 when it does not tell.
	// A card from which another program already got the PIN does not tell.
	Left int
	// Verified is set when the card holds the PIN as verified already.
	Verified bool
	// Blocked is set when no try is left.
	Blocked bool
}

// Tries asks how many tries are left, and spends none: VERIFY without a PIN. It is
// sent to a PIV application only, since another application might take the empty
// PIN for a wrong one. Source: NIST SP 800-73-4 part 2 §3.2.1.
func (p *PIV) Tries(ctx context.Context) (Tries, error) {
	const doing = "asking for the tries left"
	if err := p.discover(ctx); err != nil {
		return Tries{Left: -1}, fmt.Errorf("%s: %w", doing, err)
	}
	r, err := p.exchange(ctx, doing, Command{Instruction: InsVerify, P2: byte(p.pin)})
	if err != nil {
		return Tries{Left: -1}, err
	}
	if r.SW == SWOK {
		return Tries{Left: -1, Verified: true}, nil
	}
	if left, ok := r.SW.Tries(); ok {
		return Tries{Left: left, Blocked: left == 0}, nil
	}
	return Tries{Left: -1}, &StatusError{doing, r.SW}
}

// ErrPINLength is a PIN that no card of this kind can have. It was not sent.
var ErrPINLength = errors.New("a PIN has 4 to 8 characters; nothing was sent to the card, and no try is spent")

// Verify gives the PIN to the card. This is the one call that can spend a try. The
// PIN is wiped, in pin too, whatever comes of it. A wrong or blocked PIN is a
// *PINError with the tries left. The card stays open for every program until it is
// reset: end the connection with a reset.
func (p *PIV) Verify(ctx context.Context, pin []byte) error {
	const doing = "verifying the PIN"
	defer clear(pin)
	if len(pin) < minPINBytes || len(pin) > pinBytes {
		return ErrPINLength
	}
	padded := make([]byte, pinBytes)
	defer clear(padded)
	for i := copy(padded, pin); i < pinBytes; i++ {
		padded[i] = 0xFF
	}
	if err := p.discover(ctx); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	r, err := p.exchange(ctx, doing, Command{Instruction: InsVerify, P2: byte(p.pin), Data: padded})
	if err != nil {
		return err
	}
	if r.SW == SWOK {
		return nil
	}
	if left, ok := r.SW.Tries(); ok {
		return &PINError{doing, left, r.SW}
	}
	if r.SW&0xFF00 == SWVerifyFailed {
		return &PINError{doing, -1, r.SW}
	}
	return &StatusError{doing, r.SW}
}
