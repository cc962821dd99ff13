package sheet

import (
	"bufio"
	"bytes"
	"io"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// headBytes is how much of a file's beginning is looked at to recognise it: more
// than a hundred rows of any export that we know, and the buffer in which it is
// read on.
const headBytes = 64 << 10

// maxDepth is how many archives may lie in one another.
const maxDepth = 2

// stream reads one file or member, which is in depth archives already.
func (r *reading) stream(name string, modified time.Time, src io.Reader, depth int) error {
	in := &counter{src: src}
	buffered := bufio.NewReaderSize(in, headBytes)
	head, err := buffered.Peek(headBytes)
	if err != nil && err != io.EOF {
		return damaged(name, err)
	}
	has := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case has(zipMagic), has(emptyZipMagic):
		return r.zip(name, modified, buffered, depth)
	case has(gzipMagic):
		return r.gzip(name, modified, buffered, in, depth)
	case has(oleMagic):
		return refuseOLE(name, buffered)
	}
	if err := refuse(name, head); err != nil {
		return err
	}
	return r.text(name, modified, buffered)
}

// text reads a file that is text in some encoding.
func (r *reading) text(name string, modified time.Time, src *bufio.Reader) error {
	head, _ := src.Peek(headBytes)
	code := encodingOf(head)
	src.Discard(code.mark)
	if code.order != nil {
		src = bufio.NewReaderSize(transform.NewReader(src, unicode.UTF16(*code.order, unicode.IgnoreBOM).NewDecoder()), headBytes)
	}
	head, err := src.Peek(headBytes)
	if err != nil && err != io.EOF {
		return damaged(name, err)
	}
	if err := refuseText(name, head); err != nil {
		return err
	}
	t := &Table{Name: name, Modified: modified}
	if isJSON(head) {
		t.Form, t.document = JSON, newDocument(src, code.name)
		return r.table(t)
	}
	t.Form, t.rows = Rows, newRecords(name, src, head, len(head) < headBytes, code.name, r.limits)
	if err := t.start(); err == io.EOF {
		return &FileError{File: name, Kind: Empty, Problem: "nothing is in it but empty lines", Do: "export it again; if it is empty again, there was nothing to export"}
	} else if err != nil {
		return err
	}
	return r.table(t)
}

// counter counts what is read.
type counter struct {
	src io.Reader
	n   int64
}

// Read reads from the source.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}
