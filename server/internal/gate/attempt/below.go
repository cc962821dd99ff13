package attempt

import "strings"

// Below returns the patterns of paths at which attempts begin that lie at a path or
// below it, as far as they are written out: whoever opens that path lets these
// sign-ins in without a word.
func (s *Extractors) Below(path string) (patterns []string) {
	path = strings.TrimRight(path, "/")
	for _, e := range s.all {
		for i := range e.begins {
			source := e.begins[i].path.source
			written, _, _ := strings.Cut(source, "*")
			rest, ok := cutFold(written, path)
			if ok && (rest == "" || rest[0] == '/') {
				patterns = append(patterns, source)
			}
		}
	}
	return patterns
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
