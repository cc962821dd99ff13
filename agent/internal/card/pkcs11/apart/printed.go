package apart

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// printed keeps the beginning and the end of what a module prints. All of it is
// taken, so that a module never waits for a reader.
type printed struct {
	mu         sync.Mutex
	head, tail []byte
	left       int // bytes between the two
}

// Write keeps some of b and never fails.
func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(b)
	take := min(maxPrintedBytes-len(p.head), n)
	p.head = append(p.head, b[:take]...)
	p.tail = append(p.tail, b[take:]...)
	if over := len(p.tail) - maxPrintedBytes; over > 0 {
		p.left += over
		p.tail = append(p.tail[:0], p.tail[over:]...)
	}
	return n, nil
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	between := ""
	if p.left > 0 {
		between = "\n…\n"
	}
	return string(p.head) + between + string(p.tail)
}

// clean makes text of strangers fit to be shown: lines stay, nothing commands a
// terminal or turns the direction of writing, and it is not longer than what is kept.
func clean(text string) string {
	const most = 2*maxPrintedBytes + 16
	if len(text) > most {
		text = text[:most]
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return -1
		case r == '\n', unicode.IsPrint(r):
			return r
		}
		return utf8.RuneError
	}, text))
}
