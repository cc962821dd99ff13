package virtual

import "encoding/binary"

// command is a command APDU. Source: ISO 7816-4 §5.1.
type command struct {
	class, instruction, p1, p2 byte

	data []byte
	// expected is how many bytes the other side takes at most (Le); 0: it did not say.
	expected int
}

// Instructions. Source: SP 800-73-4 part 2 §3, but for those of Yubico.
const (
	insVerify          = 0x20
	insChangeReference = 0x24
	insResetRetry      = 0x2C
	insGenerate        = 0x47
	insAuthenticate    = 0x87
	insSelect          = 0xA4
	insGetResponse     = 0xC0
	insGetData         = 0xCB
	insPutData         = 0xDB
	insSerial          = 0xF8 // Yubico: the serial number
	insVersion         = 0xFD // Yubico: the version of the application
)

// parseCommand reads an APDU in its short or extended form; false: its lengths
// do not agree.
func parseCommand(b []byte) (command, bool) {
	if len(b) < 4 {
		return command{}, false
	}
	c := command{class: b[0], instruction: b[1], p1: b[2], p2: b[3]}
	body := b[4:]
	switch {
	case len(body) == 0:
		return c, true
	case len(body) == 1:
		c.expected = short(body[0])
		return c, true
	case body[0] != 0:
		n := int(body[0])
		c.data = body[1:min(1+n, len(body))]
		switch len(body) {
		case 1 + n:
			return c, true
		case 2 + n:
			c.expected = short(body[1+n])
			return c, true
		}
		return c, false
	case len(body) == 3:
		c.expected = extended(body[1:])
		return c, true
	case len(body) < 3:
		return c, false
	}
	n := int(binary.BigEndian.Uint16(body[1:]))
	c.data = body[3:min(3+n, len(body))]
	switch {
	case n > 0 && len(body) == 3+n:
		return c, true
	case n > 0 && len(body) == 5+n:
		c.expected = extended(body[3+n:])
		return c, true
	}
	return c, false
}

// short reads a short Le, in which 0 stands for 256.
func short(b byte) int {
	if b == 0 {
		return 256
	}
	return int(b)
}

// extended reads an extended Le, in which 0 stands for 65,536.
func extended(b []byte) int {
	if n := int(binary.BigEndian.Uint16(b)); n > 0 {
		return n
	}
	return 65536
}
