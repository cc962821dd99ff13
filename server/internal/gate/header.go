package gate

import (
	"net/http"
	"strings"
)

// isOwnHeader reports whether a header is one by which the gate speaks or is told,
// in any spelling that a service might take for it.
func isOwnHeader(name string) bool { return begins(name, "x-gate-") }

// begins reports whether a header's name begins with a prefix, in lower case. All
// that is neither letter nor digit counts as a hyphen: behind CGI and what came
// after it (RFC 3875 §4.1.18) many names are one.
func begins(name, prefix string) bool {
	if len(name) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		default:
			c = '-'
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}

// isForged reports whether a header tells what only the gate can know, of the other
// end of the connection, or has some services take another path than the one that
// was decided about. No client's own may reach the service.
func isForged(name string) bool {
	if isOwnHeader(name) || begins(name, "x-forwarded-") {
		return true
	}
	for _, whole := range forged {
		if len(name) == len(whole) && begins(name, whole) {
			return true
		}
	}
	return false
}

// forged are X-Forwarded-* by other names: of addresses, and of paths, which IIS
// (URL Rewrite) and frameworks have taken for that of the request.
var forged = [...]string{"forwarded", "x-real-ip", "x-original-url", "x-rewrite-url"}

// mayUpgrade reports whether a connection may become one of another protocol. A
// service that takes HTTP/2 on it (h2c, RFC 7540 §3.2) would be sent requests that
// nobody decides about, so WebSocket is the only one (RFC 6455 §4.1). RFC 9110
// §7.8 has a server leave any other unanswered.
func mayUpgrade(h http.Header) bool {
	to := h["Upgrade"]
	return len(to) == 0 || len(to) == 1 && strings.EqualFold(to[0], "websocket")
}
