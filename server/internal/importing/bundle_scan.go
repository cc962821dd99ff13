package importing

import (
	"bytes"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// scanner reads JSON that lies in memory whole, and passes over what is not
// wanted at the speed of looking for quotes: most of a bundle is words for
// people. What is passed over is held to its brackets and quotes, not to every
// comma.
type scanner struct {
	src     []byte
	at      int
	scratch []byte // of texts with escapes
	problem string // the first one; at is where
}

// maxNesting is how deep a bundle may be nested; wire's own is 6 deep.
const maxNesting = 60

func (s *scanner) reset(src []byte) { *s = scanner{src: src, scratch: s.scratch[:0]} }

// fail notes what is wrong, and is always false.
func (s *scanner) fail(problem string) bool {
	if s.problem == "" {
		s.problem = problem
	}
	return false
}

const (
	endsEarly = "not JSON: it ends too early, so that it was cut off or is still being written"
	notJSON   = "not JSON"
)

// peek returns the next byte that is no space, 0 at the end.
func (s *scanner) peek() byte {
	for s.at < len(s.src) {
		c := s.src[s.at]
		if c > ' ' || c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
		s.at++
	}
	return 0
}

// ends fails where peek found nothing: at the end, or at a byte that is none.
func (s *scanner) ends() bool {
	if s.at < len(s.src) {
		return s.fail(notJSON)
	}
	return s.fail(endsEarly)
}

// is takes the next byte if it is c.
func (s *scanner) is(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

// must takes c.
func (s *scanner) must(c byte) bool {
	switch s.peek() {
	case c:
		s.at++
		return true
	case 0:
		return s.ends()
	}
	return s.fail(notJSON)
}

// quoted returns what stands between quotes, as written, and whether it has
// escapes.
func (s *scanner) quoted() (text []byte, escaped, ok bool) {
	if !s.must('"') {
		return nil, false, false
	}
	start := s.at
	for {
		n := bytes.IndexByte(s.src[s.at:], '"')
		if n < 0 {
			s.at = len(s.src)
			return nil, false, s.fail(endsEarly)
		}
		s.at += n + 1
		end := s.at - 1
		back := end
		for back > start && s.src[back-1] == '\\' {
			back--
		}
		if (end-back)%2 == 0 {
			text = s.src[start:end]
			return text, bytes.IndexByte(text, '\\') >= 0, true
		}
	}
}

// text reads a text, or null as none. It is valid as long as the source.
func (s *scanner) text(into *[]byte) bool {
	if s.peek() == 'n' {
		*into = nil
		return s.skip()
	}
	if s.peek() != '"' {
		return s.fail("not a text where one should be")
	}
	from := s.at
	raw, escaped, ok := s.quoted()
	if !ok {
		return false
	}
	plain := !escaped
	for _, c := range raw {
		if c < ' ' {
			s.at = from
			return s.fail(notJSON)
		}
		plain = plain && c < utf8.RuneSelf
	}
	if plain || !escaped && utf8.Valid(raw) {
		*into = raw
		return true
	}
	start := len(s.scratch)
	var err error
	s.scratch, err = jsontext.AppendUnquote(s.scratch, s.src[from:s.at])
	if err != nil {
		s.at = from
		return s.fail("a text that is not JSON, or not UTF-8")
	}
	*into = s.scratch[start:len(s.scratch):len(s.scratch)]
	return true
}

// isMeaningful are the bytes at which skip stops.
var isMeaningful = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true}

// skip passes over a value.
func (s *scanner) skip() bool {
	switch s.peek() {
	case '"':
		_, _, ok := s.quoted()
		return ok
	case '{', '[':
	case 0:
		return s.ends()
	default:
		return s.word()
	}
	var objects uint64 // a bit a level: whether it is an object
	depth := 0
	src := s.src
	at := s.at
	for {
		for at < len(src) && !isMeaningful[src[at]] {
			at++
		}
		if at == len(src) {
			s.at = at
			return s.fail(endsEarly)
		}
		c := src[at]
		switch c {
		case '"':
			s.at = at
			if _, _, ok := s.quoted(); !ok {
				return false
			}
			at = s.at
			continue
		case '{', '[':
			if depth++; depth > maxNesting {
				s.at = at
				return s.fail("nested deeper than any bundle is")
			}
			objects <<= 1
			if c == '{' {
				objects |= 1
			}
		default:
			if (objects&1 == 1) != (c == '}') {
				s.at = at
				return s.fail(notJSON)
			}
			objects >>= 1
			depth--
		}
		at++
		if depth == 0 {
			s.at = at
			return true
		}
	}
}

// word passes over a number, true, false or null.
func (s *scanner) word() bool {
	word := s.wordBytes()
	switch string(word) {
	case "true", "false", "null":
		return true
	}
	if _, ok := s.isNumber(word); ok {
		return true
	}
	s.at -= len(word)
	return s.fail(notJSON)
}

func (s *scanner) wordBytes() []byte {
	s.peek()
	start := s.at
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c == '.', c == '-', c == '+', c == 'E':
			s.at++
			continue
		}
		break
	}
	return s.src[start:s.at]
}

