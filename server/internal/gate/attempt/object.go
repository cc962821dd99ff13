package attempt

import "strings"

// readObject looks for parameters of a gpOBJECT, the body of the legacy sign-in
// protocol, and adds what it finds to all. As public re-implementations of the
// protocol write and read it, one has a document type that names a file, and
// elements of the form
//
//	<gpPARAM name="uid">910000000001</gpPARAM>
//
// and its texts hold ampersands that are no entities. So this is no XML parser. It
// takes a parameter wherever it stands, in any case of letters, because it is not
// known how the service reads them; what two readers could take for two things is
// hidden. Document types are passed over and never fetched; entities that they
// declare are not known here. cut says that the body goes on.
func readObject(body string, cut bool, names []string, exact bool, all []found) {
	s := objectScanner{rest: strings.TrimPrefix(body, "\ufeff"), names: names, exact: exact, all: all}
	if strange := strangeEncoding(s.rest); strange != "" {
		hide(all, strange)
		return
	}
	switch why := s.scan(); {
	case why != "":
		hide(all, why)
	case s.declares:
		hide(all, "the body declares entities, and may hold it in one")
	case cut:
		hide(all, "it may stand behind the part of the body that was looked at")
	}
}

// strangeEncoding says why the texts of a document would be read wrongly; "" if
// they would not.
func strangeEncoding(body string) string {
	if strings.HasPrefix(body, "\xFE\xFF") || strings.HasPrefix(body, "\xFF\xFE") || strings.IndexByte(body[:min(len(body), 4)], 0) >= 0 {
		return "the body is not UTF-8"
	}
	declaration, _, ok := strings.Cut(body[:min(len(body), maxTag)], "?>")
	if !ok || !strings.HasPrefix(declaration, "<?xml") {
		return ""
	}
	_, declared, ok := strings.Cut(declaration, "encoding")
	if !ok {
		return ""
	}
	switch strings.ToLower(strings.Trim(declared, "=\"' \t\r\n")) {
	case "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252":
		// Of those with one byte a letter only ASCII is read: the rest is not
		// UTF-8, and hidden for that.
		return ""
	}
	return "the body declares an encoding that is not read"
}

// objectScanner goes through a document once. It keeps nothing but the parameters
// that are looked for.
type objectScanner struct {
	rest  string
	names []string
	exact bool
	all   []found

	declares bool // its document type has declarations of its own
}

// Why the rest of a document is not read.
const (
	endsEarly  = "the body ends inside of an element"
	brokenTag  = "the body has an element whose beginning is too long, or has no end"
	oneEncoded = "it is in an encoding of its own"
)

// scan returns why the rest of the document could not be read; "" at its end.
func (s *objectScanner) scan() string {
	for {
		at := strings.IndexByte(s.rest, '<')
		if at < 0 {
			return ""
		}
		s.rest = s.rest[at:]
		markup, ok := s.pass()
		switch {
		case !ok:
			return endsEarly
		case markup:
			continue
		}
		t, ok := s.tag()
		switch {
		case !ok:
			return brokenTag
		case t.name == "":
			s.rest = s.rest[1:] // a < that begins nothing
		case t.ends || !strings.EqualFold(local(t.name), "gpPARAM"):
		case !s.parameter(&t):
			return endsEarly
		}
	}
}

// parameter reads the value of a parameter if it is looked for; false if it has no
// end.
func (s *objectScanner) parameter(t *objectTag) bool {
	if t.unclear {
		// Any that is looked for may be meant.
		hide(s.all, "a parameter has two names, or one that cannot be read")
	}
	i := -1
	if t.named && !t.unclear {
		i = indexName(t.param, s.names, s.exact)
	}
	if i < 0 || t.empty {
		return true // its text holds nothing that scan would trip over
	}
	value, whole := s.content()
	if t.encoded && value.state == known {
		value = found{state: hidden, value: value.value, why: oneEncoded}
	}
	s.all[i].see(value)
	return whole
}

// pass passes over a comment, an instruction, a CDATA section or a declaration.
// markup says that one stood there, ok that it had an end.
func (s *objectScanner) pass() (markup, ok bool) {
	for _, m := range [...]struct{ begin, end string }{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if rest, found := strings.CutPrefix(s.rest, m.begin); found {
			_, s.rest, ok = strings.Cut(rest, m.end)
			return true, ok
		}
	}
	if strings.HasPrefix(s.rest, "<!") {
		return true, s.declaration()
	}
	return false, true
}

// declaration passes over a document type with all that it declares (XML §2.8).
func (s *objectScanner) declaration() bool {
	nested := 0
	for i := 2; i < len(s.rest); i++ {
		if strings.HasPrefix(s.rest[i:], "<!--") {
			end := strings.Index(s.rest[i:], "-->")
			if end < 0 {
				return false
			}
			i += end + len("-->") - 1
			continue
		}
		switch c := s.rest[i]; c {
		case '"', '\'':
			end := strings.IndexByte(s.rest[i+1:], c)
			if end < 0 {
				return false
			}
			i += end + 1
		case '[':
			nested++
			s.declares = true
		case '<':
			nested++
		case ']':
			nested--
		case '>':
			if nested <= 0 {
				s.rest = s.rest[i+1:]
				return true
			}
			// The end of a declaration inside of the brackets.
			if nested > 1 {
				nested--
			}
		}
	}
	return false
}

// content reads the text of a parameter up to its end; false if it has none.
func (s *objectScanner) content() (f found, whole bool) {
	text := ""
	add := func(part string) {
		switch {
		case f.state == hidden || part == "":
		case len(text)+len(part) > maxInput:
			f = found{state: hidden, value: text + part[:min(len(part), maxValue)], why: "too long"}
		default:
			text += part
		}
	}
	for {
		at := strings.IndexByte(s.rest, '<')
		if at < 0 {
			return found{state: hidden, value: text, why: endsEarly}, false
		}
		part, why := unescape(s.rest[:at])
		if add(part); why != "" {
			f = found{state: hidden, value: text, why: why}
		}
		s.rest = s.rest[at:]
		if cdata, ok := strings.CutPrefix(s.rest, "<![CDATA["); ok {
			part, rest, ended := strings.Cut(cdata, "]]>")
			if !ended {
				return found{state: hidden, value: text, why: endsEarly}, false
			}
			add(part)
			s.rest = rest
			continue
		}
		switch markup, ok := s.pass(); {
		case !ok:
			return found{state: hidden, value: text, why: endsEarly}, false
		case markup:
			continue
		case strings.HasPrefix(s.rest, "</"):
			// Its end, or another's, which is scan's to read.
			if value := trimSpace(text); f.state != hidden && value != "" {
				f = found{state: known, value: value}
			}
			return f, true
		case len(s.rest) > 1 && beginsName(s.rest[1]):
			// scan goes on with the element inside.
			return found{state: hidden, value: text, why: "it holds an element"}, true
		}
		add("<")
		s.rest = s.rest[1:]
	}
}
