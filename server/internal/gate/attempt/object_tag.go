package attempt

import (
	"strings"
	"unicode/utf8"
)

// objectTag is the beginning or the end of an element.
type objectTag struct {
	name    string
	ends    bool   // </name>
	empty   bool   // <name/>
	param   string // its attribute name, decoded
	named   bool   // it has one
	unclear bool   // it has two, or one that cannot be read
	encoded bool   // it says that its text is in an encoding
}

// tag reads the tag that the rest begins with. It is false if the tag has no end
// where one would be expected; its name is empty if it is none.
func (s *objectScanner) tag() (t objectTag, ok bool) {
	text := s.rest[1:]
	if t.ends = strings.HasPrefix(text, "/"); t.ends {
		text = text[1:]
	}
	end := strings.IndexAny(text, " \t\r\n/><=\"'")
	if end <= 0 || !beginsName(text[0]) {
		return objectTag{}, true
	}
	t.name, text = text[:end], text[end:]
	for {
		if len(s.rest)-len(text) > maxTag {
			return t, false
		}
		text = strings.TrimLeft(text, " \t\r\n")
		switch {
		case text == "":
			return t, false
		case text[0] == '>':
			s.rest = text[1:]
			return t, true
		case text[0] == '/':
			t.empty, text = !t.ends, text[1:]
			continue
		}
		t.empty = false
		if text, ok = t.attribute(text); !ok {
			return t, false
		}
	}
}

func beginsName(c byte) bool {
	return lower(c) >= 'a' && lower(c) <= 'z' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

// attribute reads one attribute and returns what follows it.
func (t *objectTag) attribute(text string) (rest string, ok bool) {
	end := strings.IndexAny(text, "= \t\r\n>/")
	switch {
	case end < 0:
		return "", false
	case end == 0: // a sign that begins no attribute
		return text[1:], true
	}
	name := text[:end]
	after := strings.TrimLeft(text[end:], " \t\r\n")
	if !strings.HasPrefix(after, "=") {
		return text[end:], true
	}
	after = strings.TrimLeft(after[1:], " \t\r\n")
	var value string
	if after != "" && (after[0] == '"' || after[0] == '\'') {
		value, rest, ok = strings.Cut(after[1:], after[:1])
		if !ok {
			return "", false
		}
	} else if end = strings.IndexAny(after, " \t\r\n>"); end >= 0 {
		value, rest = after[:end], after[end:]
	} else {
		return "", false
	}
	switch name = local(name); {
	case strings.EqualFold(name, "name"):
		decoded, why := unescape(value)
		t.unclear = t.unclear || t.named || why != ""
		t.param, t.named = trimSpace(decoded), true
	case strings.EqualFold(name, "encoding"):
		t.encoded = t.encoded || trimSpace(value) != ""
	}
	return rest, true
}

// local is a name without its prefix (Namespaces in XML §4).
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }
