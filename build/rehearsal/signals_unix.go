//go:build unix

package main

import "syscall"

// hold and release are told to a gate by signals.
const (
	hold    = syscall.SIGUSR1
	release = syscall.SIGUSR2
)
