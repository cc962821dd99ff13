//go:build !linux

package cards

import "syscall"

func withParent() *syscall.SysProcAttr { return nil }
