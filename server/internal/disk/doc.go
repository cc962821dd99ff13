// Package disk is what rooms of the server that write files need of the operating
// system and package os does not have: locks that end with the process, and a
// folder's list of files brought to the disk. It decides nothing.
package disk

import "errors"

// ErrLocked says that another process, or another open file of this one, has the
// lock.
var ErrLocked = errors.New("another process has the lock of this file")
