package gate

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// hasPath reports whether a request names a path that can be decided about. A target
// such as x:http://host/login has none for net/url, which keeps it as it is, and
// is a path for the service that it is sent on to. CONNECT asks for a tunnel, in
// which nobody would see what is asked (RFC 9110 §9.3.6).
func hasPath(r *http.Request) bool {
	u := r.URL
	switch {
	case r.Method == http.MethodConnect, r.Method == "PRI", u.Opaque != "":
		return false
	case u.Path == "":
		return u.Host != "" // http://host
	}
	return u.Path[0] == '/' || u.Path == "*" && r.Method == http.MethodOptions
}

// readTarget reads the target of a request that somebody else received: its path in
// the normal form, its query as sent, and whether the path is spelled so itself.
func readTarget(target string) (path, query string, same bool, err error) {
	if path, query, _ = strings.Cut(target, "?"); isPlain(path) && isVisible(query) {
		return path, query, true, nil // net/url would find the same
	}
	u, err := url.ParseRequestURI(target)
	if err == nil && u.Opaque != "" {
		err = errors.New("its target has no path")
	}
	if err != nil {
		return "", "", false, err
	}
	path, same = normalPath(u, target)
	return path, u.RawQuery, same, nil
}

// isVisible reports whether a text is of visible ASCII.
func isVisible(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// normalPath is what a service may take the path of a request for: decoded until
// nothing is left to decode, backslashes as slashes, parameters of segments (RFC
// 3986 §3.3) cut off, empty and dot segments resolved. A sign-in is known by it,
// however its path is spelled. same reports whether the request spelled it so
// itself: only then a path may be open.
func normalPath(u *url.URL, raw string) (path string, same bool) {
	sent, _, _ := strings.Cut(raw, "?")
	if isPlain(sent) {
		return sent, true
	}
	path = u.Path
	for range maxDecodings {
		if !strings.Contains(path, "%") {
			break
		}
		decoded := unescape(path)
		if decoded == path {
			break
		}
		path = decoded
	}
	path = strings.ReplaceAll(path, `\`, "/")
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end] // were encoded, or a fragment, which no request has
	}
	var kept []string
	for segment := range strings.SplitSeq(path, "/") {
		segment, _, _ = strings.Cut(segment, ";")
		if trimmed := strings.TrimRight(segment, ". \x00"); trimmed != "" {
			segment = trimmed // some services take these at an end for nothing
		}
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(len(kept)-1, 0)]
		default:
			kept = append(kept, segment)
		}
	}
	normal := "/" + strings.Join(kept, "/")
	// A slash at the end is no other spelling of what is without one.
	return normal, sent == normal || sent == normal+"/" && normal != "/"
}

// maxDecodings is how often a path is decoded. A service that decodes more often
// than once is wrong, one that does so four times is not known.
const maxDecodings = 4

// unescape decodes once, and leaves standing what cannot be decoded: a service that
// decodes a path again may do so, too.
func unescape(path string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(path, '%')
		if at < 0 {
			b.WriteString(path)
			return b.String()
		}
		b.WriteString(path[:at])
		path = path[at:]
		if c, err := url.PathUnescape(path[:min(3, len(path))]); err == nil {
			b.WriteString(c)
			path = path[3:]
			continue
		}
		b.WriteByte('%')
		path = path[1:]
	}
}

// isPlain reports whether a path as sent is its own normal form: letters, digits
// and a few signs between single slashes, and no dot segment. It is what almost
// every request has.
func isPlain(path string) bool {
	if path == "" || path[0] != '/' {
		return false
	}
	begins := true // a segment does
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case c == '/':
			if i > 0 && (begins || path[i-1] == '.') {
				return false
			}
			begins = true
			continue
		case c == '.':
			if begins || i == len(path)-1 {
				return false // perhaps a dot segment: look closer
			}
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '~':
		default:
			return false
		}
		begins = false
	}
	return !begins || path == "/"
}

// within reports whether a normal path is one of the open ones, or below it.
func within(path string, open []string) bool {
	for _, o := range open {
		if rest, ok := strings.CutPrefix(path, strings.TrimRight(o, "/")); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
