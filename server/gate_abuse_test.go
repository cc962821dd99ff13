package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// serves fails unless the gate still lets a good agent in.
func (w *gateWorld) serves(after string) {
	w.Helper()
	if _, err := w.agent("2.4.10.0", "PC-INVENTED-1", "910000000001").SignIn(w.Context()); err != nil {
		w.Errorf("after %s nobody signs in: %v", after, err)
	}
}

// memory is what is in use, once all that can be is given back.
func memory() (heap uint64, goroutines int) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}

// TestHeaderBombs: a head that is too long is answered and read no further, in both
// versions of HTTP.
func TestHeaderBombs(t *testing.T) {
	w := startGate(t, nil)
	for name, bomb := range map[string]func() string{
		"one long":  func() string { return "X-Long: " + strings.Repeat("a", 16<<20) + "\r\n" },
		"many":      func() string { return strings.Repeat("X-Many: a\r\n", 1<<20) },
		"one name":  func() string { return strings.Repeat("a", 1<<20) + ": a\r\n" },
		"no end":    func() string { return strings.Repeat("X: "+strings.Repeat("b", 1000)+"\r\n", 1<<12) },
		"a target":  func() string { return "" },
		"a cookie":  func() string { return "Cookie: " + strings.Repeat("a=b; ", 1<<18) + "\r\n" },
		"long fold": func() string { return "X: a\r\n" + strings.Repeat(" a\r\n", 1<<18) },
	} {
		conn := w.dial(nil)
		target := "/echo"
		if name == "a target" {
			target += "?" + strings.Repeat("a", 1<<20)
		}
		go func() {
			_, _ = io.WriteString(conn, "GET "+target+" HTTP/1.1\r\nHost: gate.test\r\n")
			_, _ = io.WriteString(conn, bomb())
			_, _ = io.WriteString(conn, "\r\n")
		}()
		answer, _ := io.ReadAll(conn)
		if len(answer) > 0 && !bytes.HasPrefix(answer, []byte("HTTP/1.1 431 ")) {
			t.Errorf("%s: %.200q", name, answer)
		}
		conn.Close()
	}
	if n := w.service.Seen("GET /echo"); n != 0 {
		t.Errorf("%d reached the service", n)
	}
	w.serves("header bombs")
}

// TestSlowLoris: heads that do not come hold nothing but their connection, and a
// sign-in whose body does not come is told so when its time is over. The time is
// the gate's own (server/internal/gate, limits.go): heads and bodies have ten
// seconds.
func TestSlowLoris(t *testing.T) {
	w := startGate(t, nil)
	head, body, rest := w.dial(nil), w.dial(nil), w.dial(nil)
	go fmt.Fprintf(rest, "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nAnalytics: {\"IAVersion\":\"2.3.2.0\"}\r\nContent-Length: 200000\r\n\r\n<gpOBJECT>%s", strings.Repeat(" ", 140_000))
	fmt.Fprint(head, "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nX-Slow: ")
	fmt.Fprint(body, "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nContent-Length: 1000\r\n\r\n<gpOBJECT>")
	for i := range 50 {
		fmt.Fprintf(w.dial(nil), "GET /slow%d HTTP/1.1\r\nHost: gate.test\r\nX-", i)
	}
	w.serves("a crowd that says nothing")
	// The test's own patience ends in an error, the gate's in the end of the stream.
	if answer, err := io.ReadAll(head); err != nil || len(answer) > 0 {
		t.Errorf("the slow head: %q, %v", answer, err)
	}
	if answer, err := io.ReadAll(rest); err != nil || !bytes.HasPrefix(answer, []byte("HTTP/1.1 403 ")) {
		t.Errorf("the slow rest of a body that is refused: %q, %v", answer, err)
	}
	answer, err := io.ReadAll(body)
	if err != nil || !bytes.HasPrefix(answer, []byte("HTTP/1.1 408 ")) || !bytes.Contains(answer, []byte("Connection: close")) {
		t.Errorf("the slow body: %q, %v", answer, err)
	}
	if n := w.service.Seen("POST /login/authactivate"); n != 1 {
		t.Errorf("%d reached the service, one was whole", n)
	}
	if n := w.metric(`requests_refused_total{why="body"}`); n != 1 {
		t.Errorf("%v bodies are counted", n)
	}
}

