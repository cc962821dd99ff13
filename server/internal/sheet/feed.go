package sheet

import (
	"bytes"
	"errors"
	"io"
)

// feed hands text to encoding/csv and keeps the record that is being read, so
// that it can be told apart from the others when it cannot be read, and read
// again another way. Places are offsets in the text, after [lineEnd] is applied.
//
// What costs per byte is done here, once a chunk, and nothing per line: bare
// encoding/csv is hardly faster.
type feed struct {
	src    io.Reader
	lines  lineEnd
	afterR bool // the last byte read was a CR, in text of cr
	comma  []byte
	limits Limits

	kept    []byte // text from place at on
	at      int64
	mark    int64 // a place no later than record, and
	line    int   // its line, from 1
	given   int64 // up to where encoding/csv has it
	record  int64 // where the record begins that is being read; nothing before it is kept
	doubt   int64 // up to where there may be NULs, lost characters, or bytes that are not UTF-8
	ended   error // what src ended with
	stopped error // what Read gave last; nil if that is text or io.EOF
	piece   int   // how much Read gives at once
}

// errLong says that a cell or a record is above its limit.
var errLong = errors.New("too long")

// Read gives encoding/csv the next text.
func (f *feed) Read(p []byte) (int, error) {
	f.stopped = nil
	if f.given == f.end() {
		err := errLong
		if !f.isLong() {
			err = f.fill()
		}
		if err != nil && err != io.EOF {
			f.stopped = err
		}
		if err != nil {
			return 0, err
		}
	}
	n := copy(p[:min(len(p), f.piece)], f.kept[f.given-f.at:])
	f.given += int64(n)
	f.piece = min(2*f.piece, headBytes)
	return n, nil
}

// end is the place up to which text is kept.
func (f *feed) end() int64 { return f.at + int64(len(f.kept)) }

// isLong tells whether the record that is being read is above a limit already: as
// a whole, or because its last bytes are of one cell, or because it has so many
// cells that their list would take more memory than they do.
func (f *feed) isLong() bool {
	length := f.given - f.record
	if length > int64(f.limits.RowBytes) {
		return true
	}
	if length <= int64(f.limits.CellBytes) {
		return false
	}
	last := f.kept[len(f.kept)-f.limits.CellBytes-1:]
	if bytes.IndexByte(last, '"') < 0 && bytes.IndexByte(last, '\n') < 0 && !bytes.Contains(last, f.comma) {
		return true
	}
	return bytes.Count(f.text(f.given), f.comma) > maxCells
}

// maxCells is how many separators a record may have that is longer than a cell may
// be: encoding/csv keeps 40 bytes for each.
const maxCells = 1 << 20

// fill reads the next chunk, or gives what src ended with.
func (f *feed) fill() error {
	if done := int(f.record - f.at); done > 0 {
		f.lineAt(f.record)
		f.kept = f.kept[:copy(f.kept, f.kept[done:])]
		f.at = f.record
	}
	if f.ended != nil {
		return f.ended
	}
	have := len(f.kept)
	if cap(f.kept)-have < headBytes || cap(f.kept) > 8*(have+headBytes) {
		f.kept = append(make([]byte, 0, 2*(have+headBytes)), f.kept...)
	}
	for empty := 0; empty < maxEmptyReads; {
		n, err := f.src.Read(f.kept[have : have+headBytes])
		f.ended = err
		if n == 0 {
			empty++
		}
		if n = f.translate(f.kept[have : have+n]); n > 0 {
			f.kept = f.kept[:have+n]
			f.look(f.kept[have:])
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// maxEmptyReads is how often a source may give nothing and no error, as in bufio.
const maxEmptyReads = 100

// translate makes other line ends LF, and gives the new length.
func (f *feed) translate(chunk []byte) int {
	if f.lines == lf {
		return len(chunk)
	}
	to := chunk[:0]
	for _, c := range chunk {
		switch {
		case f.lines == crcrlf && c == '\r':
		case c == '\r':
			to = append(to, '\n')
		case f.lines == cr && c == '\n' && f.afterR:
		default:
			to = append(to, c)
		}
		f.afterR = c == '\r'
	}
	return len(to)
}

// look remembers where cells must be looked at one by one.
func (f *feed) look(chunk []byte) {
	if bytes.IndexByte(chunk, 0) >= 0 || !isUTF8(chunk) || bytes.Contains(chunk, []byte(lost)) {
		f.doubt = f.end()
	}
}

// lineAt gives the line of a place. It is asked for places in their order, so that
// lines are counted once.
func (f *feed) lineAt(place int64) int {
	f.line += bytes.Count(f.kept[f.mark-f.at:place-f.at], []byte{'\n'})
	f.mark = place
	return f.line
}

// text gives what is kept of the record up to a place.
func (f *feed) text(to int64) []byte { return f.kept[f.record-f.at : to-f.at] }

// goBack has the text read again from a place that is kept. It is then given in
// small pieces first: a file may have to be gone back in at every line.
func (f *feed) goBack(place int64) {
	f.record, f.given, f.stopped, f.piece = place, place, nil, 4<<10
}

// skipLine passes over the rest of the line.
func (f *feed) skipLine() error {
	for {
		rest := f.kept[f.given-f.at:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			f.goBack(f.given + int64(i) + 1)
			return nil
		}
		f.goBack(f.end())
		if err := f.fill(); err != nil {
			return err
		}
	}
}
