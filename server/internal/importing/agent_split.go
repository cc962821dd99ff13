package importing

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/lanyard-id/lanyard/wire"
)

// splitter takes bundles apart that follow each other in a stream: each begins on
// a line that begins with a brace, which no line within one does, whether it is
// laid out over many lines or is one. So what is damaged spoils itself alone.
type splitter struct {
	in     *bufio.Reader
	line   int    // of the last line that was begun
	inLine bool   // its end was not read yet
	held   []byte // of one bundle, a byte more than it may be at most
	next   []byte // the beginning of the one after it
	end    error
}

func newSplitter(in io.Reader) *splitter { return &splitter{in: bufio.NewReaderSize(in, 1<<16)} }

// bundle returns the next one, valid until the next call, and its first line. At
// the end it returns io.EOF.
func (s *splitter) bundle() (src []byte, first int, err error) {
	s.held = append(s.held[:0], s.next...)
	s.next = s.next[:0]
	first = s.line
	for s.end == nil {
		begins := !s.inLine
		part, err := s.in.ReadSlice('\n')
		s.inLine = errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !s.inLine {
			s.end = err
		}
		if begins && len(part) > 0 {
			s.line++
		}
		switch {
		case len(s.held) == 0:
			part = bytes.TrimLeft(part, " \t\r\n")
			first = s.line
		case begins && len(part) > 0 && part[0] == '{':
			s.next = append(s.next, part...)
			return s.held, first, nil
		}
		s.held = append(s.held, part[:min(len(part), wire.MaxBundle+1-len(s.held))]...)
	}
	if s.end != io.EOF {
		return nil, 0, s.end
	}
	if len(s.held) == 0 {
		return nil, 0, io.EOF
	}
	return s.held, first, nil
}