// http2Conn opens a connection of HTTP/2 by hand.
func (w *gateWorld) http2Conn() (*tls.Conn, *http2.Framer) {
	w.Helper()
	conn := w.dial(&tls.Config{NextProtos: []string{"h2"}})
	if conn.ConnectionState().NegotiatedProtocol != "h2" {
		w.Fatal("the gate speaks no HTTP/2")
	}
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		w.Fatal(err)
	}
	f := http2.NewFramer(conn, conn)
	if err := f.WriteSettings(); err != nil {
		w.Fatal(err)
	}
	return conn, f
}

// head encodes the head of a request.
func head(path string, more ...string) []byte {
	var b bytes.Buffer
	e := hpack.NewEncoder(&b)
	for i, pairs := 0, append([]string{":method", "POST", ":scheme", "https", ":authority", "gate.test", ":path", path}, more...); i < len(pairs); i += 2 {
		_ = e.WriteField(hpack.HeaderField{Name: pairs[i], Value: pairs[i+1]})
	}
	return b.Bytes()
}

// TestRapidReset opens streams and resets them at once, by the ten thousand: the
// gate ends the connection or bears it, and keeps nothing.
func TestRapidReset(t *testing.T) {
	w := startGate(t, nil)
	w.serves("nothing")
	heap, goroutines := memory()
	for range 4 {
		conn, f := w.http2Conn()
		read := make(chan struct{})
		go func() {
			defer close(read)
			_, _ = io.Copy(io.Discard, conn)
		}()
		for stream := uint32(1); stream < 20_000; stream += 2 {
			if f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: head("/login/authactivate"), EndHeaders: true}) != nil ||
				f.WriteRSTStream(stream, http2.ErrCodeCancel) != nil {
				break // it has had enough
			}
		}
		conn.Close()
		<-read
	}
	w.serves("rapid resets")
	w.flat("rapid resets", heap, goroutines)
}

// TestContinuations sends a head that never ends: the gate ends the connection.
func TestContinuations(t *testing.T) {
	w := startGate(t, nil)
	w.serves("nothing")
	heap, goroutines := memory()
	conn, f := w.http2Conn()
	ended := make(chan error, 1)
	go func() {
		for {
			frame, err := f.ReadFrame()
			if err != nil {
				ended <- err
				return
			}
			if g, ok := frame.(*http2.GoAwayFrame); ok {
				ended <- fmt.Errorf("%w: %s", errGoneAway, g.ErrCode)
				return
			}
		}
	}()
	if err := f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head("/login/authactivate")}); err != nil {
		t.Fatal(err)
	}
	part := head("/x", "x-more", strings.Repeat("a", 8000))[30:]
	sent := 0
	for range 100_000 {
		if f.WriteContinuation(1, false, part) != nil {
			break
		}
		sent += len(part)
	}
	if err := <-ended; err == nil || sent > 64<<20 {
		t.Errorf("%v after %d bytes", err, sent)
	}
	conn.Close()
	w.serves("a head without end")
	w.flat("a head without end", heap, goroutines)
	if w.service.Seen("POST /login/authactivate") != 2 {
		t.Error("it reached the service")
	}
}

var errGoneAway = errors.New("the gate goes away")

// flat waits until what a flood took is given back.
func (w *gateWorld) flat(after string, heap uint64, goroutines int) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), 30*time.Second)
	defer cancel()
	for {
		h, g := memory()
		if h < heap+32<<20 && g < goroutines+50 {
			return
		}
		if ctx.Err() != nil {
			w.Fatalf("after %s %d bytes and %d goroutines are in use; before it were %d and %d", after, h, g, heap, goroutines)
		}
		runtime.Gosched()
	}
}

// TestHTTP2IsDecidedAlike: the same requests in HTTP/2, and what only it can say.
func TestHTTP2IsDecidedAlike(t *testing.T) {
	w := startGate(t, nil)
	body := []byte(`<gpOBJECT><gpPARAM name="service">ACTIVATION</gpPARAM></gpOBJECT>`)
	for name, c := range map[string]struct {
		path string
		more []string
		want string // the status; "" = the stream or the connection is ended
	}{
		"a sign-in":        {"/login/authactivate", []string{"analytics", `{"IAVersion":"2.3.2.0"}`}, "403"},
		"another spelling": {"/help/%2e%2e/login/authactivate", []string{"analytics", `{"IAVersion":"2.3.2.0"}`}, "403"},
		"forged headers":   {"/login/authactivate", []string{"analytics", `{"IAVersion":"2.3.2.0"}`, "x-gate-decision", "allow"}, "403"},
		"no path":          {"x:http://h/login/authactivate", nil, ""},
		"an encoding":      {"/echo", []string{"transfer-encoding", "chunked"}, ""},
		"a line in a line": {"/echo", []string{"x-a", "b\r\nTransfer-Encoding: chunked"}, ""},
		"an upper name":    {"/echo", []string{"X-Gate-Decision", "allow"}, ""},
		"a false length":   {"/echo", []string{"content-length", "3"}, ""},
	} {
		conn, f := w.http2Conn()
		if err := f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head(c.path, c.more...), EndHeaders: true}); err != nil {
			t.Fatal(err)
		}
		_ = f.WriteData(1, true, body)
		got := ""
		f.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	frames:
		for {
			frame, err := f.ReadFrame()
			if err != nil {
				break
			}
			switch frame := frame.(type) {
			case *http2.MetaHeadersFrame:
				got = frame.PseudoValue("status")
				break frames
			case *http2.RSTStreamFrame, *http2.GoAwayFrame:
				break frames
			}
		}
		conn.Close()
		if got != c.want && (c.want != "" || got != "400" && got != "502") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if n := w.service.Seen("POST /echo"); n > 1 {
		t.Errorf("%d broken ones reached the service", n)
	}
	if n := w.service.Seen("POST /login/authactivate"); n != 0 {
		t.Errorf("%d that are refused reached the service", n)
	}
}

// TestIdleConnections opens 2,000 connections that do nothing, a fifth of what the
// door's own test opens: people sign in all the same, and a connection costs a
// bounded amount.
func TestIdleConnections(t *testing.T) {
	const many = 2000
	w := startGate(t, nil)
	w.serves("nothing")
	heap, _ := memory()
	var each sync.WaitGroup
	conns := make(chan net.Conn, many)
	for range 8 {
		each.Go(func() {
			for range many / 8 {
				conn, err := tls.Dial("tcp", w.Front, &tls.Config{RootCAs: w.roots, ServerName: "gate.test"})
				if err != nil {
					t.Error(err)
					return
				}
				conns <- conn
			}
		})
	}
	each.Wait()
	w.serves("a crowd that is idle")
	// Both ends are in this process: a hundred kilobytes for the two.
	if now, _ := memory(); now > heap+many*100<<10 {
		t.Errorf("%d bytes for each", (now-heap)/many)
	}
	close(conns)
	for conn := range conns {
		conn.Close()
	}
}

// TestSmugglingThroughTheGate: over TLS as in clear (server/internal/gate has the
// table), what follows a request with two lengths is never taken for another.
func TestSmugglingThroughTheGate(t *testing.T) {
	w := startGate(t, nil)
	conn := w.dial(nil)
	const inner = "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nAnalytics: {\"IAVersion\":\"2.4.10.0\"}\r\nContent-Length: 0\r\n\r\n"
	fmt.Fprintf(conn, "POST /echo HTTP/1.1\r\nHost: gate.test\r\nContent-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s", 5+len(inner), inner)
	answers, _ := io.ReadAll(conn)
	if n := bytes.Count(answers, []byte("HTTP/1.1 ")); n != 1 || w.service.Seen("POST /login/authactivate") != 0 || w.service.Seen("POST /echo") != 1 {
		t.Errorf("%d answers:\n%s", n, answers)
	}
}

