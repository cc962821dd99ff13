package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener whose connections are pipes in memory.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	fail   chan error // what Accept returns before all else
}

func newPipes() *pipes {
	return &pipes{conns: make(chan net.Conn), closed: make(chan struct{}), fail: make(chan error, 8)}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case err := <-p.fail:
		return nil, err
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	here, there := net.Pipe()
	p.conns <- there
	return here
}

// inBubble runs a server on pipes, and ends it.
func inBubble(t *testing.T, handler http.HandlerFunc, do func(t *testing.T, s *Server, p *pipes)) {
	synctest.Test(t, func(t *testing.T) {
		s, p := newServer(handler), newPipes()
		served := make(chan error)
		go func() { served <- s.Serve(p) }()
		do(t, s, p)
		_ = p.Close()
		if err := <-served; !errors.Is(err, net.ErrClosed) {
			t.Errorf("Serve: %v", err)
		}
		if err := errors.Join(s.Shutdown(t.Context()), s.HTTP.Close()); err != nil {
			t.Error(err)
		}
	})
}

// asks sends a request and returns the answer.
func asks(t *testing.T, c net.Conn, r *bufio.Reader, request string) *http.Response {
	t.Helper()
	go func() { _, _ = io.WriteString(c, request) }()
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp
}

// endsAfter waits until the other end closes.
func endsAfter(t *testing.T, c net.Conn) time.Duration {
	t.Helper()
	began := time.Now()
	if b, err := io.ReadAll(c); err != nil || len(b) > 0 {
		t.Errorf("%q, %v", b, err)
	}
	return time.Since(began)
}

const plainRequest = "GET /nothing HTTP/1.1\r\nHost: gate.test\r\n\r\n"

// TestDeadlines: a head has ten seconds from its first byte, that of a new
// connection from the beginning, and an idle connection two minutes, less five
// seconds at the most.
func TestDeadlines(t *testing.T) {
	inBubble(t, echo, func(t *testing.T, s *Server, p *pipes) {
		if d := endsAfter(t, p.dial()); d != 10*time.Second {
			t.Errorf("nothing: %v", d)
		}
		c := p.dial()
		time.Sleep(9 * time.Second)
		_, _ = io.WriteString(c, "GET / HT")
		if d := endsAfter(t, c); d != 10*time.Second {
			t.Errorf("half a head: %v", d)
		}
		c = p.dial()
		r := bufio.NewReader(c)
		for range 100 { // each in time, and longer than any deadline together
			if resp := asks(t, c, r, plainRequest); resp.StatusCode != http.StatusNoContent {
				t.Fatal(resp.Status)
			}
			time.Sleep(100 * time.Second)
		}
		asks(t, c, r, plainRequest)
		if d := endsAfter(t, c); d > 2*time.Minute || d < 2*time.Minute-slack {
			t.Errorf("idle: %v", d)
		}
		c = p.dial()
		r = bufio.NewReader(c)
		asks(t, c, r, plainRequest)
		time.Sleep(time.Minute)
		_, _ = io.WriteString(c, "GET / HTTP/1.1\r\n")
		for range 3 { // each byte gives no more time
			time.Sleep(3 * time.Second)
			_, _ = io.WriteString(c, "X")
		}
		if d := endsAfter(t, c); d != time.Second {
			t.Errorf("a slow head: %v", d)
		}
		if n := len(s.open); n != 0 {
			t.Errorf("%d connections are open", n)
		}
	})
}

// TestWhoTakesNoAnswer sends requests and reads nothing: it does not hold the
// connection for longer than who is idle.
func TestWhoTakesNoAnswer(t *testing.T) {
	inBubble(t, echo, func(t *testing.T, s *Server, p *pipes) {
		began := time.Now()
		c := p.dial()
		_, _ = io.WriteString(c, plainRequest)
		for err := error(nil); err == nil; {
			_, err = io.WriteString(c, plainRequest)
		}
		if d := time.Since(began); d > 2*time.Minute {
			t.Errorf("%v", d)
		}
	})
}

