package text

import (
	"strings"
	"unicode/utf8"
)

// source is the text of a file, kept for finding places in it again.
type source struct {
	file  string
	text  string
	lines []int32 // where each line begins in text, in bytes
}

func newSource(file, text string) *source {
	s := &source{file: file, text: text}
	s.lines = make([]int32, 1, 1+strings.Count(text, "\n"))
	for i := range len(text) {
		if text[i] == '\n' {
			s.lines = append(s.lines, int32(i+1))
		}
	}
	return s
}

// line is the text of a line, from 1, without its line break. A line that is
// not in the file is empty.
func (s *source) line(number int) string {
	if number < 1 || number > len(s.lines) {
		return ""
	}
	rest := s.text[s.lines[number-1]:]
	if number < len(s.lines) {
		rest = s.text[s.lines[number-1] : s.lines[number]-1]
	}
	return strings.TrimSuffix(rest, "\r")
}

// from is the rest of the line that begins at pos.
func (s *source) from(pos Pos) string {
	line := s.line(pos.Line)
	for range pos.Column - 1 {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	return line
}

// before is the text of the lines before the given one.
func (s *source) before(number int) string {
	number = min(max(number, 1), len(s.lines))
	return s.text[:s.lines[number-1]]
}

// position is the place of a byte of the text.
func (s *source) position(index int) Pos {
	head := s.text[:index]
	line := strings.Count(head, "\n")
	return Pos{Line: line + 1, Column: utf8.RuneCountInString(head[s.lines[line]:]) + 1}
}

// clamp is a place the YAML library names as one in the file: the library has a
// line behind the last, and none where it knows of no place.
func (s *source) clamp(line, column int) Pos {
	switch last := len(s.lines); {
	case line < 1:
		return Pos{1, 1}
	case line > last:
		return Pos{last, utf8.RuneCountInString(s.line(last)) + 1}
	}
	return Pos{line, max(column, 1)}
}

func (s *source) error(pos Pos, what, mend string) Problem {
	return Problem{File: s.file, Pos: pos, What: what, Mend: mend}
}

// indentation is the number of spaces a line begins with.
func indentation(line string) int {
	return len(line) - len(strings.TrimLeft(line, " "))
}
