package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
)

// spoolBytes is how much is kept in memory of what must be read at any place and
// cannot be; more goes to disk. It is what an archive of some hundred thousand
// rows takes.
const spoolBytes = 8 << 20

// packed is an archive that can be read at any place.
type packed struct {
	at    io.ReaderAt
	size  int64
	file  *os.File // where it is; nil if it is in memory
	spool bool     // file is a copy

	r    *reading // to tell progress; nil where that is told by who reads the copied
	read int64    // bytes, to tell
}

// ReadAt reads from the archive.
func (p *packed) ReadAt(b []byte, at int64) (int, error) {
	n, err := p.at.ReadAt(b, at)
	if p.r != nil {
		p.read += int64(n)
		p.r.tell(p.read)
	}
	return n, err
}

// atAnyPlace gives an archive that can be read at any place: the file itself if it
// can be, else a copy of src.
func (r *reading) atAnyPlace(name string, src *bufio.Reader, depth int) (*packed, error) {
	if file, ok := r.opened.(*os.File); ok && depth == 0 {
		if info := regular(file); info != nil {
			return &packed{at: file, size: info.Size(), file: file, r: r}, nil
		}
	}
	var memory bytes.Buffer
	n, err := io.CopyN(&memory, src, spoolBytes)
	if err == io.EOF {
		return &packed{at: bytes.NewReader(memory.Bytes()), size: n}, nil
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	file, err := os.CreateTemp("", "lanyard-")
	if err != nil {
		return nil, noRoom(name, os.TempDir(), err)
	}
	p := &packed{at: file, file: file, spool: true}
	w := &writes{file: file}
	p.size, err = io.Copy(w, io.LimitReader(io.MultiReader(&memory, src), r.limits.UnpackedBytes+1))
	switch {
	case w.err != nil:
		err = noRoom(name, os.TempDir(), w.err)
	case err == nil && p.size > r.limits.UnpackedBytes:
		err = &FileError{File: name, Kind: TooLarge, Problem: "it is larger than " + bytesText(r.limits.UnpackedBytes), Do: "give it as a file, not within another and not on standard input"}
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// writes keeps apart what went wrong with writing from what went wrong with
// reading.
type writes struct {
	file *os.File
	err  error
}

// Write writes to the file.
func (w *writes) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	w.err = err
	return n, err
}

func (p *packed) close() {
	if p.spool {
		p.file.Close()
		os.Remove(p.file.Name())
	}
}

// checkRoom sees that a folder still takes something.
func checkRoom(name, dir string) error {
	file, err := os.CreateTemp(dir, "room-")
	if err != nil {
		return noRoom(name, dir, err)
	}
	_, err = file.Write(make([]byte, 64<<10))
	if err = errors.Join(err, file.Close(), os.Remove(file.Name())); err != nil {
		return noRoom(name, dir, err)
	}
	return nil
}