// TestGivenAway: what is not plain is net/http's, with all that follows it, and
// whoever counts connections counts it once.
func TestGivenAway(t *testing.T) {
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	inBubble(t, echo, func(t *testing.T, s *Server, p *pipes) {
		s.HTTP.ConnState = func(c net.Conn, state http.ConnState) {
			mu.Lock()
			defer mu.Unlock()
			switch state {
			case http.StateNew:
				open[c] = true
			case http.StateClosed:
				delete(open, c)
			}
		}
		type key struct{}
		s.HTTP.ConnContext = func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, key{}, c) }
		var seen []any
		s.HTTP.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen = append(seen, r.Context().Value(key{}), r.RemoteAddr)
			echo(w, r)
		})
		c := p.dial()
		r := bufio.NewReader(c)
		for i, request := range []string{
			plainRequest,
			"POST / HTTP/1.1\r\nHost: gate.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
			plainRequest,
		} {
			asks(t, c, r, request)
			mu.Lock()
			if len(open) != 1 || seen[2*i] == nil || seen[2*i] != seen[0] || seen[2*i+1] != seen[1] {
				t.Errorf("%d: %d connections, %v", i, len(open), seen)
			}
			mu.Unlock()
		}
		s.mu.Lock()
		if len(s.open) != 0 {
			t.Error("it is still this server's")
		}
		s.mu.Unlock()
		// net/http's deadline holds there.
		if d := endsAfter(t, c); d != 2*time.Minute {
			t.Errorf("idle: %v", d)
		}
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		if len(open) != 0 {
			t.Errorf("%d connections", len(open))
		}
	})
}

// TestShutdown ends what is idle at once, and what is busy with its answer.
func TestShutdown(t *testing.T) {
	proceed := make(chan struct{})
	slow := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			<-proceed
		}
		w.WriteHeader(http.StatusNoContent)
	}
	inBubble(t, nil, func(t *testing.T, s *Server, p *pipes) {
		proceed = make(chan struct{}) // of this bubble
		s.HTTP.Handler = http.HandlerFunc(slow)
		fresh, idle, half, busy := p.dial(), p.dial(), p.dial(), p.dial()
		asks(t, idle, bufio.NewReader(idle), plainRequest)
		_, _ = io.WriteString(half, "GET / HT")
		_, _ = io.WriteString(busy, "GET /slow HTTP/1.1\r\nHost: gate.test\r\n\r\n")
		synctest.Wait()
		done := make(chan error)
		began := time.Now()
		go func() { done <- s.Shutdown(t.Context()) }()
		for name, c := range map[string]net.Conn{"fresh": fresh, "idle": idle, "half": half} {
			if d := endsAfter(t, c); d != 0 {
				t.Errorf("%s ends after %v", name, d)
			}
		}
		time.Sleep(time.Second)
		close(proceed)
		resp, err := http.ReadResponse(bufio.NewReader(busy), nil)
		if err != nil || resp.StatusCode != http.StatusNoContent || !resp.Close {
			t.Errorf("%v, %v", resp, err)
		}
		if err := <-done; err != nil || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if d := endsAfter(t, p.dial()); d != 0 {
			t.Errorf("one more ends after %v", d)
		}
	})
}

// TestShutdownEnds does not wait for longer than it is told.
func TestShutdownEnds(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Server, p *pipes) {
		proceed := make(chan struct{})
		s.HTTP.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-proceed })
		c := p.dial()
		_, _ = io.WriteString(c, plainRequest)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if d := endsAfter(t, c); d != 0 {
			t.Error(d)
		}
		close(proceed)
	})
}

// TestAcceptingGoesOn after errors that pass.
func TestAcceptingGoesOn(t *testing.T) {
	inBubble(t, echo, func(t *testing.T, _ *Server, p *pipes) {
		for range 5 {
			p.fail <- passing{}
		}
		c := p.dial()
		asks(t, c, bufio.NewReader(c), plainRequest)
		c.Close()
	})
}

type passing struct{}

func (passing) Error() string   { return "too many open files" }
func (passing) Temporary() bool { return true }

// TestPanics end their connection, and nothing else.
func TestPanics(t *testing.T) {
	inBubble(t, func(http.ResponseWriter, *http.Request) { panic("invented") }, func(t *testing.T, _ *Server, p *pipes) {
		for range 3 {
			c := p.dial()
			_, _ = io.WriteString(c, plainRequest)
			if d := endsAfter(t, c); d != 0 {
				t.Error(d)
			}
		}
	})
}

// TestIdleConnections holds ten thousand that have asked once, with long heads, to
// 16 KB each.
func TestIdleConnections(t *testing.T) {
	const many = 10_000
	s, p := newServer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }), newPipes()
	s.HTTP.ReadHeaderTimeout, s.HTTP.IdleTimeout = 0, 0
	go func() { _ = s.Serve(p) }()
	before := inUse()
	conns := make([]net.Conn, many)
	request := "GET / HTTP/1.1\r\nHost: gate.test\r\nX-A: " + strings.Repeat("a", 9000) + "\r\n\r\n"
	answer := make([]byte, 100)
	for i := range conns {
		conns[i] = p.dial()
		if _, err := io.WriteString(conns[i], request); err != nil {
			t.Fatal(err)
		}
		if n, err := conns[i].Read(answer); err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 204 ") {
			t.Fatalf("%q, %v", answer, err)
		}
	}
	if each := (inUse() - before) / many; each > 16<<10 {
		t.Errorf("%d bytes for each", each)
	}
	for _, c := range conns {
		c.Close()
	}
	_ = p.Close()
	if err := s.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
