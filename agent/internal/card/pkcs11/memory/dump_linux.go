package memory

import "golang.org/x/sys/unix"

// hideFromDumps keeps b out of core dumps; children get no copy of it.
func hideFromDumps(b []byte) {
	_ = unix.Madvise(b, unix.MADV_DONTDUMP)
	_ = unix.Madvise(b, unix.MADV_DONTFORK)
}
