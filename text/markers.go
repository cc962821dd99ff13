package text

import "strings"

// document cuts the one document out of the file's markers. Directives are
// reported and made into comments, so that what follows is still read; a second
// document is reported and left out.
//
// A line that begins with "---" or "..." is a marker wherever it stands: YAML
// forbids them even inside quotes and blocks (YAML 1.2.2 §9.1.2).
func (s *source) document(found *Listing) string {
	var directives []int
	begun, end := false, len(s.text)
	for number := 1; number <= len(s.lines); number++ {
		line := s.line(number)
		start := int(s.lines[number-1])
		switch {
		case isMarker(line, "---") && !begun:
			begun = true
		case isMarker(line, "---"), isMarker(line, "..."):
			end = start
		case strings.HasPrefix(line, "%") && !begun:
			found.Add(s.error(Pos{number, 1}, "a directive is not part of the language", "take the line out"))
			directives = append(directives, start)
		case isContent(line):
			begun = true
		}
		if end < len(s.text) {
			s.refuseSecond(number, found)
			break
		}
	}
	if len(directives) == 0 {
		return s.text[:end]
	}
	text := []byte(s.text[:end])
	for _, at := range directives {
		text[at] = '#'
	}
	return string(text)
}

// refuseSecond reports what follows the marker that ends the document on the
// given line. An end marker with nothing but comments after it is fine.
func (s *source) refuseSecond(end int, found *Listing) {
	for number := end; number <= len(s.lines); number++ {
		line := s.line(number)
		if isMarker(line, "...") {
			line = line[len("..."):]
		}
		if isContent(line) {
			found.Add(s.error(Pos{number, 1}, "a second document begins here", "keep one document in a file; what follows is not read"))
			return
		}
	}
}

func isMarker(line, marker string) bool {
	rest, ok := strings.CutPrefix(line, marker)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// isContent reports whether a line holds more than blanks and a comment.
func isContent(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return line != "" && line[0] != '#'
}
