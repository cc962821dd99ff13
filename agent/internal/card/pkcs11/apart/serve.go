package apart

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
)

// Verb is the first argument by which the program is the child. It is for the program
// itself and in no help.
const Verb = "module-apart"

// ErrNotForPeople says that somebody called the verb by hand.
var ErrNotForPeople = errors.New("the program calls this verb itself, with pipes to talk over; it does nothing for people")

// Serve is the child. The arguments are those behind [Verb]. It returns when the
// parent is gone or has said that it is enough; the program then exits at once,
// whatever the module still does.
func Serve(args []string) error {
	files, err := descriptors(args)
	if err != nil {
		return err
	}
	if err := harden(); err != nil {
		return fmt.Errorf("before a module is loaded: %w", err)
	}
	in, out, life := files[0], files[1], files[lifePipe]
	gone := make(chan struct{})
	go func() {
		_, _ = life.Read(make([]byte, 1)) // nothing is ever written: it ends with the parent
		close(gone)
	}()
	return serve(in, out, gone)
}

// pipes is how many the child inherits: requests, replies, and one over which nothing
// goes, which ends when the parent does.
const (
	pipes    = 3
	lifePipe = 2
)

func descriptors(args []string) ([]*os.File, error) {
	var files []*os.File
	for _, arg := range args {
		n, err := strconv.ParseUint(arg, 10, 64)
		if err != nil || n < 3 {
			return nil, ErrNotForPeople
		}
		keep(n, len(files) == lifePipe)
		f := os.NewFile(uintptr(n), "pipe "+arg)
		if info, err := f.Stat(); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			return nil, ErrNotForPeople
		}
		files = append(files, f)
	}
	if len(files) != pipes {
		return nil, ErrNotForPeople
	}
	return files, nil
}

// serve answers requests in a thread of its own, from the pipe to the module and back
// without another thread in between: each would cost as much as the rest. A module
// that never comes back cannot keep the end of the parent from being seen.
func serve(in io.Reader, out io.Writer, gone <-chan struct{}) error {
	if err := writeMessage(out, reply{Protocol: protocol}); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // some modules keep what they know by thread
		exact()
		done <- (&worker{out: out, sessions: make(map[pkcs11.SlotID]*open)}).serve(in)
	}()
	select {
	case <-gone:
		return nil
	case err := <-done:
		return err
	}
}

// serve works until the parent says that it is enough, or is gone.
func (w *worker) serve(in io.Reader) error {
	for {
		var r request
		if err := readRequest(in, &r); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		var pin *pkcs11.PIN
		if r.PIN {
			var err error
			if pin, err = readPIN(in); err != nil {
				return err
			}
		}
		if err := w.work(r, pin); err != nil || r.Op == opClose {
			return err
		}
	}
}
