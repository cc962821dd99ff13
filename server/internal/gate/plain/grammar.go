package plain

import "strings"

const crlf = "\r\n"

// cutLine cuts the first line off a text; false if it has no end, or another than CR
// LF.
func cutLine(text string) (line, rest string, ok bool) {
	end := strings.IndexByte(text, '\n')
	if end < 1 || text[end-1] != '\r' {
		return "", "", false
	}
	return text[:end-1], text[end+1:], true
}

// table says of each byte whether it may be somewhere.
type table [256]bool

func tableOf(may func(c byte) bool) (t table) {
	for i := range t {
		t[i] = may(byte(i))
	}
	return t
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

var (
	// tokens are the bytes of names. Source: RFC 9110 §5.6.2.
	tokens = tableOf(func(c byte) bool {
		return isLetter(c) || isDigit(c) || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
	})
	// texts are the bytes of values. Source: RFC 9110 §5.5.
	texts = tableOf(func(c byte) bool { return c == '\t' || c >= ' ' && c != 0x7f })
	// hosts are the bytes of names and addresses with a port, which is what proxies
	// send; a host may have others (RFC 3986 §3.2.2).
	hosts = tableOf(func(c byte) bool { return isLetter(c) || isDigit(c) || strings.IndexByte("-._~:[]", c) >= 0 })
	// targets are the visible bytes of ASCII; which of them may stand in a path net/url
	// tells.
	targets = tableOf(func(c byte) bool { return c > ' ' && c < 0x7f })
	// methods are those of all that are registered. Source: RFC 9110 §16.1.1.
	methods = tableOf(func(c byte) bool { return 'A' <= c && c <= 'Z' || c == '-' })
)

// all reports whether a text has only bytes of the table.
func (t *table) all(text string) bool {
	for i := range len(text) {
		if !t[text[i]] {
			return false
		}
	}
	return true
}

// isMethod reports whether a text is a method that asks for something on this
// server. CONNECT asks for a tunnel, and PRI is no request (RFC 9113 §3.4).
func isMethod(text string) bool {
	return text != "" && text != "CONNECT" && text != "PRI" && methods.all(text)
}

// isTarget reports whether a text is a path with its query. Source: RFC 9112 §3.2.1.
func isTarget(text string) bool { return text != "" && text[0] == '/' && targets.all(text) }

// trimmed is a value without the spaces around it. Source: RFC 9112 §5.1.
func trimmed(value string) string {
	for value != "" && isSpace(value[0]) {
		value = value[1:]
	}
	for value != "" && isSpace(value[len(value)-1]) {
		value = value[:len(value)-1]
	}
	return value
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
