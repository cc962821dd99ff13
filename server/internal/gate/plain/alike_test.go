package plain

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const (
	host  = "Host: gate.test\r\n"
	inner = "GET /inner HTTP/1.1\r\nHost: gate.test\r\n\r\n"
)

// requests are some that are plain, and some that are nearly.
var requests = map[string]struct {
	text  string
	plain bool // the first head
}{
	"short":                 {"GET / HTTP/1.1\r\n" + host + "\r\n", true},
	"two":                   {"GET /a?b=c%20d HTTP/1.1\r\n" + host + "\r\n" + inner, true},
	"nothing in it":         {"GET /nothing HTTP/1.1\r\n" + host + "\r\n", true},
	"a POST without a body": {"POST /a HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n" + inner, true},
	"line ends behind it":   {"POST /a HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n\r\n" + inner, true},
	"keep-alive":            {"GET / HTTP/1.1\r\n" + host + "Connection: keep-alive\r\n\r\n" + inner, true},
	"case of names":         {"GET / HTTP/1.1\r\nhost: gate.test\r\nx-GATE-tls: a\r\nX_gate_tls: b\r\nX.Y: c\r\n\r\n", true},
	"names twice":           {"GET / HTTP/1.1\r\n" + host + "X-A: 1\r\nx-a: 2\r\nX-A: 3\r\n\r\n" + inner, true},
	"spaces":                {"GET / HTTP/1.1\r\n" + host + "X-A: \t a b \t \r\nX-B:\r\nX-C:c\r\nX-D: \r\n\r\n", true},
	"other bytes":           {"GET / HTTP/1.1\r\n" + host + "X-A: \xff\x80é\ta\r\n\r\n", true},
	"pragma":                {"GET / HTTP/1.1\r\n" + host + "Pragma: no-cache\r\n\r\n" + "GET / HTTP/1.1\r\n" + host + "Pragma: other\r\n\r\n" + "GET / HTTP/1.1\r\n" + host + "Pragma: no-cache\r\n\r\n", true},
	"pragma and more":       {"GET / HTTP/1.1\r\n" + host + "Cache-Control: max-age=0\r\nPragma: no-cache\r\n\r\n", true},
	"two slashes":           {"GET //x/y HTTP/1.1\r\n" + host + "\r\n", true},
	"a coded path":          {"GET /a%2fb;c HTTP/1.1\r\n" + host + "\r\n", true},
	"a port":                {"GET / HTTP/1.1\r\nHost: [2001:db8::1]:8080\r\n\r\n", true},
	"long":                  {"GET / HTTP/1.1\r\n" + host + "X-A: " + strings.Repeat("a", 10_000) + "\r\n\r\n" + inner, true},

	"too long for here":   {"GET / HTTP/1.1\r\n" + host + "X-A: " + strings.Repeat("a", 20_000) + "\r\n\r\n" + inner, false},
	"too long":            {"GET / HTTP/1.1\r\n" + host + "X-A: " + strings.Repeat("a", 100_000) + "\r\n\r\n" + inner, false},
	"no host":             {"GET / HTTP/1.1\r\n\r\n" + inner, false},
	"two hosts":           {"GET / HTTP/1.1\r\n" + host + host + "\r\n" + inner, false},
	"an odd host":         {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n" + inner, false},
	"an empty host":       {"GET / HTTP/1.1\r\nHost:\r\n\r\n" + inner, false},
	"HTTP/1.0":            {"GET / HTTP/1.0\r\n" + host + "\r\n" + inner, false},
	"HTTP/2":              {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false},
	"HTTP/1.2":            {"GET / HTTP/1.2\r\n" + host + "\r\n" + inner, false},
	"no version":          {"GET /\r\n\r\n" + inner, false},
	"CONNECT":             {"CONNECT gate.test:80 HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"CONNECT a path":      {"CONNECT /a HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"absolute":            {"GET http://other.test/a HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"OPTIONS":             {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"a broken path":       {"GET /%zz HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"a space in the path": {"GET /a b HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"a small method":      {"get / HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"two spaces":          {"GET  / HTTP/1.1\r\n" + host + "\r\n" + inner, false},
	"a space at the end":  {"GET / HTTP/1.1 \r\n" + host + "\r\n" + inner, false},

	"CL.TE":             {"POST / HTTP/1.1\r\n" + host + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner, false},
	"TE.CL":             {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n" + inner + "\r\n0\r\n\r\n", false},
	"TE, odd":           {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner, false},
	"TE and a space":    {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + inner, false},
	"TE in a fold":      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + inner, false},
	"chunks":            {"POST /a HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + inner, false},
	"a body":            {"POST /a HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc" + inner, false},
	"two lengths":       {"POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 3\r\n\r\nabc" + inner, false},
	"two like lengths":  {"POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + inner, false},
	"a list of lengths": {"POST / HTTP/1.1\r\n" + host + "Content-Length: 0, 0\r\n\r\n" + inner, false},
	"+0":                {"POST / HTTP/1.1\r\n" + host + "Content-Length: +0\r\n\r\n" + inner, false},
	"00":                {"POST / HTTP/1.1\r\n" + host + "Content-Length: 00\r\n\r\n" + inner, false},
	"no length":         {"POST / HTTP/1.1\r\n" + host + "Content-Length:\r\n\r\n" + inner, false},
	"-1":                {"POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n" + inner, false},
	"_ length":          {"POST / HTTP/1.1\r\n" + host + "Content_Length: 3\r\n\r\n" + inner, true},
	"a fold":            {"GET / HTTP/1.1\r\n" + host + "X-A: a\r\n b\r\n\r\n" + inner, false},
	"a fold at first":   {"GET / HTTP/1.1\r\n X-A: a\r\n" + host + "\r\n" + inner, false},
	"LF":                {"GET / HTTP/1.1\n" + strings.ReplaceAll(host, "\r", "") + "\n" + inner, false},
	"LF in a head":      {"GET / HTTP/1.1\r\n" + host + "X-A: a\nX-B: b\r\n\r\n" + inner, false},
	"LF LF":             {"GET / HTTP/1.1\r\n" + host + "\n" + inner, false},
	"CR":                {"GET / HTTP/1.1\r\n" + host + "X-A: a\rX-B: b\r\n\r\n" + inner, false},
	"CR CR LF":          {"GET / HTTP/1.1\r\n" + host + "X-A: a\r\r\n\r\n" + inner, false},
	"NUL":               {"GET / HTTP/1.1\r\n" + host + "X-A: a\x00b\r\n\r\n" + inner, false},
	"a space in a name": {"GET / HTTP/1.1\r\n" + host + "X A: a\r\n\r\n" + inner, false},
	"no name":           {"GET / HTTP/1.1\r\n" + host + ": a\r\n\r\n" + inner, false},
	"no colon":          {"GET / HTTP/1.1\r\n" + host + "X-A\r\n\r\n" + inner, false},
	"an odd name":       {"GET / HTTP/1.1\r\n" + host + "X-é: a\r\n\r\n" + inner, false},
	"close":             {"GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n" + inner, false},
	"keep-alive, close": {"GET / HTTP/1.1\r\n" + host + "Connection: keep-alive\r\nConnection: close\r\n\r\n" + inner, false},
	"expected":          {"POST / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc" + inner, false},
	"expects else":      {"POST / HTTP/1.1\r\n" + host + "Expect: tea\r\n\r\n" + inner, false},
	"upgrade":           {"GET / HTTP/1.1\r\n" + host + "Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n" + inner, false},
	"trailers":          {"POST / HTTP/1.1\r\n" + host + "Trailer: X-A\r\n\r\n" + inner, false},
	"line ends first":   {"\r\nGET / HTTP/1.1\r\n" + host + "\r\n", false},
	"no HTTP":           {"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03", false},
	"half a head":       {"GET / HTTP/1.1\r\nHost: ga", false},
	"nothing":           {"", false},
	"later":             {"GET /1 HTTP/1.1\r\n" + host + "\r\n" + "POST /2 HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc" + inner, true},
}

// TestAlikeWithNetHTTP has this server and net/http alone answer the same bytes: no
// request is read differently, none is answered that net/http refuses, and what
// follows one is never taken for another.
func TestAlikeWithNetHTTP(t *testing.T) {
	for name, c := range requests {
		t.Run(name, func(t *testing.T) {
			here, there := newServer(echo), newServer(echo)
			want := answersIn(t, serveThere(there, []byte(c.text)))
			for pieces, split := range map[string][][]byte{
				"whole": {[]byte(c.text)},
				"bytes": bytes.SplitAfter([]byte(c.text), nil),
				"lines": bytes.SplitAfter([]byte(c.text), []byte("\n")),
			} {
				if pieces == "bytes" && len(c.text) > 2000 {
					continue
				}
				got := answersIn(t, serveHere(here, split...))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("in %s (-net/http +here):\n%s", pieces, diff)
				}
			}
			if got := isPlain(c.text); got != c.plain {
				t.Errorf("plain: %v", got)
			}
		})
	}
}

// isPlain reports whether the first head of a text is read here.
func isPlain(text string) bool {
	end := strings.Index(text, "\r\n\r\n")
	if end < 0 || end+4 > maxHeadBytes {
		return false
	}
	var h head
	h.init(context.Background(), "")
	return mayBePlain([]byte(text[:1])) && h.read([]byte(text[:end+4]))
}

// FuzzAlikeWithNetHTTP has both answer any bytes, in two pieces.
func FuzzAlikeWithNetHTTP(f *testing.F) {
	for _, c := range requests {
		f.Add([]byte(c.text), uint16(7))
	}
	f.Add([]byte("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: 3\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: 3\r\nX: 4\r\n\r\n"), uint16(60))
	f.Fuzz(func(t *testing.T, text []byte, at uint16) {
		if bytes.Contains(text, []byte("HEAD")) {
			return // where their answers end is not told by these alone
		}
		cut := min(int(at), len(text))
		want := answersIn(t, serveThere(newServer(echo), text))
		got := answersIn(t, serveHere(newServer(echo), bytes.Clone(text[:cut]), bytes.Clone(text[cut:])))
		// Where the end of a head does not come, one of them may say so and the other
		// not.
		want, got = withoutLast(want, got), withoutLast(got, want)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-net/http +here):\n%s", text, diff)
		}
	})
}

// withoutLast leaves out a last answer of all that refuses, if others have none for
// it.
func withoutLast(all, others []answered) []answered {
	if n := len(others); len(all) == n+1 && all[n].Status == http.StatusBadRequest {
		return all[:n]
	}
	return all
}
