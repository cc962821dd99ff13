package mend

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrUntouched is a mend or an undoing that did not begin.
var ErrUntouched = errors.New("nothing was changed")

// alone does something while no other process mends or undoes by this log, and with what
// they wrote into it: two that numbered their steps alike would lose what each has to put
// back. While another does it is [ErrUntouched] at once. The system lets go of the lock
// with the process that has it.
func (l *Log) alone(do func() error) (err error) {
	folder := filepath.Dir(l.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("%w, because it could not be logged: %w", ErrUntouched, err)
	}
	f, err := os.OpenFile(filepath.Join(folder, "mends.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("%w, because it could not be logged: %w", ErrUntouched, err)
	}
	defer f.Close()
	held, err := lock(f)
	switch {
	case err != nil:
		return fmt.Errorf("%w, because it is not known whether another lanyard-agent mends: locking %s: %w", ErrUntouched, f.Name(), err)
	case !held:
		return fmt.Errorf("%w: another lanyard-agent mends this computer, or puts something back; run this again when it has ended", ErrUntouched)
	}
	if err := l.read(); err != nil {
		return fmt.Errorf("%w: %w", ErrUntouched, err)
	}
	return do()
}
