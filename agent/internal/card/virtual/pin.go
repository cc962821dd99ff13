package virtual

import (
	"crypto/subtle"
	"fmt"
	"regexp"
)

// Key references of what a person knows. Source: SP 800-73-4 part 1, table 4.
const (
	refPIN = 0x80
	refPUK = 0x81
)

// reference is a PIN or an unblocking key with its counter.
type reference struct {
	value [8]byte // padded
	left  int     // tries left; 0: blocked
	tries int     // what left is set to after a right one
}

// try compares, and counts what is wrong.
func (r *reference) try(given []byte) status {
	if r.left == 0 {
		return pinBlocked
	}
	if subtle.ConstantTimeCompare(r.value[:], given) == 1 {
		r.left = r.tries
		return ok
	}
	r.left--
	return r.standing()
}

// standing says how many tries are left, without spending one.
func (r *reference) standing() status {
	if r.left == 0 {
		return pinBlocked
	}
	return triesLeft | status(r.left)
}

var pinShape = regexp.MustCompile(`^[0-9]{6,8}$`)

// padPIN brings a PIN into the form in which it is sent: 6 to 8 digits, then FF.
// Source: SP 800-73-4 part 2 §2.4.3. The error does not show what was given.
func padPIN(pin string) ([8]byte, error) {
	if !pinShape.MatchString(pin) {
		return [8]byte{}, fmt.Errorf("a PIN of a virtual card has 6 to 8 digits, and nothing else")
	}
	return pad(pin), nil
}

// padPUK does the same with an unblocking key, which has 8 digits here.
func padPUK(puk string) ([8]byte, error) {
	if len(puk) != 8 || !pinShape.MatchString(puk) {
		return [8]byte{}, fmt.Errorf("an unblocking key (PUK) of a virtual card has 8 digits, and nothing else")
	}
	return pad(puk), nil
}

func pad(secret string) [8]byte {
	padded := [8]byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}
	copy(padded[:], secret)
	return padded
}

// isPIN tells whether b has the form of a PIN, so that one of another form costs
// no try.
func isPIN(b []byte) bool {
	n := 0
	for n < len(b) && b[n] >= '0' && b[n] <= '9' {
		n++
	}
	for _, rest := range b[n:] {
		if rest != 0xFF {
			return false
		}
	}
	return len(b) == 8 && n >= 6
}

// verify answers VERIFY: without data it tells how it stands, with P1=FF it
// forgets. Source: SP 800-73-4 part 2 §3.2.1.
func (a *application) verify(c command) status {
	switch {
	case c.p1 != 0x00 && c.p1 != 0xFF:
		return wrongP1P2
	case c.p2 != refPIN:
		return keyNotFound
	case c.p1 == 0xFF:
		if len(c.data) > 0 {
			return wrongData
		}
		a.verified, a.fresh = false, false
		return ok
	case len(c.data) == 0:
		if a.verified {
			return ok
		}
		return a.pin.standing()
	case !isPIN(c.data):
		return wrongData
	}
	s := a.pin.try(c.data)
	a.verified, a.fresh = s == ok, s == ok
	return s
}

// changeReference answers CHANGE REFERENCE DATA: the old one and the new one.
// Source: SP 800-73-4 part 2 §3.2.2.
func (a *application) changeReference(c command) status {
	of := &a.pin
	switch {
	case c.p1 != 0x00:
		return wrongP1P2
	case c.p2 == refPUK:
		of = &a.puk
	case c.p2 != refPIN:
		return keyNotFound
	}
	if len(c.data) != 16 || !isPIN(c.data[8:]) {
		return wrongData
	}
	s := of.try(c.data[:8])
	if s == ok {
		copy(of.value[:], c.data[8:])
	}
	if of == &a.pin {
		a.verified, a.fresh = s == ok, s == ok
	}
	return s
}

// resetRetry answers RESET RETRY COUNTER: the unblocking key and a new PIN.
// Source: SP 800-73-4 part 2 §3.2.3.
func (a *application) resetRetry(c command) status {
	switch {
	case c.p1 != 0x00:
		return wrongP1P2
	case c.p2 != refPIN:
		return keyNotFound
	case len(c.data) != 16 || !isPIN(c.data[8:]):
		return wrongData
	}
	s := a.puk.try(c.data[:8])
	if s == ok {
		copy(a.pin.value[:], c.data[8:])
		a.pin.left = a.pin.tries
		a.verified, a.fresh = false, false
	}
	return s
}
