package card

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxATRBytes is the longest answer to reset: TS and at most 32 characters after
// it. Source: ISO/IEC 7816-3 §8.2.1.
const maxATRBytes = 33

// Protocol is a transmission protocol, by its number T. Source: ISO/IEC 7816-3 §8.2.3.
type Protocol uint8

// The two protocols that contact cards speak.
const (
	T0 Protocol = 0
	T1 Protocol = 1
)

// String returns it as the standard writes it: "T=1".
func (p Protocol) String() string { return fmt.Sprintf("T=%d", uint8(p)) }

// ATR is an answer to reset, as a card gave it and as ISO/IEC 7816-3 §8 reads it.
// Cards in use depart from the standard, so what is wrong is told in Faults and
// the rest is read all the same.
type ATR struct {
	// Bytes is all that came, 1 to 33 bytes.
	Bytes []byte
	// Inverse tells the convention of TS: false is direct (3B), true inverse (3F).
	Inverse bool
	// Protocols are those the card offers, the first of them first, each once. It
	// is T=0 alone when the card names none.
	Protocols []Protocol
	// Specific is set when the card speaks one protocol only and takes no other
	// settings (TA2 is there); Protocols then still lists what TD1 and so on say.
	Specific *Protocol
	// Interface are the interface bytes in their order, TA1 first.
	Interface []InterfaceByte
	// Historical are the historical bytes, at most 15. They say what the card is.
	Historical []byte
	// TCK is the check byte, if HasTCK.
	TCK    byte
	HasTCK bool
	// Faults are departures from the standard in words; nil if there is none.
	Faults []string
}

// InterfaceByte is one of the bytes TA1, TB1, …: Letter is 'A' to 'D', Index from 1.
type InterfaceByte struct {
	Letter byte
	Index  int
	Value  byte
}

// String returns its name and value: "TA1=18".
func (b InterfaceByte) String() string {
	return fmt.Sprintf("T%c%d=%02X", b.Letter, b.Index, b.Value)
}

// Errors of ParseATR.
var (
	ErrNoATR   = errors.New("the card gave no answer to reset")
	ErrATRLong = fmt.Errorf("the answer to reset is longer than %d bytes, which ISO/IEC 7816-3 allows", maxATRBytes)
)

// ParseATR reads an answer to reset. It refuses only what cannot be one: nothing,
// or more than 33 bytes. Every other fault is listed in Faults.
func ParseATR(b []byte) (ATR, error) {
	switch {
	case len(b) == 0:
		return ATR{}, ErrNoATR
	case len(b) > maxATRBytes:
		return ATR{}, fmt.Errorf("%w: %d", ErrATRLong, len(b))
	}
	a := ATR{Bytes: slices.Clone(b)}
	a.Inverse = b[0] == 0x3F
	if b[0] != 0x3B && b[0] != 0x3F {
		a.fault("it begins with %02X; 3B or 3F begins one", b[0])
	}
	if len(b) == 1 {
		a.Protocols = []Protocol{T0}
		a.fault("it ends after its first byte")
		return a, nil
	}
	rest, needsTCK := a.readInterface(b[1], b[2:])
	a.readHistorical(int(b[1]&0x0F), rest, needsTCK)
	return a, nil
}

// readInterface reads TA1 … TDn, of which the bits of T0 and then of each TD tell
// which there are, and returns what follows, and whether a TCK has to end it.
func (a *ATR) readInterface(t0 byte, rest []byte) (after []byte, needsTCK bool) {
	present := t0 >> 4
	for index := 1; present != 0; index++ {
		next := byte(0)
		for bit, letter := range []byte("ABCD") {
			if present&(1<<bit) == 0 {
				continue
			}
			if len(rest) == 0 {
				a.fault("it ends before T%c%d, which it announces", letter, index)
				a.orT0()
				return nil, needsTCK
			}
			value := rest[0]
			rest = rest[1:]
			a.Interface = append(a.Interface, InterfaceByte{letter, index, value})
			protocol := Protocol(value & 0x0F)
			switch {
			case letter == 'A' && index == 2:
				a.Specific = &protocol
			case letter == 'D':
				next = value >> 4
				needsTCK = needsTCK || protocol != T0
				// T=15 is no protocol: it announces bytes that hold for all of them.
				if protocol != 15 && !slices.Contains(a.Protocols, protocol) {
					a.Protocols = append(a.Protocols, protocol)
				}
			}
		}
		present = next
	}
	a.orT0()
	return rest, needsTCK
}

// orT0 notes the protocol that a card speaks which names none.
func (a *ATR) orT0() {
	if len(a.Protocols) == 0 {
		a.Protocols = []Protocol{T0}
	}
}

// readHistorical reads the historical bytes, of which T0 tells how many, and the check byte.
func (a *ATR) readHistorical(count int, rest []byte, needsTCK bool) {
	if len(rest) < count {
		a.fault("it announces %d historical bytes and has %d", count, len(rest))
		count = len(rest)
	}
	if count > 0 {
		a.Historical = slices.Clone(rest[:count])
	}
	rest = rest[count:]
	switch {
	case needsTCK && len(rest) == 0:
		a.fault("its check byte (TCK) is missing")
		return
	case needsTCK:
		a.TCK, a.HasTCK = rest[0], true
		rest = rest[1:]
		right := byte(0)
		for _, b := range a.Bytes[1 : len(a.Bytes)-len(rest)-1] {
			right ^= b
		}
		if a.TCK != right {
			a.fault("its check byte (TCK) is %02X, %02X would be right", a.TCK, right)
		}
	}
	if len(rest) > 0 {
		a.fault("%d bytes follow its end", len(rest))
	}
}

func (a *ATR) fault(format string, args ...any) {
	a.Faults = append(a.Faults, fmt.Sprintf(format, args...))
}

// Offers tells whether the card offers the protocol.
func (a ATR) Offers(p Protocol) bool { return slices.Contains(a.Protocols, p) }

// Contactless tells whether a reader made this answer for a card without contacts.
// Source: PC/SC part 3 §3.1.3.2.3.
func (a ATR) Contactless() bool {
	return len(a.Bytes) >= 4 && a.Bytes[0] == 0x3B && a.Bytes[1]&0xF0 == 0x80 && a.Bytes[2] == 0x80 && a.Bytes[3] == 0x01
}

// Text returns the historical bytes as text: printable ones as they are, each
// other as a point.
func (a ATR) Text() string {
	text := make([]byte, len(a.Historical))
	for i, b := range a.Historical {
		text[i] = '.'
		if b >= 0x20 && b < 0x7F {
			text[i] = b
		}
	}
	return string(text)
}

// String returns the bytes as lists of ATRs write them: "3B 6A 00 FF".
func (a ATR) String() string { return Hex(a.Bytes) }

// Hex returns bytes as pairs of capital hexadecimal digits with spaces between.
func Hex(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	digits := strings.ToUpper(hex.EncodeToString(b))
	text := make([]byte, 0, 3*len(b)-1)
	for i := 0; i < len(digits); i += 2 {
		if i > 0 {
			text = append(text, ' ')
		}
		text = append(text, digits[i:i+2]...)
	}
	return string(text)
}
