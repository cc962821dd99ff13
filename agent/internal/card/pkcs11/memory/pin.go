package memory

import (
	"errors"
	"fmt"
	"io"
)

// MaxPINBytes is the longest PIN that is taken. Cards take 8 bytes or so, tokens in
// software up to 255.
const MaxPINBytes = 256

// ErrPINLength says that a PIN is longer than [MaxPINBytes].
var ErrPINLength = errors.New("the PIN is longer than any card takes")

// PIN is a PIN, and what a person typed as one. The zero PIN, and a nil one, is empty.
type PIN struct {
	region *region
	n      int
	locked bool
}

// NewPIN moves a PIN out of b, which is wiped, whatever comes of it.
func NewPIN(b []byte) (*PIN, error) {
	defer Wipe(b)
	p, err := emptyPIN(len(b))
	if err != nil {
		return nil, err
	}
	copy(p.region.usable, b)
	return p, nil
}

// PINFrom takes n bytes of r straight into the PIN, without a buffer in between that
// nobody would wipe. r must have none of its own.
func PINFrom(r io.Reader, n int) (*PIN, error) {
	p, err := emptyPIN(n)
	if err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(r, p.Bytes()); err != nil {
		p.Wipe()
		return nil, fmt.Errorf("taking a PIN: %w", err)
	}
	return p, nil
}

func emptyPIN(n int) (*PIN, error) {
	if n < 0 || n > MaxPINBytes {
		return nil, ErrPINLength
	}
	r, err := mapRegion(MaxPINBytes)
	if err != nil {
		return nil, fmt.Errorf("memory for a PIN: %w", err)
	}
	return &PIN{region: r, n: n, locked: r.lock() == nil}, nil
}

// Copy is another PIN with the same bytes, to be wiped by itself.
func (p *PIN) Copy() (*PIN, error) {
	c, err := emptyPIN(p.Len())
	if err != nil {
		return nil, err
	}
	copy(c.region.usable, p.Bytes())
	return c, nil
}

// Bytes is the PIN itself, until it is wiped; nil if it is empty, so that its address
// is the null by which a module knows that it is to ask by itself. It must not be
// copied.
func (p *PIN) Bytes() []byte {
	if p == nil || p.region == nil || p.n == 0 {
		return nil
	}
	return p.region.usable[:p.n:p.n]
}

// Len is its length in bytes.
func (p *PIN) Len() int { return len(p.Bytes()) }

// Locked tells whether the system keeps it out of the swap file.
func (p *PIN) Locked() bool { return p != nil && p.locked }

// Wipe overwrites the PIN and gives its memory back. It may be called again.
func (p *PIN) Wipe() {
	if p == nil || p.region == nil {
		return
	}
	Wipe(p.region.usable)
	_ = p.region.unmap()
	p.region, p.n, p.locked = nil, 0, false
}

const hidden = "[PIN]"

// String, GoString, Format, MarshalText and MarshalJSON show that there is a PIN, and
// neither it nor its length.
func (p *PIN) String() string               { return hidden }
func (p *PIN) GoString() string             { return hidden }
func (p *PIN) Format(f fmt.State, _ rune)   { _, _ = io.WriteString(f, hidden) }
func (p *PIN) MarshalText() ([]byte, error) { return []byte(hidden), nil }
func (p *PIN) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }
