package apart

import "os"

func pipe() (r, w *os.File, err error) { return os.Pipe() }

// filler writes what may be more than a pipe takes at once. What the module starts
// does not have the other end, so that writing ends with the child.
type filler struct{ pipe *os.File }

func (f filler) Write(b []byte) (int, error) { return f.pipe.Write(b) }