func (s *scanner) isNumber(word []byte) (float64, bool) {
	if len(word) == 0 || len(word) > 40 || word[0] == '+' || word[0] == '.' || jsontext.Value(word).Kind() != '0' || !jsontext.Value(word).IsValid() {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(word), 64)
	return n, err == nil
}

// number reads a number; ok is false of null, which is none.
func (s *scanner) number(into *float64, given *bool) bool {
	word := s.wordBytes()
	if string(word) == "null" {
		*given = false
		return true
	}
	n, ok := s.isNumber(word)
	if !ok {
		s.at -= len(word)
		return s.fail("not a number where one should be")
	}
	*into, *given = n, true
	return true
}

// whole reads a small whole number.
func (s *scanner) whole(into *int) bool {
	var n float64
	var given bool
	at := s.at
	if !s.number(&n, &given) {
		return false
	}
	if !given {
		return true
	}
	if n != float64(int32(n)) {
		s.at = at
		return s.fail("not a whole number where one should be")
	}
	*into = int(n)
	return true
}

// truth reads true or false.
func (s *scanner) truth(into *bool) bool {
	switch string(s.wordBytes()) {
	case "true":
		*into = true
	case "false":
		*into = false
	case "null":
	default:
		return s.fail("not true or false where one should be")
	}
	return true
}

// instant reads an RFC 3339 time as seconds of UTC.
func (s *scanner) instant(into *int64, given *bool) bool {
	var text []byte
	at := s.at
	if !s.text(&text) {
		return false
	}
	if text == nil {
		return true
	}
	var t time.Time
	if err := t.UnmarshalText(text); err != nil {
		s.at = at
		return s.fail("not a time such as 2025-07-08T09:00:00Z")
	}
	*into, *given = t.Unix(), !t.IsZero()
	return true
}

// object reads an object's members, or null as none: member reads the value of
// one.
func (s *scanner) object(member func(name []byte) bool) bool {
	switch s.peek() {
	case 'n':
		return s.word()
	case '{':
		s.at++
	case 0:
		return s.ends()
	default:
		return s.fail("not an object where one should be")
	}
	if s.is('}') {
		return true
	}
	for {
		name, escaped, ok := s.quoted()
		if !ok || !s.must(':') {
			return false
		}
		if escaped {
			name = nil // no name of ours has escapes
		}
		if !member(name) {
			return false
		}
		if s.is(',') {
			continue
		}
		return s.must('}')
	}
}

// array reads the elements of an array, or null as none.
func (s *scanner) array(element func() bool) bool {
	switch s.peek() {
	case 'n':
		return s.word()
	case '[':
		s.at++
	case 0:
		return s.ends()
	default:
		return s.fail("not a list where one should be")
	}
	if s.is(']') {
		return true
	}
	for {
		if !element() {
			return false
		}
		if s.is(',') {
			continue
		}
		return s.must(']')
	}
}

// line returns the line on which the scanner stands.
func (s *scanner) line() int {
	read := s.src[:min(s.at, len(s.src))]
	if s.at == len(s.src) {
		read = bytes.TrimRight(read, "\r\n") // it ends on the line before
	}
	return 1 + bytes.Count(read, []byte{'\n'})
}
