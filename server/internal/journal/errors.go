package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

var (
	// ErrInUse says that another process, or another Journal of this one,
	// writes to the folder.
	ErrInUse = errors.New("another program is writing to this journal; end it or name another folder")
	// ErrInvalid says that an entry cannot be a line of a journal, or that a
	// text cannot be a code.
	ErrInvalid = errors.New("not an entry for a journal")
	// ErrClosed says that the journal was used after Close.
	ErrClosed = errors.New("the journal is closed")
	// ErrNotFound says that no whole line of the journal has the code, or that the
	// segment of a position is not there.
	ErrNotFound = errors.New("not in the journal")
	// ErrStalled says that the disk has not taken a write for longer than may be
	// waited for. It is the cause of a *WriteError.
	ErrStalled = errors.New("the disk does not take what was given to it before")
	// ErrDamaged says that no whole line begins at a position.
	ErrDamaged = errors.New("no whole line begins there")
)

// A WriteError says that entries could not be written. None of them is in the
// journal, so none of their answers may be given as recorded. The journal
// remains usable: once the cause is gone, appending again succeeds.
type WriteError struct {
	File string
	Err  error // the operating system's, such as syscall.ENOSPC
}

// Error names the file, the cause, and what to do.
func (e *WriteError) Error() string {
	return fmt.Sprintf("writing %s: %v; nothing was recorded: free space there, or see to it that it can be written, and try again", e.File, e.Err)
}

// Unwrap returns the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// A SyncError says that the disk did not confirm what had been written. The
// records are in the file as long as the machine runs, and may be lost with its
// power.
type SyncError struct {
	File string
	Err  error
}

// Error names the file, the cause, and what to do.
func (e *SyncError) Error() string {
	return fmt.Sprintf("bringing %s to the disk: %v; its last records may be lost with the power: check the disk", e.File, e.Err)
}

// Unwrap returns the cause.
func (e *SyncError) Unwrap() error { return e.Err }

// A Damage is a line of a journal that is no whole entry.
type Damage struct {
	File    string
	Line    int // from 1
	Problem string
}

// String returns "FILE:LINE: problem".
func (d Damage) String() string { return fmt.Sprintf("%s:%d: %s", d.File, d.Line, d.Problem) }

// Damages counts damaged lines and names the first few that were met.
type Damages struct {
	Count int
	First []Damage
}

func (d *Damages) add(one Damage) {
	d.Count++
	if len(d.First) < namedDamages {
		d.First = append(d.First, one)
	}
}

// A NotFoundError is the ErrNotFound of [Find], with where it looked and which
// damaged lines it had to pass over: one of them may have been the record.
type NotFoundError struct {
	Code, Dir string
	Segments  int
	Damaged   Damages
}

// Error says what was looked for and where, and names the damaged lines.
func (e *NotFoundError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is not in the journal %s (segments read: %d); check the code and the folder", e.Code, e.Dir, e.Segments)
	for i, d := range e.Damaged.First {
		if i == 0 {
			fmt.Fprintf(&b, "; damaged lines, of which one may have been it: %d", e.Damaged.Count)
		}
		b.WriteString("; " + d.String())
	}
	return b.String()
}

// Is makes it an ErrNotFound.
func (e *NotFoundError) Is(target error) bool { return target == ErrNotFound }

// cause drops the operation and the path from an error that is about to be
// wrapped with its own.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
