package card

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Command is a command APDU. Source: ISO/IEC 7816-4 §5.1.
type Command struct {
	Class, Instruction, P1, P2 byte
	// Data goes to the card, at most 65,535 bytes.
	Data []byte
	// Expect is how many bytes may come back at most (Ne), 0 to 65,536; 0 means none.
	Expect int
}

// Instructions that are used here. Source: ISO/IEC 7816-4 §7, NIST SP 800-73-4 part 2 §3.
const (
	InsVerify              = 0x20
	InsChangeReferenceData = 0x24
	InsResetRetryCounter   = 0x2C
	InsGenerateKeyPair     = 0x47
	InsGeneralAuthenticate = 0x87
	InsSelect              = 0xA4
	InsGetResponse         = 0xC0
	InsGetData             = 0xCB
	InsPutData             = 0xDB
)

const (
	// shortData is the most that one short APDU carries either way. Source: ISO/IEC 7816-4 §5.1.
	shortData   = 255
	shortExpect = 256
	// maxExtended is the most of an extended APDU.
	maxExtendedData   = 65535
	maxExtendedExpect = 65536
	// classChained marks a command that goes on in the next one. Source: ISO/IEC 7816-4 §5.1.1.1.
	classChained = 0x10
)

// ErrAPDU is what every malformed command or response is.
var ErrAPDU = errors.New("not an APDU")

// Bytes encodes the command: short if it fits, else extended.
func (c Command) Bytes() ([]byte, error) {
	if len(c.Data) > maxExtendedData || c.Expect < 0 || c.Expect > maxExtendedExpect {
		return nil, fmt.Errorf("%w: %d bytes of data and %d expected are more than one command can carry", ErrAPDU, len(c.Data), c.Expect)
	}
	b := make([]byte, 0, 4+3+len(c.Data)+3)
	b = append(b, c.Class, c.Instruction, c.P1, c.P2)
	if len(c.Data) <= shortData && c.Expect <= shortExpect {
		if len(c.Data) > 0 {
			b = append(b, byte(len(c.Data)))
			b = append(b, c.Data...)
		}
		if c.Expect > 0 {
			b = append(b, byte(c.Expect)) // 256 is written 00
		}
		return b, nil
	}
	b = append(b, 0)
	if len(c.Data) > 0 {
		b = binary.BigEndian.AppendUint16(b, uint16(len(c.Data)))
		b = append(b, c.Data...)
	}
	if c.Expect > 0 {
		b = binary.BigEndian.AppendUint16(b, uint16(c.Expect)) // 65,536 is written 0000
	}
	return b, nil
}

// ParseCommand decodes a command APDU, short or extended. Data is a part of b.
func ParseCommand(b []byte) (Command, error) {
	if len(b) < 4 {
		return Command{}, fmt.Errorf("%w: a command has four bytes at least, this has %d", ErrAPDU, len(b))
	}
	c := Command{Class: b[0], Instruction: b[1], P1: b[2], P2: b[3]}
	body := b[4:]
	switch {
	case len(body) == 0:
		return c, nil
	case len(body) == 1:
		c.Expect = orMost(int(body[0]), shortExpect)
		return c, nil
	case body[0] != 0:
		n := int(body[0])
		switch len(body) {
		case 1 + n:
		case 1 + n + 1:
			c.Expect = orMost(int(body[1+n]), shortExpect)
		default:
			return Command{}, fmt.Errorf("%w: its length says %d bytes of data, %d follow", ErrAPDU, n, len(body)-1)
		}
		c.Data = body[1 : 1+n]
		return c, nil
	case len(body) == 3:
		c.Expect = orMost(int(binary.BigEndian.Uint16(body[1:])), maxExtendedExpect)
		return c, nil
	case len(body) < 3:
		return Command{}, fmt.Errorf("%w: its extended length is cut", ErrAPDU)
	}
	n := int(binary.BigEndian.Uint16(body[1:]))
	switch len(body) {
	case 3 + n:
	case 3 + n + 2:
		c.Expect = orMost(int(binary.BigEndian.Uint16(body[3+n:])), maxExtendedExpect)
	default:
		return Command{}, fmt.Errorf("%w: its extended length says %d bytes of data, %d follow", ErrAPDU, n, len(body)-3)
	}
	if n == 0 {
		return Command{}, fmt.Errorf("%w: its extended length says no data", ErrAPDU)
	}
	c.Data = body[3 : 3+n]
	return c, nil
}

func orMost(n, most int) int {
	if n == 0 {
		return most
	}
	return n
}

// Response is a response APDU.
type Response struct {
	Data []byte
	SW   SW
}

// ParseResponse decodes a response APDU. Data is a part of b.
func ParseResponse(b []byte) (Response, error) {
	if len(b) < 2 {
		return Response{}, fmt.Errorf("%w: a response ends with a status word of two bytes, this has %d bytes", ErrAPDU, len(b))
	}
	if len(b)-2 > maxExtendedExpect {
		return Response{}, fmt.Errorf("%w: a response of %d bytes", ErrAPDU, len(b))
	}
	return Response{Data: b[:len(b)-2], SW: SW(binary.BigEndian.Uint16(b[len(b)-2:]))}, nil
}
