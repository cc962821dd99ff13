package handover

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// Drain ends a server without losing a request. http.Server.Shutdown alone does
// lose some: a request that arrives on a connection while the server shuts down is
// dropped (net/http, conn.serve), and so is one that a client sends on an idle
// connection in the moment in which that is closed.
type Drain struct {
	ending atomic.Bool
	mu     sync.Mutex
	open   map[net.Conn]bool
	empty  chan struct{} // closed when the last connection has ended; nil: nobody waits
}

// Attach has a server tell of its connections. It is called once, before Serve,
// when the server has its handler.
func (d *Drain) Attach(s *http.Server) {
	d.open = map[net.Conn]bool{}
	s.ConnState = d.state
	next := s.Handler
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.ending.Load() {
			// HTTP/1.1 ends the connection after this answer (RFC 9112 §9.6);
			// net/http's HTTP/2 takes it for GOAWAY (RFC 9113 §6.8).
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

func (d *Drain) state(c net.Conn, s http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch s {
	case http.StateNew:
		d.open[c] = true
	case http.StateClosed, http.StateHijacked:
		delete(d.open, c)
		if d.empty != nil && len(d.open) == 0 {
			close(d.empty)
			d.empty = nil
		}
	}
}

// Open returns how many connections are open that the server still serves.
func (d *Drain) Open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.open)
}

// End waits until every connection has ended by itself, each after the answer to
// its next request, or until the context ends. Nothing may come in any more: the
// server's listeners are closed, and Serve has returned. Afterwards
// http.Server.Shutdown ends what is idle.
func (d *Drain) End(ctx context.Context) {
	d.ending.Store(true)
	d.mu.Lock()
	if len(d.open) == 0 {
		d.mu.Unlock()
		return
	}
	empty := make(chan struct{})
	d.empty = empty
	d.mu.Unlock()
	select {
	case <-empty:
	case <-ctx.Done():
	}
}
