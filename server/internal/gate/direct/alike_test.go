//go:build unix

package direct

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAlikeWithNetHTTP has a service answer in every way: what is heard is what
// net/http's own transport tells, and a connection is used again where it does.
func TestAlikeWithNetHTTP(t *testing.T) {
	ok := "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
	for name, c := range map[string]struct {
		text   string
		goesOn bool
		keeps  bool // the next request comes on the same connection
	}{
		"a length":                {ok, true, true},
		"no body":                 {"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", true, true},
		"204":                     {"HTTP/1.1 204 No Content\r\n\r\n", true, true},
		"304":                     {"HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n", true, true},
		"chunks":                  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", true, true},
		"trailers":                {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n3\r\nabc\r\n0\r\nX-T: t\r\n\r\n", true, true},
		"until the end":           {"HTTP/1.1 200 OK\r\n\r\nall of it", false, false},
		"close":                   {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", false, false},
		"close, no body":          {"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", false, false},
		"HTTP/1.0":                {"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", false, false},
		"HTTP/1.0, kept":          {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", true, true},
		"early hints":             {"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b>\r\n\r\n" + ok, true, true},
		"continue":                {"HTTP/1.1 100 Continue\r\n\r\n" + ok, true, true},
		"something follows":       {ok + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad", true, false},
		"a body that is none":     {"HTTP/1.1 204 No Content\r\n\r\nbody", true, false},
		"a body that ends early":  {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok", false, false},
		"a chunk that ends early": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", false, false},
		"a broken chunk":          {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", false, false},
		"two lengths":             {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", false, false},
		"length and chunks":       {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", true, true},
		"half a head":             {"HTTP/1.1 200 OK\r\nContent-Le", false, false},
		"half a line":             {"HTTP/1.1 2", false, false},
		"a status that is none":   {"HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\nok", true, false},
		"no HTTP":                 {"hello\r\n\r\n", false, false},
		"no answer":               {"", false, false},
		"many early hints":        {strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 99) + ok, true, true},
		"an odd header":           {"HTTP/1.1 200 OK\r\nX A: b\r\nContent-Length: 2\r\n\r\nok", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				if method == http.MethodHead && (strings.HasPrefix(name, "a body") || strings.Contains(name, "follows") || strings.HasPrefix(name, "a chunk") || strings.HasPrefix(name, "a broken")) {
					continue // what they begin is no body then
				}
				text := c.text
				if head, rest, _ := strings.Cut(text, "\r\n\r\n"); method == http.MethodHead && !strings.Contains(rest, "\r\n\r\n") {
					text = head + text[len(head):min(len(head)+4, len(text))]
				} else if method == http.MethodHead {
					continue
				}
				s := serve(t, always(text, c.goesOn))
				ours, theirs := s.transports()
				want := s.ask(theirs, method)
				before := s.dialled.Load()
				got := s.ask(ours, method)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-net/http +ours):\n%s", method, diff)
				}
				s.ask(ours, method)
				if kept := s.dialled.Load()-before == 1; kept != c.keeps && method == http.MethodGet {
					t.Errorf("%s: the connection was kept: %v", method, kept)
				}
				theirs.CloseIdleConnections()
				ours.CloseIdleConnections()
			}
		})
	}
}

// FuzzAlikeWithNetHTTP has a service answer with any bytes and then end the
// connection: what is heard is what net/http's own transport tells.
func FuzzAlikeWithNetHTTP(f *testing.F) {
	for _, text := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nabc",
		"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
		"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "HTTP/1.1 200\r\nX: a\r\n b\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nabcde", "HTTP/0.0 000 \n\n0",
	} {
		f.Add([]byte(text))
	}
	var text atomic.Pointer[[]byte]
	s := serve(f, func(int, *http.Request) (string, bool) { return string(*text.Load()), false })
	ours, theirs := s.transports()
	log.SetOutput(io.Discard) // what net/http finds odd
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte(" 101")) || bytes.Contains(b, []byte("HTTP/1.1 1")) && bytes.Count(b, []byte("HTTP/1.1 1")) > 5 {
			return // refused, and there net/http is asked for no more than that
		}
		text.Store(&b)
		s.TB = t
		want, got := s.ask(theirs, http.MethodGet), s.ask(ours, http.MethodGet)
		for len(s.conns) > 0 {
			(<-s.conns).Close()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-net/http +ours):\n%s", b, diff)
		}
	})
}
