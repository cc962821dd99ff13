//go:build !unix

package main

import "os"

// hold and release are told to a gate by signals, which are not to be had here: the
// rehearsal ends there, and says why.
var hold, release os.Signal = os.Interrupt, os.Interrupt
