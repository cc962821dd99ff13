package text

import (
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
)

// errDepth stops the library at maxDepth.
var errDepth = errors.New("nested too deeply")

// stretchError stops the library at maxStretch. It is the byte of the text at
// which the stretch began, or a little later.
type stretchError int

func (stretchError) Error() string { return "too long a stretch" }

// meter hands a text to the YAML library and stops it before it holds too much.
//
// The library holds the tokens of a list or map in brackets until the bracket
// closes, and those of a line until it knows whether a key stands there. Their
// number is bounded by that of the indicators read since a collection last began,
// when the library called CheckDepth. It reads 512 bytes at a time, hardly ahead of
// what it works on.
//
// A meter implements io.Reader and yaml.LoaderLimitsPlugin.
type meter struct {
	text    string
	next    int // the first byte not yet handed out
	begun   int // next, when a collection last began
	stretch int // the weight of text[begun:next]
}

// indicators are the characters a token may begin with that is no plain text
// (YAML 1.2.2 §5.3), and # as plain text may follow a comment.
const indicators = "-?:,[]{}#&*!|>'\"%"

// weigh counts the indicators among some bytes: 2 for each, and 1 for a quote as
// there are two of them around a text.
func weigh(p []byte) int {
	weight := 0
	for _, c := range p {
		switch {
		case c == '\'' || c == '"':
			weight++
		case strings.IndexByte(indicators, c) >= 0:
			weight += 2
		}
	}
	return weight
}

func (m *meter) Read(p []byte) (int, error) {
	if m.next == len(m.text) {
		return 0, io.EOF
	}
	n := copy(p, m.text[m.next:])
	m.stretch += weigh(p[:n])
	if m.stretch > 2*maxStretch {
		return 0, stretchError(m.begun)
	}
	m.next += n
	return n, nil
}

func (m *meter) CheckDepth(depth int, context *yaml.DepthContext) error {
	if depth > maxDepth {
		return errDepth
	}
	// A bracket inside of another does not end the wait for the outer one.
	if context.Kind == yaml.DepthKindBlock || depth == 1 {
		m.begun, m.stretch = m.next, 0
	}
	return nil
}

func (m *meter) CheckAlias(int, int) error { return nil }
