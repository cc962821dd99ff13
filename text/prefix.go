package text

import (
	"go.yaml.in/yaml/v4"
)

// composeBefore builds the nodes of what stands before a syntax error: of the longest
// beginning of the document, in whole lines, that is YAML by itself. It gives the
// text it read, and nil if there is none.
//
// Where one beginning fails, the next ends before what made it fail. The last of
// maxPrefixes ends before the last line that is not indented. A quote or bracket
// that the first beginning leaves open is the likely cause, and told.
func (s *source) composeBefore(document string, broken *syntaxError) (*yaml.Node, string) {
	line := broken.line
	for try := 1; try <= maxPrefixes; try++ {
		if try == maxPrefixes {
			line = s.lastTop(line)
		}
		read := document[:min(len(s.before(line)), len(document))]
		node, err := compose(read)
		if err == nil {
			return node, read
		}
		failed := s.explain(err)
		if try == 1 && broken.opened == (Pos{}) && failed.opened != (Pos{}) {
			broken.inside(failed.opened)
		}
		if failed.line < line {
			line = failed.line
		} else {
			line = s.lastTop(line)
		}
	}
	return nil, ""
}

// lastTop is the last line before the given one that is not indented and no
// comment; 1 if there is none.
func (s *source) lastTop(line int) int {
	for line--; line > 1; line-- {
		if text := s.line(line); isContent(text) && text[0] != ' ' && text[0] != '\t' {
			return line
		}
	}
	return 1
}
