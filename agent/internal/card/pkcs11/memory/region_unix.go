//go:build unix

package memory

import (
	"fmt"

	"golang.org/x/sys/unix"
)

func mapRegion(n int) (*region, error) {
	size, page := pages(n)
	all, err := unix.Mmap(-1, 0, size+2*page, unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	r := &region{all: all, usable: all[page : page+size : page+size]}
	if err := unix.Mprotect(r.usable, unix.PROT_READ|unix.PROT_WRITE); err != nil {
		_ = unix.Munmap(all)
		return nil, fmt.Errorf("mprotect: %w", err)
	}
	return r, nil
}

func (r *region) unmap() error { return unix.Munmap(r.all) }

// lock keeps the region out of the swap file and of core dumps.
func (r *region) lock() error {
	hideFromDumps(r.usable)
	return unix.Mlock(r.usable)
}
