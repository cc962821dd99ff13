package importing

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// maxEventBytes bounds one line of the log: a snapshot of a host with ten
// thousand programs takes a few megabytes.
const maxEventBytes = 64 << 20

var errLongEvent = fmt.Errorf("longer than %d MiB", maxEventBytes>>20)

// documents takes every event of an array, of lines, or of objects that follow
// each other in any layout.
func (l *osqueryLog) documents(r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		c, err := in.ReadByte()
		if err == io.EOF {
			return errors.New("there is nothing in it")
		}
		if err != nil {
			return err
		}
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		_ = in.UnreadByte() // it was just read
		if c == '[' {
			return l.objects(in, true)
		}
		break
	}
	first := true
	var e osqueryEvent
	var source bytes.Reader
	d := jsontext.NewDecoder(&source, jsontext.AllowDuplicateNames(true))
	for {
		line, err := readLine(in)
		l.line++
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errLongEvent):
			l.rejectRow("", "", err.Error())
			continue
		case err != nil:
			return err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		source.Reset(line)
		d.Reset(&source, jsontext.AllowDuplicateNames(true))
		err = e.read(d)
		if err == nil && d.PeekKind() != 0 {
			err = errNotEvent
		}
		if err != nil && first && errors.Is(err, io.ErrUnexpectedEOF) {
			return l.objects(io.MultiReader(bytes.NewReader(bytes.Clone(line)), in), false)
		}
		first = false
		if err != nil {
			l.rejectRow("", string(line[:min(len(line), shownBytes+4)]), jsonProblem(err))
			continue
		}
		l.event(&e)
	}
}

// objects takes objects that are not one a line. They are counted in place of
// lines.
func (l *osqueryLog) objects(in io.Reader, array bool) error {
	meter := &meter{in: in}
	d := jsontext.NewDecoder(meter, jsontext.AllowDuplicateNames(true))
	if array {
		if _, err := d.ReadToken(); err != nil {
			return errors.New(jsonProblem(err))
		}
	}
	l.line = 0
	var e osqueryEvent
	l.note("it is not one object a line, so that its objects are counted in place of lines")
	for {
		l.line++
		meter.n = 0
		switch d.PeekKind() {
		case ']':
			return nil
		case 0:
			_, err := d.ReadToken()
			if err == io.EOF {
				return nil
			}
			return errors.New(jsonProblem(err))
		}
		switch err := e.read(d); {
		case errors.Is(err, errNotEvent):
			l.rejectRow("", e.name, jsonProblem(err))
		case err != nil:
			return errors.New(jsonProblem(err))
		default:
			l.event(&e)
		}
	}
}

// jsonProblem says for people why something is not the JSON that is asked for.
func jsonProblem(err error) string {
	switch {
	case errors.Is(err, errNotEvent), errors.Is(err, errLongEvent):
		return err.Error()
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		return "not JSON: it ends too early"
	}
	return "not JSON"
}

// readLine returns the next line, valid until the next call; errLongEvent of one
// that is too long, behind which it goes on.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if err == nil || err == io.EOF && len(line) > 0 {
		return line, nil
	}
	if err != bufio.ErrBufferFull {
		return nil, err
	}
	long := bytes.Clone(line)
	for err == bufio.ErrBufferFull {
		line, err = in.ReadSlice('\n')
		if len(long) <= maxEventBytes {
			long = append(long, line...)
		}
	}
	if len(long) > maxEventBytes && (err == nil || err == io.EOF) {
		return nil, errLongEvent
	}
	if err == io.EOF {
		err = nil
	}
	return long, err
}

// meter refuses an object without end.
type meter struct {
	in io.Reader
	n  int
}

func (m *meter) Read(b []byte) (int, error) {
	if m.n > maxEventBytes {
		return 0, errLongEvent
	}
	n, err := m.in.Read(b)
	m.n += n
	return n, err
}
