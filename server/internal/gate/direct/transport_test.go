//go:build unix

package direct

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestServicesThatEndConnections: one that was ended while nobody used it is not used
// again, and neither is one on which something has come.
func TestServicesThatEndConnections(t *testing.T) {
	for name, before := range map[string]func(c net.Conn){
		"closed": func(c net.Conn) { c.Close() },
		"408": func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 3\r\n\r\nbad")
		},
		"a reset": func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0); c.Close() },
	} {
		s := serve(t, always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true))
		ours, _ := s.transports()
		for range 3 {
			if got := s.ask(ours, http.MethodGet); got.Body != "ok" {
				t.Errorf("%s: %+v", name, got)
			}
			idle := ours.idle.conns[0]
			before(<-s.conns)
			// The system has heard of it when it can be read.
			if err := idle.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			waitReadable(t, idle)
			_ = idle.SetReadDeadline(time.Time{})
		}
		if n := s.dialled.Load(); n != 3 {
			t.Errorf("%s: %d connections", name, n)
		}
		ours.CloseIdleConnections()
	}
}

// waitReadable waits until something has come, and leaves it.
func waitReadable(t *testing.T, c *conn) {
	t.Helper()
	var one [1]byte
	if err := c.raw.Read(func(fd uintptr) bool {
		_, _, err := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK)
		return !errors.Is(err, syscall.EAGAIN)
	}); err != nil {
		t.Fatal(err)
	}
}

// TestARequestIsAskedAgain where the service ends a connection that was used before
// without an answer, and never where it had begun one, or on a new connection.
func TestARequestIsAskedAgain(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
	for name, c := range map[string]struct {
		second string // the answer to the second request, on the connection of the first
		asked  int32
		failed string
	}{
		"no answer":   {"", 3, ""},
		"half of one": {"HTTP/1.1 200 O", 2, "asking"},
	} {
		var asked atomic.Int32
		s := serve(t, func(n int, _ *http.Request) (string, bool) {
			asked.Add(1)
			if n == 2 {
				return c.second, false
			}
			return ok, true
		})
		ours, _ := s.transports()
		s.ask(ours, http.MethodGet)
		if got := s.ask(ours, http.MethodGet); got.Failed != c.failed || asked.Load() != c.asked {
			t.Errorf("%s: %+v, asked %d times", name, got, asked.Load())
		}
		ours.CloseIdleConnections()
	}
	s := serve(t, always("", false))
	ours, _ := s.transports()
	if got := s.ask(ours, http.MethodGet); got.Failed != "asking" || s.dialled.Load() != 1 {
		t.Errorf("on a new connection: %+v, %d connections", got, s.dialled.Load())
	}
}

// TestWhoGoesAway does not wait for a service that hangs, before the answer and in
// its body, and the connection is not used again.
func TestWhoGoesAway(t *testing.T) {
	for _, text := range []string{"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegin"} {
		reached := make(chan struct{}, 1)
		s := serve(t, func(int, *http.Request) (string, bool) { reached <- struct{}{}; return text, true })
		ours, _ := s.transports()
		ctx, cancel := context.WithCancel(t.Context())
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.listener.Addr().String()+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			if <-reached; text == "" {
				cancel()
			}
		}()
		resp, err := ours.RoundTrip(r)
		if text == "" {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
		} else if err != nil {
			t.Error(err)
		} else {
			b := make([]byte, 5)
			if _, err := io.ReadFull(resp.Body, b); err != nil {
				t.Error(err)
			}
			cancel()
			if _, err := resp.Body.Read(b); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			resp.Body.Close()
		}
		cancel()
		if len(ours.idle.conns) != 0 {
			t.Error("the connection is kept")
		}
	}
}

// TestServicesThatHang: whoever asks is told that it took too long, wherever it hangs
// in the head; a body may take as long as it likes.
func TestServicesThatHang(t *testing.T) {
	for _, text := range []string{"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX-A: b", "HTTP/1.1 200 OK\r\nX-A: b\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"} {
		s := serve(t, always(text, true))
		ours, _ := s.transports()
		ours.Else.ResponseHeaderTimeout = 50 * time.Millisecond
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.listener.Addr().String()+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ours.RoundTrip(r); !isTimeout(err) {
			t.Errorf("%q: %v", text, err)
		}
		if len(ours.idle.conns) != 0 || s.dialled.Load() != 1 {
			t.Errorf("%q: %d connections, %d kept", text, s.dialled.Load(), len(ours.idle.conns))
		}
	}
}