// TestAbuseOfTheDecisionService sends what is no plain question, between questions
// that are: it is answered or refused as by net/http, and hides none.
func TestAbuseOfTheDecisionService(t *testing.T) {
	w := startGate(t, func(c *GateConfig) { c.Decide = "127.0.0.1:0" })
	const question = "GET /gate/check HTTP/1.1\r\nHost: gate.test\r\nUser-Agent: invented\r\n\r\n"
	post := func(more string) string { return "POST /gate/check HTTP/1.1\r\nHost: gate.test\r\n" + more }
	decided := 0
	for name, c := range map[string]struct {
		text     string
		statuses string // of all answers
		decided  int
	}{
		"questions":        {question + question + question, "204 204 204", 3},
		"a body":           {question + post("Content-Length: 3\r\n\r\nabc") + question, "204 204 204", 3},
		"chunks":           {question + post("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n") + question, "204 204", 2},
		"HTTP/1.0":         {"GET /gate/check HTTP/1.0\r\n\r\n" + question, "204", 1},
		"CL.TE":            {question + post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") + question, "204 204", 2},
		"two lengths":      {question + post("Content-Length: 0\r\nContent-Length: 80\r\n\r\n") + question, "204 400", 1},
		"a fold":           {question + post("Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n") + question, "204 204", 2},
		"a space":          {question + post("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n") + question, "204 400", 1},
		"a line end alone": {question + "GET /gate/check HTTP/1.1\r\nHost: gate.test\r\nX-A: a\rX-B: b\r\n\r\n" + question, "204 400", 1},
		"a forged header":  {question + "GET /gate/check HTTP/1.1\r\nHost: gate.test\r\nX_gate_tls: TLSv1.3\r\n\r\n" + question, "204 400 204", 2},
		"twice":            {"GET /gate/check HTTP/1.1\r\nHost: gate.test\r\nX-Gate-TLS: TLSv1.3\r\nX-Gate-TLS: TLSv1\r\n\r\n" + question, "400 204", 1},
		"HTTP/2":           {question + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "204 404", 1},
		"a bomb":           {question + "GET /gate/check HTTP/1.1\r\nHost: gate.test\r\n" + strings.Repeat("X-Many: "+strings.Repeat("a", 1000)+"\r\n", 80) + "\r\n", "204 431", 1},
		"TLS":              {"\x16\x03\x01\x00\x05\x01\x00\x00\x01\n\n\n", "400", 0},
	} {
		conn, err := net.Dial("tcp", w.Decide)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, c.text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		answers, _ := io.ReadAll(conn) // a bomb's end is a reset, perhaps
		conn.Close()
		var statuses []string
		for _, found := range statusOf.FindAllSubmatch(answers, -1) {
			statuses = append(statuses, string(found[1]))
		}
		if got := strings.Join(statuses, " "); got != c.statuses {
			t.Errorf("%s: %s, want %s", name, got, c.statuses)
		}
		before := decided
		if decided = int(w.metric("decisions_total")); decided-before != c.decided {
			t.Errorf("%s: %d were decided, want %d", name, decided-before, c.decided)
		}
	}
}

var statusOf = regexp.MustCompile(`HTTP/1\.[01] (\d{3})`)

// TestALongUploadMeetsItsAnswer sends 64 MiB while what comes back is read: the
// service answers while it reads.
func TestALongUploadMeetsItsAnswer(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(rw).EnableFullDuplex()
		_, _ = io.Copy(rw, r.Body)
	}))
	defer service.Close()
	w := startGate(t, func(c *GateConfig) { c.Upstream = service.URL })
	const size = 64 << 20
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+w.Front+"/echo", io.LimitReader(repeating{}, size))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := w.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, err := io.Copy(io.Discard, resp.Body); err != nil || n != size {
		t.Errorf("%d bytes, %v", n, err)
	}
}

type repeating struct{}

func (repeating) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i)
	}
	return len(p), nil
}
