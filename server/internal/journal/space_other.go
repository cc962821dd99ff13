//go:build !darwin && !linux && !windows

package journal

import (
	"errors"
	"syscall"
)

// freeBytes is not known here: a write that fails is the first to tell.
func freeBytes(string) (int64, error) { return 0, errors.ErrUnsupported }

// isFull reports whether a write failed for want of space.
func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) }
