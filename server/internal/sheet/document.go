package sheet

import (
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// document is the text of a JSON file on its way to UTF-8.
type document struct {
	encoding string
	utf8     io.Reader
	foreign  int // bytes that were not UTF-8
}

func newDocument(src io.Reader, encoding string) *document {
	d := &document{encoding: encoding}
	d.utf8 = transform.NewReader(src, d)
	return d
}

// Reset does nothing: a document is read once.
func (d *document) Reset() {}

// Transform passes UTF-8 on and decodes every other byte as Windows-1252. Beside
// valid UTF-8 a byte of Windows-1252 is no part of it: a lead byte would have to
// be followed by just as many of 0x80 to 0xBF, which are signs, not letters.
func (d *document) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	if n := min(len(dst), len(src)); isUTF8(src[:n]) {
		if copy(dst, src[:n]); n < len(src) {
			err = transform.ErrShortDst
		}
		return n, n, err
	}
	for nSrc < len(src) {
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		c, size := utf8.DecodeRune(src[nSrc:])
		if c == utf8.RuneError && size == 1 {
			d.foreign++
			c = ofWindows1252(src[nSrc])
		}
		nDst += utf8.EncodeRune(dst[nDst:], c)
		nSrc += size
	}
	return nDst, nSrc, nil
}

func (d *document) describe() string {
	if d.foreign > 0 {
		return fmt.Sprintf("JSON, Windows-1252 (%s)", plural(d.foreign, "character"))
	}
	return "JSON, " + d.encoding
}

// documentReader is a table's document, as long as the table is visited.
type documentReader struct{ t *Table }

// Read reads the document.
func (d documentReader) Read(p []byte) (int, error) {
	if d.t.ended != nil {
		return 0, d.t.ended
	}
	n, err := d.t.document.utf8.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(d.t.Name, err)
	}
	d.t.ended = err
	return n, err
}
