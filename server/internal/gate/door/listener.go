package door

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Listener is a net.Listener whose connections have done their handshake and know
// their [Visitor]: tls.Conns, so that http.Server speaks HTTP/2 with those that ask
// for it, and bare ones for plain HTTP. An http.Server above it takes ConnContext
// and ConnState from it, and must have no TLSConfig.
type Listener struct {
	below  net.Listener
	config Config
	limits Limits
	tls    *tls.Config

	ready chan net.Conn // to Accept
	cut   chan struct{} // closed by Close
	ended chan struct{} // closed when no further connection will be ready
	err   error         // why it ended; read after ended

	greetings sync.WaitGroup
	counts    map[Reason]*atomic.Uint64
	oldTLS    atomic.Uint64

	mu       sync.Mutex
	closing  bool
	open     int
	greeting queue // whose handshake is not done
	idle     queue // who is between two requests
	busy     queue // who is in a request, by conn.since
}

// Listen accepts connections from the listener below until it is closed.
func Listen(below net.Listener, config Config) (*Listener, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	l := &Listener{
		below: below, config: config, limits: config.Limits.orDefault(), tls: config.tls(),
		ready: make(chan net.Conn), cut: make(chan struct{}), ended: make(chan struct{}),
		counts: make(map[Reason]*atomic.Uint64),
	}
	for _, reason := range Reasons {
		l.counts[reason] = new(atomic.Uint64)
	}
	go l.take()
	return l, nil
}

// Accept returns the next connection that is ready for HTTP. After Drain it waits
// for Close.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.ended:
		if errors.Is(l.err, net.ErrClosed) {
			<-l.cut
		}
		return nil, l.err
	case <-l.cut:
		return nil, net.ErrClosed
	}
}

// Addr is the address of the listener below.
func (l *Listener) Addr() net.Addr { return l.below.Addr() }

// Close closes the listener below and every connection that Accept did not return.
func (l *Listener) Close() error {
	l.mu.Lock()
	first := !l.closing
	l.closing = true
	var greeting []*conn
	for c := l.greeting.pop(); c != nil; c = l.greeting.pop() {
		greeting = append(greeting, c)
	}
	l.mu.Unlock()
	if !first {
		return nil
	}
	close(l.cut)
	err := l.below.Close()
	for _, c := range greeting {
		c.Close()
	}
	if errors.Is(err, net.ErrClosed) { // by Drain
		return nil
	}
	return err
}

// Drain closes the listener below and lets those in that were accepted before, so
// that nobody is lost who had begun a handshake: for a graceful end, before the
// http.Server's Shutdown. It returns when Accept has returned them all, or with the
// context's error. How long it takes is bounded by Limits.Handshake.
func (l *Listener) Drain(ctx context.Context) error {
	if err := l.below.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	select {
	case <-l.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ConnContext puts a connection's visitor into the context of its requests. It is
// for http.Server.
func (l *Listener) ConnContext(ctx context.Context, c net.Conn) context.Context {
	if own := ownConn(c); own != nil {
		return WithVisitor(ctx, own.visitor)
	}
	return ctx
}

// ConnState learns which connections are idle, so that those can make room. It is
// for http.Server.
func (l *Listener) ConnState(c net.Conn, state http.ConnState) {
	own := ownConn(c)
	if own == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	own.leave()
	switch {
	case own.closed.Load():
	case state == http.StateNew || state == http.StateIdle:
		l.idle.push(own)
	case state == http.StateActive:
		l.work(own, time.Now())
	}
}

// ownConn is the connection of this package below c; nil: there is none.
func ownConn(c net.Conn) *conn {
	if over, ok := c.(interface{ NetConn() net.Conn }); ok { // tls.Conn
		c = over.NetConn()
	}
	own, _ := c.(*conn)
	return own
}

// take accepts connections for as long as it can.
func (l *Listener) take() {
	for pause := time.Duration(0); ; {
		c, err := l.below.Accept()
		if err == nil {
			pause = 0
			l.welcome(c)
			continue
		}
		if !isTemporary(err) {
			l.err = err
			break
		}
		if pause == 0 && l.config.Trouble != nil {
			l.config.Trouble(err)
		}
		// Most likely there are too many open files: a connection is one.
		l.mu.Lock()
		victim := l.spare(time.Now())
		l.mu.Unlock()
		if victim != nil {
			victim.Close()
		}
		pause = min(max(2*pause, acceptPause), acceptPauseMax)
		select {
		case <-time.After(pause):
		case <-l.cut:
		}
	}
	l.greetings.Wait()
	close(l.ended)
}

// isTemporary tells whether accepting again may succeed, as http.Server does.
func isTemporary(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// welcome finds room for a connection and begins to greet it.
func (l *Listener) welcome(below net.Conn) {
	c := &conn{Conn: below, door: l, visitor: &Visitor{Address: peerOf(below)}}
	victims, ok := l.seat(c)
	for _, victim := range victims {
		victim.Close()
	}
	if !ok {
		below.Close()
		return
	}
	go l.greet(c)
}

// seat counts a connection in. Who has to be closed to make room for it is among
// the victims; false: there is no room.
func (l *Listener) seat(c *conn) (victims []*conn, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closing {
		return nil, false
	}
	if l.open >= l.limits.Connections {
		victim := l.spare(time.Now())
		if victim == nil {
			l.counts[Full].Add(1)
			return nil, false
		}
		victims = append(victims, victim)
	}
	if l.greeting.n >= l.limits.Handshakes {
		victim := l.greeting.pop()
		victim.crowded.Store(true)
		victims = append(victims, victim)
	}
	l.open++
	l.greeting.push(c)
	l.greetings.Add(1)
	return victims, true
}

// finish takes a connection off those that are greeted; false: it was closed to
// make room.
func (l *Listener) finish(c *conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	c.leave()
	return !c.crowded.Load()
}

// left counts a connection out.
func (l *Listener) left(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c.leave()
	l.open--
}
