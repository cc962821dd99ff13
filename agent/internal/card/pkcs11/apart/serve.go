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
	in, out, err := descriptors(args)
	if err != nil {
		return err
	}
	if err := harden(); err != nil {
		return fmt.Errorf("before a module is loaded: %w", err)
	}
	return serve(in, out)
}

func descriptors(args []string) (in, out *os.File, err error) {
	var files []*os.File
	for _, arg := range args {
		n, err := strconv.ParseUint(arg, 10, 64)
		if err != nil || n < 3 {
			return nil, nil, ErrNotForPeople
		}
		f := os.NewFile(uintptr(n), "pipe "+arg)
		if info, err := f.Stat(); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			return nil, nil, ErrNotForPeople
		}
		keep(n)
		files = append(files, f)
	}
	if len(files) != 2 {
		return nil, nil, ErrNotForPeople
	}
	return files[0], files[1], nil
}

// job is a request with the PIN that followed it.
type job struct {
	request
	pin *pkcs11.PIN
}

// serve reads requests here, and works on them in a thread of their own: a module
// that never comes back cannot keep the end of the parent from being seen.
func serve(in io.Reader, out io.Writer) error {
	if err := writeMessage(out, reply{Protocol: protocol}); err != nil {
		return err
	}
	jobs, done := make(chan job, 1), make(chan error, 1)
	go func() {
		runtime.LockOSThread() // some modules keep what they know by thread
		w := &worker{out: out, sessions: make(map[pkcs11.SlotID]*open)}
		for j := range jobs {
			if err := w.work(j); err != nil || j.Op == opClose {
				done <- err
				return
			}
		}
	}()
	requests := make(chan error, 1)
	go func() { requests <- take(in, jobs) }()
	select {
	case err := <-requests:
		return err
	case err := <-done:
		return err
	}
}

// take reads requests until the parent is gone.
func take(in io.Reader, jobs chan<- job) error {
	defer close(jobs)
	for {
		var j job
		if err := readMessage(in, &j.request); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if j.PIN {
			var err error
			if j.pin, err = readPIN(in); err != nil {
				return err
			}
		}
		jobs <- j
	}
}
