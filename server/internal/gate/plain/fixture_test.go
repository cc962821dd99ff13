package plain

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// echo answers with everything that a handler can see of a request.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s host=%q close=%v length=%d %s body=%q %v\n", r.Method, r.RequestURI, r.Proto, r.Host, r.Close, r.ContentLength, r.TransferEncoding, body, err)
	fmt.Fprintf(&b, "path=%q query=%q opaque=%q trailer=%v\n", r.URL.Path, r.URL.RawQuery, r.URL.Opaque, r.Trailer)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		fmt.Fprintf(&b, "%s: %q\n", name, r.Header[name])
	}
	w.Header().Set("Content-Type", "text/plain")
	if strings.Contains(r.RequestURI, "nothing") {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	_, _ = io.WriteString(w, b.String())
}

// newServer makes one of both kinds of server, with the limits of a gate.
func newServer(handler http.HandlerFunc) *Server {
	return &Server{HTTP: &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}}
}

// said is a connection whose other end has said everything beforehand, in pieces, and
// then says nothing until the deadline.
type said struct {
	mu     sync.Mutex
	pieces [][]byte
	heard  bytes.Buffer
	closed chan struct{}
	once   sync.Once
}

func saying(pieces ...[]byte) *said { return &said{pieces: pieces, closed: make(chan struct{})} }

func (s *said) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.pieces) > 0 && len(s.pieces[0]) == 0 {
		s.pieces = s.pieces[1:]
	}
	if len(s.pieces) == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	n := copy(p, s.pieces[0])
	s.pieces[0] = s.pieces[0][n:]
	return n, nil
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.heard.Write(p)
}

func (s *said) Close() error                     { s.once.Do(func() { close(s.closed) }); return nil }
func (s *said) CloseWrite() error                { return nil }
func (s *said) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }
func (s *said) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 5000} }
func (s *said) SetDeadline(time.Time) error      { return nil }
func (s *said) SetReadDeadline(time.Time) error  { return nil }
func (s *said) SetWriteDeadline(time.Time) error { return nil }

// serveHere has this server answer what was said, until it closes the connection.
func serveHere(s *Server, pieces ...[]byte) []byte {
	c := saying(pieces...)
	s.serve(c)
	<-c.closed
	return c.heard.Bytes()
}

// serveThere has net/http alone answer it.
func serveThere(s *Server, pieces ...[]byte) []byte {
	c := saying(pieces...)
	_ = s.HTTP.Serve(&one{conn: c})
	<-c.closed
	return c.heard.Bytes()
}

// answered is one answer as its reader takes it.
type answered struct {
	Status int
	Header http.Header
	Body   string
}

// answersIn takes answers apart. To which of them a HEAD was asked is told by its
// length without a body, so that head says it for all.
func answersIn(tb testing.TB, text []byte) (all []answered) {
	tb.Helper()
	r := bufio.NewReader(bytes.NewReader(text))
	for {
		if _, err := r.Peek(1); err != nil {
			return all
		}
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			tb.Fatalf("%v\n%q", err, text)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			tb.Fatalf("%v\n%q", err, text)
		}
		if resp.StatusCode != http.StatusContinue && resp.Header.Get("Date") == "" && resp.StatusCode < 400 {
			tb.Errorf("an answer has no date:\n%q", text)
		}
		resp.Header.Del("Date")
		resp.Header.Del("Content-Length") // net/http gives longer ones in chunks
		all = append(all, answered{resp.StatusCode, resp.Header, string(body)})
	}
}
