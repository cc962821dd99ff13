package virtual

import (
	"bytes"
	"crypto"
	"io"
)

// application is the PIV application of a card: what SP 800-73-4 part 2 says, and
// nothing of a personality. It is not safe for two callers at once; Card is.
type application struct {
	pin, puk reference
	admin    adminKey
	keys     map[byte]crypto.Signer // by key reference, such as 0x9A
	objects  map[uint32][]byte      // by tag, each with its outer element
	serial   uint32
	yubico   bool
	random   io.Reader

	// What ends with the power.
	selected bool
	verified bool // the PIN was shown
	fresh    bool // the PIN was shown since the signature key was last used
	session  adminSession
	chain    []byte   // data of a chain of commands so far
	chained  *command // the header that its commands share; nil: no chain is open
	rest     []byte   // what GET RESPONSE brings
}

// maxChainBytes bounds the data that a chain of commands brings. A certificate of
// PIV has at most 1,856 bytes (SP 800-73-4 part 1, appendix A); this leaves room
// for larger ones.
const maxChainBytes = 16384

// reset is what a card forgets when its power goes.
func (a *application) reset() {
	a.selected, a.verified, a.fresh = false, false, false
	a.session = adminSession{}
	a.chain, a.chained, a.rest = nil, nil, nil
}

// transmit answers one command APDU, whatever it is.
func (a *application) transmit(raw []byte) []byte {
	c, whole := parseCommand(raw)
	if !whole {
		return wrongLength.bytes()
	}
	if c.instruction == insGetResponse && c.class == 0 {
		return a.deliver(c)
	}
	a.rest = nil
	data, s := a.link(c)
	if s != ok {
		return s.bytes()
	}
	a.rest = data
	return a.deliver(c)
}

// deliver gives as much of what waits as the other side takes, and says how much
// is left. One that names no length gets none, and fetches it: so it is with T=0.
// Source: ISO 7816-4 §5.3.4.
func (a *application) deliver(c command) []byte {
	if c.instruction == insGetResponse && len(a.rest) == 0 {
		return conditionsNotMet.bytes()
	}
	n := min(c.expected, len(a.rest))
	out := bytes.Clone(a.rest[:n])
	a.rest = a.rest[n:]
	if left := len(a.rest); left > 0 {
		if left > 255 {
			left = 0
		}
		return append(out, (moreData | status(left)).bytes()...)
	}
	return append(out, ok.bytes()...)
}

// link joins a chain of commands and hands on what is whole.
// Source: ISO 7816-4 §5.3.3.
func (a *application) link(c command) ([]byte, status) {
	chained := c.class&0x10 != 0
	c.class &^= 0x10
	switch {
	case c.class&0x0C != 0 && c.class < 0x40:
		return nil, secureNotSupported
	case c.class > 0 && c.class <= 3:
		return nil, channelNotSupported
	case c.class != 0:
		return nil, unknownClass
	}
	if open := a.chained; open != nil {
		if c.instruction != open.instruction || c.p1 != open.p1 || c.p2 != open.p2 {
			a.chain, a.chained = nil, nil
			return nil, lastOfChainExpected
		}
		c.data = append(a.chain, c.data...)
	}
	if len(c.data) > maxChainBytes {
		a.chain, a.chained = nil, nil
		return nil, notEnoughMemory
	}
	if chained {
		head := c
		head.data = nil
		a.chain, a.chained = bytes.Clone(c.data), &head
		return nil, ok
	}
	a.chain, a.chained = nil, nil
	return a.run(c)
}

// run does what a whole command asks for.
func (a *application) run(c command) ([]byte, status) {
	if c.instruction == insSelect {
		return a.selectApplication(c)
	}
	if !a.selected {
		return nil, unknownInstruction // what a card without a default application says
	}
	switch c.instruction {
	case insGetData:
		return a.getData(c)
	case insVerify:
		return nil, a.verify(c)
	case insChangeReference:
		return nil, a.changeReference(c)
	case insResetRetry:
		return nil, a.resetRetry(c)
	case insAuthenticate:
		return a.authenticate(c)
	case insGenerate:
		return a.generate(c)
	case insPutData:
		return nil, a.putData(c)
	case insVersion:
		if a.yubico {
			return []byte{5, 2, 7}, ok // piv-go asks for GET METADATA from 5.3 on
		}
	case insSerial:
		if a.yubico {
			return []byte{byte(a.serial >> 24), byte(a.serial >> 16), byte(a.serial >> 8), byte(a.serial)}, ok
		}
	}
	return nil, unknownInstruction
}