// TestLongHeads are not read to their end.
func TestLongHeads(t *testing.T) {
	s := serve(t, always("HTTP/1.1 200 OK\r\nX-A: "+strings.Repeat("a", maxHeadBytes)+"\r\nContent-Length: 2\r\n\r\nok", true))
	ours, _ := s.transports()
	if got := s.ask(ours, http.MethodGet); got.Failed != "asking" {
		t.Errorf("%d bytes", len(got.Header.Get("X-A")))
	}
	if got := s.ask(ours, http.MethodGet); got.Failed != "asking" {
		t.Error("the second time it is read")
	}
	s = serve(t, always(strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", maxInformed+1), true))
	ours, _ = s.transports()
	if got := s.ask(ours, http.MethodGet); got.Failed != "asking" || len(got.Informed) != maxInformed {
		t.Errorf("%s, %d came before", got.Failed, len(got.Informed))
	}
	s = serve(t, always("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", true))
	ours, _ = s.transports()
	if got := s.ask(ours, http.MethodGet); got.Failed != "asking" || len(ours.idle.conns) != 0 {
		t.Errorf("a switch: %+v", got)
	}
}

// TestNotSimple: what has a body, or asks for another protocol, is net/http's.
func TestNotSimple(t *testing.T) {
	ours := New(&url.URL{Scheme: "http", Host: "service.example.org"}, &http.Transport{})
	for name, change := range map[string]func(r *http.Request){
		"simple":       func(*http.Request) {},
		"HEAD":         func(r *http.Request) { r.Method = http.MethodHead },
		"NoBody":       func(r *http.Request) { r.Body = http.NoBody },
		"POST":         func(r *http.Request) { r.Method = http.MethodPost },
		"a body":       func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("a")) },
		"a length":     func(r *http.Request) { r.ContentLength = -1 },
		"chunks":       func(r *http.Request) { r.TransferEncoding = []string{"chunked"} },
		"trailers":     func(r *http.Request) { r.Trailer = http.Header{"X-A": nil} },
		"close":        func(r *http.Request) { r.Close = true },
		"upgrade":      func(r *http.Request) { r.Header.Set("Upgrade", "websocket") },
		"connection":   func(r *http.Request) { r.Header.Set("Connection", "x") },
		"expects":      func(r *http.Request) { r.Header.Set("Expect", "100-continue") },
		"TLS":          func(r *http.Request) { r.URL.Scheme = "https" },
		"another host": func(r *http.Request) { r.URL.Host = "other.example.org" },
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://service.example.org/", nil)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		if want := name == "simple" || name == "HEAD" || name == "NoBody"; ours.isSimple(r) != want {
			t.Errorf("%s: simple is %v", name, !want)
		}
	}
	if ours.address != "service.example.org:80" {
		t.Error(ours.address)
	}
}

// TestIdle: no more are kept than may be, and none for longer.
func TestIdle(t *testing.T) {
	s := serve(t, always("HTTP/1.1 204 No Content\r\n\r\n", true))
	ours, _ := s.transports()
	var conns []*conn
	for range 12 {
		c, used, err := ours.connection(t.Context())
		if err != nil || used {
			t.Fatal(used, err)
		}
		conns = append(conns, c)
	}
	for _, c := range conns {
		ours.idle.put(c)
	}
	if len(ours.idle.conns) != 10 {
		t.Errorf("%d are kept", len(ours.idle.conns))
	}
	for _, c := range ours.idle.conns[:4] {
		c.idleSince = c.idleSince.Add(-time.Hour)
	}
	ours.idle.age()
	if len(ours.idle.conns) != 6 || conns[0].SetDeadline(time.Time{}) == nil || conns[9].SetDeadline(time.Time{}) != nil {
		t.Errorf("%d are kept", len(ours.idle.conns))
	}
	ours.idle.conns[5].idleSince = time.Now().Add(-time.Hour)
	if c := ours.idle.take(); c != conns[8] {
		t.Error("it is not the one that was used last, of those that are young")
	}
	ours.CloseIdleConnections()
	if ours.idle.take() != nil {
		t.Error("one is left")
	}
}

// TestManyAtOnce has many ask at once, each of whom gets the answer to its own
// question.
func TestManyAtOnce(t *testing.T) {
	s := serve(t, func(_ int, r *http.Request) (string, bool) {
		q := r.URL.RawQuery
		return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(q), q), len(q)%3 != 0
	})
	ours, _ := s.transports()
	var each sync.WaitGroup
	for i := range 8 {
		each.Go(func() {
			for n := range 200 {
				question := strings.Repeat(string(rune('a'+i)), 1+n%50)
				r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.listener.Addr().String()+"/?"+question, nil)
				if err != nil {
					t.Error(err)
					return
				}
				resp, err := ours.RoundTrip(r)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(resp.Body)
				if resp.Body.Close(); err != nil || string(body) != question {
					t.Errorf("asked %q, heard %q, %v", question, body, err)
					return
				}
			}
		})
	}
	each.Wait()
	ours.CloseIdleConnections()
}
