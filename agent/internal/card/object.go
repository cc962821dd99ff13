package card

import (
	"context"
	"fmt"
)

// Object names a data object of the PIV application. Source: NIST SP 800-73-4
// part 1, table 3.
type Object uint32

// Objects that are read without a PIN.
const (
	ObjectCHUID        Object = 0x5FC102
	ObjectCapabilities Object = 0x5FC107
	ObjectDiscovery    Object = 0x7E
	ObjectKeyHistory   Object = 0x5FC10C
)

// Slot is a key of the PIV application, by its reference. Source: NIST SP 800-73-4
// part 1, table 4b.
type Slot byte

// The four slots that have certificates.
const (
	Authentication     Slot = 0x9A
	Signature          Slot = 0x9C
	KeyManagement      Slot = 0x9D
	CardAuthentication Slot = 0x9E
)

// Slots are those four, in order.
var Slots = [...]Slot{Authentication, Signature, KeyManagement, CardAuthentication}

// String returns its reference: "9A".
func (s Slot) String() string { return fmt.Sprintf("%02X", byte(s)) }

// Words says what the key in it is for.
func (s Slot) Words() string {
	switch s {
	case Authentication:
		return "sign-in"
	case Signature:
		return "signing"
	case KeyManagement:
		return "encryption"
	case CardAuthentication:
		return "card authentication"
	}
	return "slot " + s.String()
}

// object names the data object that holds the certificate of the slot.
func (s Slot) object() (Object, bool) {
	switch s {
	case Authentication:
		return 0x5FC105, true
	case Signature:
		return 0x5FC10A, true
	case KeyManagement:
		return 0x5FC10B, true
	case CardAuthentication:
		return 0x5FC101, true
	}
	return 0, false
}

// Read returns the content of a data object: what is inside of 53, or of 7E for the
// discovery object. An object that is not there is ErrNotFound. An object that is
// there and empty gives no bytes.
func (p *PIV) Read(ctx context.Context, o Object) ([]byte, error) {
	doing := fmt.Sprintf("reading object %X", uint32(o))
	r, err := p.exchange(ctx, doing, Command{
		Instruction: InsGetData, P1: 0x3F, P2: 0xFF,
		Data: AppendTLV(nil, 0x5C, o.bytes()), Expect: shortExpect,
	})
	if err != nil {
		return nil, err
	}
	if r.SW != SWOK {
		return nil, &StatusError{doing, r.SW}
	}
	wrapper := Tag(0x53)
	if o == ObjectDiscovery {
		wrapper = 0x7E
	}
	if len(r.Data) == 0 {
		return nil, nil
	}
	object, _, err := NextTLV(r.Data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	if object.Tag != wrapper {
		return nil, fmt.Errorf("%s: %w: it begins with tag %v, not %v", doing, ErrTLV, object.Tag, wrapper)
	}
	return object.Value, nil
}

// bytes are the object's identifier as GET DATA takes it.
func (o Object) bytes() []byte {
	if o <= 0xFF {
		return []byte{byte(o)}
	}
	return []byte{byte(o >> 16), byte(o >> 8), byte(o)}
}
