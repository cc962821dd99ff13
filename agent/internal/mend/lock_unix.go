//go:build unix

package mend

import (
	"errors"
	"os"
	"syscall"
)

// lock locks a file until it is closed; false if another has it.
func lock(f *os.File) (bool, error) {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}
