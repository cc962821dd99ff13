//go:build !linux

package cards

import (
	"errors"
	"os"
	"syscall"
)

func withParent() *syscall.SysProcAttr { return nil }

func freeze(*os.Process) error { return errors.ErrUnsupported }
func thaw(*os.Process) error   { return errors.ErrUnsupported }
