package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// room knows how much space is left on the disk, and holds some back for the
// moment when there is none.
type room struct {
	lowBytes int64 // free space below which details are left out
	free     func() (int64, error)
	brief    atomic.Bool

	// reserve is a file that only takes space. When the disk is full it gives it
	// back, bit by bit, so that decisions can still be written.
	reserve      string
	reserveBytes int64 // how long it is to be; 0 = there is none

	mu   sync.Mutex
	left int64 // how long it is
}

func newRoom(dir string, o Options) *room {
	r := &room{
		lowBytes:     o.LowBytes,
		free:         func() (int64, error) { return freeBytes(dir) },
		reserve:      filepath.Join(dir, "reserve"),
		reserveBytes: max(o.ReserveBytes, 0),
	}
	if r.lowBytes == 0 {
		r.lowBytes = defaultLowBytes
	}
	if info, err := os.Lstat(r.reserve); err == nil && info.Mode().IsRegular() {
		r.left = info.Size()
	}
	return r
}

// short reports whether details are to be left out.
func (r *room) short() bool { return r.brief.Load() }

// tooLittle has details left out until look finds room again.
func (r *room) tooLittle() { r.brief.Store(true) }

// look asks the system how much space there is, and fills the reserve up where
// there is enough. Details come back only with a quarter more than what makes
// them go, so that they do not come and go with every file of others.
func (r *room) look() {
	free, err := r.free()
	switch {
	case err != nil: // a system that does not say: only a write that fails tells
		return
	case free < r.lowBytes:
		r.brief.Store(true)
	case free >= r.lowBytes+r.lowBytes/4:
		r.brief.Store(false)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	// It is no use to fill the disk in order to be prepared for a full one.
	if missing := r.reserveBytes - r.left; missing > 0 && free >= 2*missing {
		r.fill()
	}
}

// fill makes the reserve as long as it is to be. It holds what no file system can
// pack, since what is packed takes no space. r.mu is held.
func (r *room) fill() {
	f, err := os.OpenFile(r.reserve, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return // there is no reserve then; Stats says how much there is
	}
	defer f.Close()
	noise := rand.NewChaCha8([32]byte{})
	block := make([]byte, reserveStep)
	for r.left < r.reserveBytes {
		_, _ = noise.Read(block) // it never fails
		n, err := f.WriteAt(block[:min(reserveStep, r.reserveBytes-r.left)], r.left)
		r.left += int64(n)
		if err != nil {
			return
		}
	}
}

// holds reports whether there is anything left of the reserve.
func (r *room) holds() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.left > 0
}

// bytes returns how much the reserve holds.
func (r *room) bytes() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.left
}

// giveBack gives as much of the reserve back to the disk as a write of n bytes
// may need; false if nothing is left.
func (r *room) giveBack(n int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left <= 0 {
		return false
	}
	left := max(0, r.left-max(reserveStep, 2*n))
	var err error
	if left == 0 {
		err = os.Remove(r.reserve)
	} else {
		err = os.Truncate(r.reserve, left)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.left = 0 // nothing can be had from it
		return false
	}
	r.left = left
	return true
}

// check refuses a reserve that is no file of ours.
func (r *room) check() error {
	info, err := os.Lstat(r.reserve)
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file: remove it", r.reserve)
	}
	return nil
}
