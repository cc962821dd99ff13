package virtual

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	random "math/rand/v2"
	"sync"
	"time"
)

// Card is a virtual card. It may be used by several goroutines; like any card it
// answers one command at a time.
type Card struct {
	set       settings
	authority *Authority
	issued    issued

	mu      sync.Mutex
	app     application
	chance  *random.Rand
	counts  [256]int      // commands by their instruction, since New
	since   int           // commands since the card was put in
	removed chan struct{} // closed while the card is out
}

// maxATRBytes is the longest ATR. Source: ISO 7816-3 §8.1: TS and 32 characters.
const maxATRBytes = 33

// New makes a card. Two RSA key pairs take some 0.3 s.
func New(options ...Option) (*Card, error) {
	atr, _ := hex.DecodeString(ATRCareIdentity)
	set := settings{
		atr: atr, pin: DefaultPIN, puk: DefaultPUK, tries: defaultTries, left: defaultTries,
		fromNow: -day, toNow: 3 * 365 * day, algorithm: algRSA2048, holder: inventedHolder, now: time.Now,
	}
	for _, option := range options {
		option(&set)
	}
	if len(set.atr) < 2 || len(set.atr) > maxATRBytes {
		return nil, fmt.Errorf("an ATR has 2 to %d bytes, not %d", maxATRBytes, len(set.atr))
	}
	if set.tries < 1 || set.tries > 15 || set.left < 0 || set.left > 15 {
		return nil, fmt.Errorf("a PIN has 1 to 15 tries, of which 0 to 15 are left; not %d and %d", set.tries, set.left)
	}
	if set.toNow <= set.fromNow {
		return nil, fmt.Errorf("the certificates of a card cannot end before they begin")
	}
	pin, err := padPIN(set.pin)
	if err != nil {
		return nil, err
	}
	puk, err := padPUK(set.puk)
	if err != nil {
		return nil, err
	}
	admin, err := newAdminKey(algTripleDES, defaultAdminKey)
	if err != nil {
		return nil, err
	}
	c := &Card{
		set: set, authority: set.authority, removed: make(chan struct{}),
		chance: random.New(random.NewPCG(1, 2)), // the same each time: a failing test can be run again
		app: application{
			pin: reference{pin, set.left, set.tries}, puk: reference{puk, defaultTries, defaultTries},
			admin: admin, yubico: set.yubico, random: rand.Reader,
		},
	}
	return c, c.personalise()
}

// personalise gives the card its number, keys and certificates.
func (c *Card) personalise() error {
	now := c.set.now()
	guid := make([]byte, 16)
	if _, err := io.ReadFull(rand.Reader, guid); err != nil {
		return fmt.Errorf("making the number of a virtual card: %w", err)
	}
	guid[6], guid[8] = guid[6]&0x0F|0x40, guid[8]&0x3F|0x80 // RFC 4122 §4.4
	c.app.serial = binary.BigEndian.Uint32(guid)
	c.app.objects = standing(guid, now.Add(c.set.toNow).UTC().Format("20060102"))
	if c.set.blank {
		return nil
	}
	var err error
	if c.authority == nil {
		if c.authority, err = NewAuthority(now); err != nil {
			return err
		}
	}
	c.issued, err = c.authority.issue(c.set.holder, c.set.algorithm, now.Add(c.set.fromNow), now.Add(c.set.toNow))
	if err != nil {
		return err
	}
	c.app.keys = c.issued.keys
	for reference, certificate := range c.issued.certificates {
		c.app.objects[certificateTags[reference]] = certificateObject(certificate.Raw)
	}
	return nil
}

// ATR is what the card answers to a reset; nil: it is mute.
func (c *Card) ATR() []byte {
	if c.set.mute {
		return nil
	}
	return bytes.Clone(c.set.atr)
}

// Power switches the card on, off, or resets it (on when it was on). In each case
// it forgets what was selected and that its PIN was shown, as any card does.
func (c *Card) Power(bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.app.reset()
}

// Transmit answers one command APDU, of any bytes, with data and status word. nil
// means that there is no answer: the card is out, or was pulled while it worked. A
// lying card may answer with fewer than two bytes.
func (c *Card) Transmit(apdu []byte) []byte {
	c.mu.Lock()
	removed := c.removed
	c.mu.Unlock()
	if !c.dawdle(removed) {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isOut() {
		return nil
	}
	var instruction byte
	if len(apdu) > 1 {
		instruction = apdu[1]
		c.counts[instruction]++
	}
	c.since++
	traceCommand(c.set.trace, apdu)
	if c.since == c.set.removedAt || instruction != 0 && instruction == c.set.removedDuring {
		c.pull()
		traceAnswer(c.set.trace, nil)
		return nil
	}
	answer := c.set.lie.tell(instruction, c.app.transmit(apdu), c.chance)
	traceAnswer(c.set.trace, answer)
	return answer
}

// dawdle takes the time that the card takes; false: it was pulled meanwhile.
func (c *Card) dawdle(removed <-chan struct{}) bool {
	switch {
	case c.set.silent:
		<-removed
		return false
	case c.set.delay <= 0:
	case c.set.wait != nil:
		c.set.wait(c.set.delay)
	default:
		t := time.NewTimer(c.set.delay)
		defer t.Stop()
		select {
		case <-removed:
			return false
		case <-t.C:
		}
	}
	return true
}

// Pull takes the card out: it loses its power, and neither a command that it works
// on nor any other is answered until Put. A Link that is closed does this.
func (c *Card) Pull() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pull()
}

func (c *Card) pull() {
	if !c.isOut() {
		close(c.removed)
	}
	c.app.reset()
}

// Put puts the card in. A new card is in; Connect does this.
func (c *Card) Put() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isOut() {
		c.removed = make(chan struct{})
		c.since = 0
	}
}

// Out tells whether the card is out: pulled, or never put in again.
func (c *Card) Out() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.isOut()
}

func (c *Card) isOut() bool {
	select {
	case <-c.removed:
		return true
	default:
		return false
	}
}

// TriesLeft is how often the PIN may still be wrong; 0: it is blocked.
func (c *Card) TriesLeft() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.app.pin.left
}

// UnblockTriesLeft is how often the unblocking key may still be wrong.
func (c *Card) UnblockTriesLeft() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.app.puk.left
}

// Count is how many commands with this instruction the card was sent, such as
// 0x87 (GENERAL AUTHENTICATE), answered or not.
func (c *Card) Count(instruction byte) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[instruction]
}

// Certificate is the card's certificate for a key, 0x9A (authentication) or 0x9C
// (signatures); nil: it was issued none.
func (c *Card) Certificate(reference byte) *x509.Certificate { return c.issued.certificates[reference] }

// Authority is who issued the card; nil for a blank card without IssuedBy.
func (c *Card) Authority() *Authority { return c.authority }
