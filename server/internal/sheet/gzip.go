package sheet

import (
	"bufio"
	"compress/gzip"
	"io"
	"time"
)

// gzip reads what a gzip holds (RFC 1952); in counts what is read of it.
func (r *reading) gzip(name string, modified time.Time, src *bufio.Reader, in *counter, depth int) error {
	if depth == maxDepth {
		return tooDeep(name)
	}
	z, err := gzip.NewReader(src)
	if err != nil {
		return damaged(name, err)
	}
	if said := z.ModTime; said.Year() > 1980 {
		modified = said
	}
	return r.stream(name, modified, &unpacking{r: r, name: name, src: z, packed: func() int64 { return in.n }}, depth+1)
}

func tooDeep(name string) error {
	return &FileError{File: name, Kind: NoTable, Problem: "it is an archive in an archive in an archive", Do: "unpack the outermost and give what is in it"}
}

// unpacking is what comes out of a gzip or of a member of a ZIP.
type unpacking struct {
	r      *reading
	name   string
	src    io.Reader
	packed func() int64 // how many bytes it was unpacked from
	n      int64
	ended  error
}

// Read unpacks.
func (u *unpacking) Read(p []byte) (int, error) {
	if u.ended != nil {
		return 0, u.ended
	}
	n, err := u.src.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(u.name, err)
	}
	u.n += int64(n)
	u.r.unpacked += int64(n)
	switch limits := u.r.limits; {
	case u.r.unpacked > limits.UnpackedBytes:
		n, err = 0, &FileError{File: u.name, Kind: TooLarge, Problem: "what is packed in the file unpacks to more than " + bytesText(limits.UnpackedBytes), Do: "export less at once, or give the files unpacked"}
	case u.n > limits.RatioFromBytes && u.n/limits.Ratio > u.packed():
		n, err = 0, tooDense(u.name, limits)
	}
	u.ended = err
	return n, err
}
