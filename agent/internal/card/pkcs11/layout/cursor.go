package layout

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrShort says that a structure has fewer bytes than its layout needs.
var ErrShort = errors.New("the structure is shorter than its layout")

// cursor walks through a structure, over the gaps of the layout.
type cursor struct {
	Layout
	b     []byte
	at    int
	short bool
}

// next is the next size bytes, of a value that is aligned to align. Past the end it
// gives zeros, and the cursor knows.
func (c *cursor) next(size, align int) []byte {
	c.at += c.gap(c.at, align)
	start := c.at
	c.at += size
	if c.at > len(c.b) {
		c.short = true
		return make([]byte, size)
	}
	return c.b[start:c.at]
}

func (c *cursor) bytes(n int) []byte { return c.next(n, 1) }
func (c *cursor) text(n int) string  { return Text(c.next(n, 1)) }
func (c *cursor) ulong() uint64      { return number(c.next(c.ULong, c.ULong)) }

func (c *cursor) version() Version {
	b := c.next(2, 1)
	return Version{b[0], b[1]}
}

func (c *cursor) putULong(v uint64) { putNumber(c.next(c.ULong, c.ULong), v) }
func (c *cursor) putPointer(v uintptr) {
	putNumber(c.next(c.Pointer, c.Pointer), uint64(v))
}

// end is the size of what was walked through as a structure: the next of an array
// begins there.
func (c *cursor) end(align int) int { return c.at + c.gap(c.at, align) }

func (c *cursor) err(name string) error {
	if c.short {
		return fmt.Errorf("%s of %d bytes: %w", name, len(c.b), ErrShort)
	}
	return nil
}

func number(b []byte) uint64 {
	if len(b) == 4 {
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

// putNumber writes v, whose upper half is lost where b is short.
func putNumber(b []byte, v uint64) {
	if len(b) == 4 {
		binary.LittleEndian.PutUint32(b, uint32(v))
		return
	}
	binary.LittleEndian.PutUint64(b, v)
}

// ULongAt reads a CK_ULONG by itself.
func (l Layout) ULongAt(b []byte) (uint64, error) {
	c := cursor{Layout: l, b: b}
	v := c.ulong()
	return v, c.err("CK_ULONG")
}

// PutULong writes a CK_ULONG by itself into b, which has room for it.
func (l Layout) PutULong(b []byte, v uint64) { putNumber(b[:l.ULong], v) }

// ULongs reads an array of n CK_ULONG.
func (l Layout) ULongs(b []byte, n int) ([]uint64, error) {
	if n < 0 || n > len(b)/l.ULong {
		return nil, fmt.Errorf("%d of CK_ULONG in %d bytes: %w", n, len(b), ErrShort)
	}
	out := make([]uint64, n)
	for i := range out {
		out[i] = number(b[i*l.ULong:][:l.ULong])
	}
	return out, nil
}

// PointerAt reads a pointer by itself.
func (l Layout) PointerAt(b []byte) (uintptr, error) {
	c := cursor{Layout: l, b: b}
	v := uintptr(number(c.next(l.Pointer, 1)))
	return v, c.err("pointer")
}
