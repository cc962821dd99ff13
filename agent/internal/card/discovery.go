package card

import (
	"context"
	"errors"
)

// discover reads the discovery object, which few cards have, for the PIN that
// people of this card know. Source: NIST SP 800-73-4 part 1 §3.3.2.
func (p *PIV) discover(ctx context.Context) error {
	data, err := p.Read(ctx, ObjectDiscovery)
	switch {
	case err == nil:
		p.pin = ParseDiscovery(data)
		return nil
	case p.lost != nil:
		return err
	case errors.Is(err, ErrLimit) || errors.Is(err, ErrTLV) || errors.Is(err, ErrAPDU):
		// What cannot be read says nothing about the PIN.
		return nil
	}
	if _, ok := errors.AsType[*StatusError](err); ok {
		return nil
	}
	return err
}

// ParseDiscovery returns which PIN a discovery object names as the first: PIVPIN
// unless it says otherwise.
func ParseDiscovery(b []byte) Reference {
	policy, ok := FindTLV(b, 0x5F2F)
	// Bit 6 of the first byte: the global PIN opens the application too. 20 in the
	// second: it is the one that people know.
	if ok && len(policy) == 2 && policy[0]&0x20 != 0 && policy[1] == 0x20 {
		return GlobalPIN
	}
	return PIVPIN
}
