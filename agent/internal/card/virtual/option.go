package virtual

import (
	"io"
	"time"
)

// The two ATRs that are published for NHS cards, both JCOP41, which is what
// series 5 and 6 are; which of them is which is not public.
// Source: the list of Debian's package pcsc-tools.
const (
	// ATRCareIdentity is "NHS Care Identity Service (CIS) smartcard", T=1.
	ATRCareIdentity = "3BF91800008131FE454A434F503431563232AF"
	// ATRHospital is "NHS hospital smartcard login key", T=0.
	ATRHospital = "3B6A00FF4A434F50343156323231"
	// ATRCosmo is of an Oberthur ID-One Cosmo card with PIV. That cards of series 8
	// or later have it is not known. Source: OpenSC's list of PIV cards.
	ATRCosmo = "3BDB9600801F030031C064B0F3100007900080"
)

// What a card has when no option says otherwise. They are invented and printed:
// they protect nothing.
const (
	DefaultPIN = "123456"
	DefaultPUK = "12345678"
	// defaultTries is how often a PIN may be wrong. NHS cards lock after three.
	defaultTries = 3
)

// Option is one property of a card.
type Option func(*settings)

// settings are what options set.
type settings struct {
	atr            []byte
	pin, puk       string
	tries, left    int
	blank          bool
	fromNow, toNow time.Duration // the validity, from now
	algorithm      byte
	holder         Holder
	authority      *Authority
	now            func() time.Time
	delay          time.Duration
	wait           func(time.Duration)
	lie            Lie
	mute, silent   bool
	removedAt      int
	removedDuring  byte
	yubico         bool
	trace          io.Writer
}

const day = 24 * time.Hour

// ATR is what the card answers to a reset: 2 to 33 bytes. Without it: that of a
// Care Identity Service card.
func ATR(b []byte) Option { return func(s *settings) { s.atr = b } }

// PIN is the card's PIN, 6 to 8 digits. Without it: DefaultPIN.
func PIN(pin string) Option { return func(s *settings) { s.pin = pin } }

// PUK is what unblocks the PIN, 8 digits. Without it: DefaultPUK.
func PUK(puk string) Option { return func(s *settings) { s.puk = puk } }

// Tries is how often the PIN may be wrong before it is blocked, 1 to 15.
// Without it: 3.
func Tries(n int) Option { return func(s *settings) { s.tries, s.left = n, n } }

// TriesLeft is how many of the tries are left, 0 to 15; 0: the PIN is blocked.
func TriesLeft(n int) Option { return func(s *settings) { s.left = n } }

// Blocked is a card whose PIN was wrong too often.
func Blocked() Option { return TriesLeft(0) }

// Blank is a card without keys and certificates.
func Blank() Option { return func(s *settings) { s.blank = true } }

// Expired is a card whose certificates ended thirty days ago.
func Expired() Option { return Valid(-3*365*day, -30*day) }

// NotYetValid is a card whose certificates begin in thirty days.
func NotYetValid() Option { return Valid(30*day, 3*365*day) }

// Valid is when the certificates are valid, as distances from now; from before to.
// Without it: from a day ago for three years, as NHS cards are issued.
func Valid(from, to time.Duration) Option {
	return func(s *settings) { s.fromNow, s.toNow = from, to }
}

// P256 gives the card elliptic keys. Without it: RSA with 2,048 bits.
func P256() Option { return func(s *settings) { s.algorithm = algP256 } }

// IssuedTo names the holder. Without it: an invented one.
func IssuedTo(h Holder) Option { return func(s *settings) { s.holder = h } }

// IssuedBy is who certifies the card's keys. Without it: an authority made for
// this card alone.
func IssuedBy(a *Authority) Option { return func(s *settings) { s.authority = a } }

// Now is the clock by which certificates are issued. Without it: the machine's.
func Now(now func() time.Time) Option { return func(s *settings) { s.now = now } }

// Slow makes the card take this long over every command. A wait of nil waits in
// real time, and no longer than the card is in the reader.
func Slow(d time.Duration, wait func(time.Duration)) Option {
	return func(s *settings) { s.delay, s.wait = d, wait }
}

// Lying makes the card answer wrongly.
func Lying(l Lie) Option { return func(s *settings) { s.lie = l } }

// Mute is a card that does not answer to a reset: there is something in the
// reader, and it has no ATR.
func Mute() Option { return func(s *settings) { s.mute = true } }

// Silent is a card that has an ATR and then never answers a command, until it is
// pulled.
func Silent() Option { return func(s *settings) { s.silent = true } }

// RemovedAt is a card that is pulled out while it works on its n-th command since
// it was put in, counted from 1; 0: it stays.
func RemovedAt(n int) Option { return func(s *settings) { s.removedAt = n } }

// RemovedDuring is a card that is pulled out while it works on this instruction,
// such as 0x87 (GENERAL AUTHENTICATE); 0: it stays.
func RemovedDuring(instruction byte) Option {
	return func(s *settings) { s.removedDuring = instruction }
}

// Yubico lets the card answer two commands of that maker, a version and a serial
// number, without which some libraries do not open a PIV card.
func Yubico() Option { return func(s *settings) { s.yubico = true } }

// Trace writes every command and answer to w, a line each, without PINs and
// unblocking keys.
func Trace(w io.Writer) Option { return func(s *settings) { s.trace = w } }
