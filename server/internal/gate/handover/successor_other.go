//go:build !unix

package handover

import (
	"context"
	"errors"
	"os"
)

// Succeed cannot be done here.
func (s *Sockets) Succeed(context.Context) error {
	return errors.New("on this system sockets cannot be handed over; end the gate and start it anew")
}

// Ready reports false: there is no process before this one.
func Ready() bool { return false }

// IsSuccessor reports false.
func IsSuccessor() bool { return false }

func inheritedFile(fd int, name string) *os.File { return os.NewFile(uintptr(fd), name) }
