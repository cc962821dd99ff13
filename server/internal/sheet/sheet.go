package sheet

import (
	"errors"
	"io"
	"time"
)

// File is one file to read.
type File struct {
	Name     string                        // for people; "-" is standard input
	Open     func() (io.ReadCloser, error) // called once; what it gives is read at any place if it is an [*os.File]
	Size     int64                         // bytes; 0 = not known
	Modified time.Time                     // when it was made; zero = not known
}

// Options says how to read. The zero value reads within [DefaultLimits].
type Options struct {
	// Progress is told how many bytes of the file, as it is on disk, have been
	// read so far: never fewer than before. May be nil.
	Progress func(read int64)
	Limits   Limits
}

// Read recognises the form of a file by its bytes, never by its name, and calls
// visit once for every table in it, in order: one for CSV and JSON, one for each
// sheet of an XLSX that is not empty, those of every member of a ZIP (an archive
// in an archive is read, a third is not), those of what a gzip holds. A table is
// valid until visit returns; visit need not read it to its end.
//
// An error of visit ends Read, which returns it. A member that cannot be read
// does not keep the others from being read: Read returns all such errors joined,
// each a [*FileError], at the end; one that [Table.Next] gave is among them, also
// if visit passed over it.
func Read(f File, o Options, visit func(*Table) error) error {
	opened, err := f.Open()
	if err != nil {
		return unreadable(f.Name, err)
	}
	defer opened.Close()
	before := regular(opened)
	r := &reading{file: f, opened: opened, limits: o.Limits.orDefault(), visit: visit, progress: o.Progress}
	if before != nil {
		r.file.Size = before.Size()
	}
	err = r.stream(f.Name, f.Modified, &source{r: r, src: opened}, 0)
	if err == nil || !r.stopped {
		err = errors.Join(append(r.failed, err)...)
	}
	if before != nil {
		if after := regular(opened); after == nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
			return &FileError{File: f.Name, Kind: Changed, Problem: "it changed while it was read", Do: "wait until what writes it is done, and read it again", Err: err}
		}
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && !r.stopped && len(joined.Unwrap()) == 1 {
		return joined.Unwrap()[0]
	}
	if err == nil {
		r.tell(r.file.Size)
	}
	return err
}

// reading is one call of Read.
type reading struct {
	file     File
	opened   io.ReadCloser
	limits   Limits
	visit    func(*Table) error
	progress func(int64)

	read     int64   // bytes of the file, as last told
	unpacked int64   // bytes that came out of archives
	failed   []error // members that could not be read
	stopped  bool    // by an error of visit
}

// table has one table visited.
func (r *reading) table(t *Table) error {
	err := r.visit(t)
	broken := t.ended
	t.ahead, t.ended = nil, errLeft
	if err != nil {
		r.stopped = true
		return err
	}
	if broken == io.EOF {
		return nil
	}
	return broken
}

// errLeft is what a table gives after its visit.
var errLeft = errors.New("a table can be read only while it is visited")

// tell reports progress.
func (r *reading) tell(read int64) {
	if r.file.Size > 0 {
		read = min(read, r.file.Size)
	}
	if r.progress != nil && read > r.read {
		r.read = read
		r.progress(read)
	}
}

// source is the file itself; it reports what is read of it.
type source struct {
	r   *reading
	src io.Reader
	n   int64
}

// Read reads from the file.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.src.Read(p)
	s.n += int64(n)
	s.r.tell(s.n)
	if err != nil && err != io.EOF {
		err = unreadable(s.r.file.Name, err)
	}
	return n, err
}
