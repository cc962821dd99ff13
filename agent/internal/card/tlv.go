package card

import (
	"errors"
	"fmt"
)

// Tag is the tag of a BER-TLV data object with all its bytes: 0x53, 0x5F2F.
type Tag uint32

// String returns it in hexadecimal: "5F2F".
func (t Tag) String() string { return fmt.Sprintf("%02X", uint32(t)) }

// TLV is one BER-TLV data object. Source: ISO/IEC 7816-4 §5.2.2.
type TLV struct {
	Tag   Tag
	Value []byte // part of what was read, not a copy
}

// ErrTLV is what every fault in TLV data is.
var ErrTLV = errors.New("data of the card is not TLV")

// NextTLV reads one data object from the beginning of b and returns what follows.
// Bytes 00 and FF before it are padding, and skipped; with nothing but padding left
// it returns a TLV with Tag 0. Tags have at most three bytes and lengths four
// after the first; lengths without an end are refused, since cards have none.
func NextTLV(b []byte) (TLV, []byte, error) {
	whole := len(b)
	for len(b) > 0 && (b[0] == 0x00 || b[0] == 0xFF) {
		b = b[1:]
	}
	if len(b) == 0 {
		return TLV{}, nil, nil
	}
	tag := Tag(b[0])
	more := b[0]&0x1F == 0x1F
	b = b[1:]
	for n := 1; more; n++ {
		if len(b) == 0 || n == 3 {
			return TLV{}, nil, fmt.Errorf("%w: the tag at byte %d of %d does not end", ErrTLV, whole-len(b)-n, whole)
		}
		tag = tag<<8 | Tag(b[0])
		more = b[0]&0x80 != 0
		b = b[1:]
	}
	length, b, err := tlvLength(tag, b)
	if err != nil {
		return TLV{}, nil, err
	}
	if length > len(b) {
		return TLV{}, nil, fmt.Errorf("%w: tag %v claims %d bytes, %d are left", ErrTLV, tag, length, len(b))
	}
	return TLV{tag, b[:length]}, b[length:], nil
}

// tlvLength reads the length of a data object. Source: ISO/IEC 7816-4 §5.2.2.2.
func tlvLength(tag Tag, b []byte) (int, []byte, error) {
	if len(b) == 0 {
		return 0, nil, fmt.Errorf("%w: tag %v has no length", ErrTLV, tag)
	}
	first := b[0]
	b = b[1:]
	if first < 0x80 {
		return int(first), b, nil
	}
	n := int(first & 0x7F)
	if n == 0 || n > 4 || n > len(b) {
		return 0, nil, fmt.Errorf("%w: the length of tag %v begins with %02X and cannot be read", ErrTLV, tag, first)
	}
	length := uint64(0)
	for _, digit := range b[:n] {
		length = length<<8 | uint64(digit)
	}
	if length > maxObjectBytes {
		return 0, nil, fmt.Errorf("%w: tag %v claims %d bytes; %d is the most that is read", ErrTLV, tag, length, maxObjectBytes)
	}
	return int(length), b[n:], nil
}

// ParseTLV reads all data objects of one level. On an error it also returns those
// before the fault.
func ParseTLV(b []byte) ([]TLV, error) {
	var all []TLV
	for len(b) > 0 {
		object, rest, err := NextTLV(b)
		if err != nil {
			return all, err
		}
		if object.Tag != 0 {
			all = append(all, object)
		}
		b = rest
	}
	return all, nil
}

// FindTLV returns the value of the first data object with the tag at the top level
// of b. A fault that comes after it does no harm.
func FindTLV(b []byte, tag Tag) (value []byte, ok bool) {
	for len(b) > 0 {
		object, rest, err := NextTLV(b)
		if err != nil {
			return nil, false
		}
		if object.Tag == tag {
			return object.Value, true
		}
		b = rest
	}
	return nil, false
}

// AppendTLV appends a data object to dst, with the shortest length there is.
func AppendTLV(dst []byte, tag Tag, value []byte) []byte {
	for shift := 24; shift >= 0; shift -= 8 {
		if shift == 0 || tag>>shift != 0 {
			dst = append(dst, byte(tag>>shift))
		}
	}
	switch n := len(value); {
	case n < 0x80:
		dst = append(dst, byte(n))
	case n < 0x100:
		dst = append(dst, 0x81, byte(n))
	case n < 0x10000:
		dst = append(dst, 0x82, byte(n>>8), byte(n))
	default:
		dst = append(dst, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	return append(dst, value...)
}
