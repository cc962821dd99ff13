package memory

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"unsafe"
)

// Errors of an arena.
var (
	// ErrFull says that a call needs more memory than the arena has.
	ErrFull = errors.New("more memory is asked for than a call of a module may use")
	// ErrOverrun says that a module wrote behind the end of what it was given.
	ErrOverrun = errors.New("the module wrote past the end of the memory that it was given")
)

// align is what pieces are aligned to: the strictest that C asks for.
const align = 16

// mark stands behind each piece; a module that writes past the end changes it.
var mark = [align]byte{0xa5, 0x5a, 0xc3, 0x3c, 0x96, 0x69, 0xf0, 0x0f, 0x1e, 0xe1, 0x2d, 0xd2, 0x4b, 0xb4, 0x87, 0x78}

// Arena is memory for the arguments and results of one call after another. It is for
// one goroutine at a time.
type Arena struct {
	region *region
	mem    []byte
	used   int
	ends   []int // where the marks stand
}

// NewArena maps an arena of at least so many bytes. It must be closed.
func NewArena(size int) (*Arena, error) {
	r, err := mapRegion(size)
	if err != nil {
		return nil, fmt.Errorf("mapping %d bytes: %w", size, err)
	}
	return &Arena{region: r, mem: r.usable}, nil
}

// Bytes is a piece of n zeroed bytes, which stays where it is until Reset.
func (a *Arena) Bytes(n int) ([]byte, error) {
	if n < 0 || n > len(a.mem)-a.used-2*align {
		return nil, fmt.Errorf("%d bytes: %w", n, ErrFull)
	}
	start, end := a.used, a.used+n
	copy(a.mem[end:], mark[:])
	a.ends = append(a.ends, end)
	a.used = (end + len(mark) + align - 1) / align * align
	return a.mem[start:end:end], nil
}

// Copy is a piece that holds what b holds.
func (a *Arena) Copy(b []byte) ([]byte, error) {
	piece, err := a.Bytes(len(b))
	copy(piece, b)
	return piece, err
}

// Reset takes all pieces back and wipes them. It gives [ErrOverrun] if a module wrote
// behind one of them.
func (a *Arena) Reset() error {
	var err error
	for _, end := range a.ends {
		if !bytes.Equal(a.mem[end:end+len(mark)], mark[:]) {
			err = ErrOverrun
		}
	}
	wiped := a.mem[:a.used]
	if err != nil {
		wiped = a.mem // it may have gone further
	}
	Wipe(wiped)
	a.used, a.ends = 0, a.ends[:0]
	return err
}

// Close wipes and unmaps. Pieces are gone.
func (a *Arena) Close() error {
	if a.region == nil {
		return nil
	}
	_ = a.Reset() // what was used before is wiped, and what never was costs a page fault for each page
	err := a.region.unmap()
	a.region, a.mem, a.used, a.ends = nil, nil, 0, nil
	return err
}

// Address is where a piece of an arena, or a PIN, lies: 0 if it is empty. It is not
// for memory of Go's own, which the collector may give to others.
func Address(b []byte) uintptr {
	return uintptr(unsafe.Pointer(unsafe.SliceData(b)))
}

// Wipe overwrites b with zeros.
func Wipe(b []byte) {
	clear(b)
	runtime.KeepAlive(b) // so that no compiler may find the writing useless
}
