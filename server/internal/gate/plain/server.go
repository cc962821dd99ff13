package plain

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server answers plain requests by the handler of an http.Server, and gives that
// server all connections on which others come. What is set there holds for both:
// Handler, IdleTimeout, ReadHeaderTimeout, ConnState and ConnContext.
type Server struct {
	HTTP *http.Server

	mu     sync.Mutex
	open   map[*conn]struct{} // that are served here
	ending bool
	ended  chan struct{} // closed when the last has ended after Shutdown began; nil: nobody waits
	date   date
}

// Serve accepts connections until the listener is closed, and returns its error
// then, which is never nil.
func (s *Server) Serve(l net.Listener) error {
	for wait := time.Duration(0); ; {
		c, err := l.Accept()
		if err == nil {
			wait = 0
			go s.serve(c)
			continue
		}
		var passing interface{ Temporary() bool }
		if !errors.As(err, &passing) || !passing.Temporary() {
			return err
		}
		// Too many open files, mostly: those who are served soon give some back.
		wait = min(max(2*wait, 5*time.Millisecond), time.Second)
		time.Sleep(wait)
	}
}

// serve answers what comes on a connection while it is plain.
func (s *Server) serve(under net.Conn) {
	c := newConn(s, under)
	if !s.add(c) {
		_ = under.Close()
		return
	}
	s.tell(c, http.StateNew)
	if plain := c.serve(); !plain && s.giveAway(c) {
		s.remove(c)
		return
	}
	s.remove(c)
	_ = under.Close()
	s.tell(c, http.StateClosed)
}

// giveAway has http.Server serve a connection from where it stands; false if that
// takes no more. Whoever counts connections (http.Server.ConnState) is told of the
// same one, and counts it on.
func (s *Server) giveAway(c *conn) bool {
	c.rest.read = c.buffer[c.from:c.to]
	_ = c.rest.SetDeadline(time.Time{})
	only := &one{conn: &c.rest}
	_ = s.HTTP.Serve(only) // it returns when it has the connection, or because it takes none
	return only.given.Load()
}

func (s *Server) tell(c *conn, state http.ConnState) {
	if s.HTTP.ConnState != nil {
		s.HTTP.ConnState(&c.rest, state)
	}
}

func (s *Server) add(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ending {
		return false
	}
	if s.open == nil {
		s.open = map[*conn]struct{}{}
	}
	s.open[c] = struct{}{}
	return true
}

func (s *Server) remove(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, c)
	if s.ended != nil && len(s.open) == 0 {
		close(s.ended)
		s.ended = nil
	}
}

// Shutdown ends idle connections, and every other with the answer to the request
// that it has. It returns when all have ended; where the context ends before, they
// are closed as they are, and its error is returned. Listeners are closed before,
// and connections that were given to the http.Server are that one's to end.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.ending = true
	if len(s.open) == 0 {
		s.mu.Unlock()
		return nil
	}
	ended := make(chan struct{})
	s.ended = ended
	for c := range s.open {
		c.hurry()
	}
	s.mu.Unlock()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		_ = c.rest.Close()
	}
	return ctx.Err()
}
