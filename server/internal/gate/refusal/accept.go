package refusal

import (
	"net/http"
	"strings"
)

// Form is how words are written.
type Form uint8

// The forms.
const (
	Negotiated Form = iota // whichever Accept asks for
	Page                   // HTML
	Problem                // problem details in JSON (RFC 9457 §3)
	ProblemXML             // problem details in XML (RFC 9457 appendix B)
	GPObject               // the answer of the legacy sign-in protocol
	Text                   // plain
)

// FormNamed returns the form that a configuration names: page, problem,
// problem-xml, gpobject or text, and "" or accept for what Accept asks for.
func FormNamed(name string) (Form, bool) {
	form, ok := map[string]Form{
		"": Negotiated, "accept": Negotiated, "page": Page, "problem": Problem, "problem-xml": ProblemXML, "gpobject": GPObject, "text": Text,
	}[name]
	return form, ok
}

// offers are the media types that forms are given for. Of those that a client
// likes equally the first is given. JSON and XML without problem+ are taken for
// their problem details, which are such.
var offers = []struct {
	kind, sub string
	form      Form
}{
	{"text", "html", Page},
	{"application", "problem+json", Problem},
	{"application", "json", Problem},
	{"text", "plain", Text},
	{"application", "problem+xml", ProblemXML},
	{"application", "xml", ProblemXML},
	{"text", "xml", ProblemXML},
}

// How much of an Accept is read. A client that sends more gets what one without
// any gets.
const (
	maxAccept = 4096 // bytes
	maxRanges = 64
)

// negotiate finds the form that a request asks for by RFC 9110 §12.5.1: of each
// offer the quality of the most specific range that it fits, and of all the best.
// Between equals what was named beats what only fits a wildcard, so that a script
// that takes anything gets problem details and a browser a page. Problem details
// are the answer too where nothing is acceptable: a refusal without words would
// help nobody (§12.4.1 leaves that open).
func negotiate(r *http.Request) Form {
	ranges := parseAccept(strings.Join(r.Header.Values("Accept"), ","))
	if len(ranges) == 0 {
		return Problem
	}
	best, quality, named := Problem, 0, 0
	for _, o := range offers {
		q, specific := -1, -1
		for _, m := range ranges {
			if m.fits(o.kind, o.sub) && m.specific > specific {
				q, specific = m.quality, m.specific
			}
		}
		if q <= 0 {
			continue
		}
		if specific == 0 && o.form == Page && !oldBrowser(r) {
			continue // "*/*" alone asks for no page
		}
		if q > quality || q == quality && specific > named {
			best, quality, named = o.form, q, specific
		}
	}
	return best
}

// oldBrowser reports whether a client that takes anything is a browser all the
// same: Internet Explorer asked for pages so, among pictures.
func oldBrowser(r *http.Request) bool {
	agent := r.UserAgent()
	return strings.Contains(agent, "MSIE ") || strings.Contains(agent, "Trident/")
}

// mediaRange is one element of Accept.
type mediaRange struct {
	kind, sub string
	quality   int  // in thousandths
	specific  int  // 0: */*, 1: kind/*, 2: kind/sub
	unlike    bool // it has parameters that nothing here has
}

func (m *mediaRange) fits(kind, sub string) bool {
	return !m.unlike && (m.kind == "*" || m.kind == kind && (m.sub == "*" || m.sub == sub))
}

// parseAccept reads the elements of an Accept that are well formed, and leaves
// out the others.
func parseAccept(header string) []mediaRange {
	if len(header) > maxAccept {
		return nil
	}
	var out []mediaRange
	for _, element := range split(header, ',') {
		if m, ok := parseRange(element); ok && len(out) < maxRanges {
			out = append(out, m)
		}
	}
	return out
}

func parseRange(element string) (mediaRange, bool) {
	parts := split(element, ';')
	kind, sub, ok := strings.Cut(strings.ToLower(strings.TrimSpace(parts[0])), "/")
	m := mediaRange{kind: kind, sub: sub, quality: 1000, specific: 2}
	switch {
	case !ok || !isToken(kind) || !isToken(sub) || kind == "*" && sub != "*":
		return mediaRange{}, false
	case kind == "*":
		m.specific = 0
	case sub == "*":
		m.specific = 1
	}
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(name) {
		case "":
		case "charset": // all is UTF-8, and a client that asks for another can still read it
		case "q":
			if m.quality, ok = parseQuality(value); !ok {
				return mediaRange{}, false
			}
			return m, true // what comes behind it says nothing of the media type
		default:
			m.unlike = true
		}
	}
	return m, true
}

// parseQuality reads a weight in thousandths: 0 to 1 with at most three digits
// behind the point (RFC 9110 §12.4.2).
func parseQuality(text string) (int, bool) {
	whole, digits, _ := strings.Cut(text, ".")
	if whole != "0" && whole != "1" || len(digits) > 3 {
		return 0, false
	}
	q := 0
	for i := range 3 {
		q *= 10
		if i < len(digits) {
			if digits[i] < '0' || digits[i] > '9' {
				return 0, false
			}
			q += int(digits[i] - '0')
		}
	}
	if whole == "1" {
		return 1000, q == 0
	}
	return q, true
}

// split cuts a header at a separator that stands outside of quotes.
func split(header string, at byte) []string {
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(header); i++ {
		switch {
		case header[i] == '"':
			quoted = !quoted
		case quoted && header[i] == '\\':
			i++
		case !quoted && header[i] == at:
			out = append(out, header[start:i])
			start = i + 1
		}
	}
	return append(out, header[start:])
}

// isToken reports whether a text is a token (RFC 9110 §5.6.2).
func isToken(text string) bool {
	for i := range len(text) {
		c := text[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0) {
			return false
		}
	}
	return text != ""
}
