package sample

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

var (
	// ErrOptions says that an estate cannot be made to these options.
	ErrOptions = errors.New("no estate can be made to these options")
	// ErrOccupied says that the folder holds something that Write did not put
	// there, so it writes nothing.
	ErrOccupied = errors.New("the folder holds other files; name a new or an empty one")
)

// A WriteError says that a file could not be written. Files that were whole
// before it stay; nothing is left under the name of this one.
type WriteError struct {
	File string
	Err  error // the operating system's, such as syscall.ENOSPC
}

// Error names the file, the cause, and what to do.
func (e *WriteError) Error() string {
	return fmt.Sprintf("writing %s: %v; free space there or see to it that it can be written, and run it again", e.File, e.Err)
}

// Unwrap returns the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// cause drops the operation and the path from an error that is about to be
// wrapped with its own.
func cause(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	return err
}
