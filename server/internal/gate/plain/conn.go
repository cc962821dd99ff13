package plain

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// conn is a connection while it is plain.
type conn struct {
	server *Server
	rest   rest

	buffer   []byte
	from, to int       // what came and was not answered: buffer[from:to]
	skip     int       // so many line ends may still come before the next head
	until    time.Time // the deadline that is set; zero = none
	hurried  atomic.Bool

	head
	answer
}

func newConn(s *Server, under net.Conn) *conn {
	c := &conn{server: s, rest: rest{Conn: under}, buffer: make([]byte, firstHeadBytes)}
	ctx := context.Background()
	if s.HTTP.ConnContext != nil {
		ctx = s.HTTP.ConnContext(ctx, &c.rest)
	}
	c.head.init(ctx, under.RemoteAddr().String())
	c.answer.header = http.Header{}
	return c
}

// serve answers plain requests until the connection ends, or until something comes
// that is not plain: what is not answered stands in the buffer then.
func (c *conn) serve() (plain bool) {
	plain = true
	defer func() {
		// As net/http does it: one request must not take the gate with it.
		_ = recover()
	}()
	// A new connection is to send a head at once, and later ones have time.
	now := time.Now()
	c.allow(now, c.server.HTTP.ReadHeaderTimeout)
	for {
		end, ended := c.await()
		if ended {
			return plain
		}
		if end < 0 || !c.head.read(c.buffer[c.from:end]) {
			return false
		}
		c.answer.begin(&c.head.request)
		c.server.HTTP.Handler.ServeHTTP(&c.answer, &c.head.request)
		now = time.Now()
		if c.hurried.Load() {
			c.answer.header["Connection"] = []string{"close"}
		}
		text, last := c.answer.end(c.server.date.at(now))
		if _, err := c.rest.Conn.Write(text); err != nil || last {
			return plain
		}
		c.took(end)
		// Less than the slack of what it may be idle for is over: good enough.
		if idle := c.server.HTTP.IdleTimeout; c.until.Sub(now) < idle-slack || idle == 0 {
			c.allow(now, idle)
		}
	}
}

// await waits for a whole head, and returns where it ends in the buffer; less than 0
// where it cannot be plain.
func (c *conn) await() (end int, ended bool) {
	c.skip = 0
	if c.head.request.Method == http.MethodPost {
		c.skip = maxSkipped
	}
	for begun := false; ; {
		if came := c.came(); len(came) > 0 {
			if i := bytes.Index(came, []byte("\r\n\r\n")); i >= 0 {
				return c.from + i + 4, false
			}
			if !mayBePlain(came) || !c.room() {
				return -1, false
			}
			if !begun {
				begun = true
				c.allow(time.Now(), c.server.HTTP.ReadHeaderTimeout)
			}
		}
		if c.hurried.Load() {
			return 0, true
		}
		n, err := c.rest.Conn.Read(c.buffer[c.to:])
		if c.to += n; err != nil {
			return 0, true
		}
	}
}

// came returns what came of a head, without the line ends that old clients send
// behind a POST. Source: RFC 9112 §2.2; net/http bears with as many.
func (c *conn) came() []byte {
	for ; c.skip > 0 && c.from < c.to && (c.buffer[c.from] == '\r' || c.buffer[c.from] == '\n'); c.skip-- {
		c.from++
	}
	if c.from < c.to {
		c.skip = 0
	}
	return c.buffer[c.from:c.to]
}

// mayBePlain reports whether what came of a head may go on to be a plain one. A line
// that ends otherwise may end the head, too, for those who wait for no more.
func mayBePlain(came []byte) bool {
	if c := came[0]; c < 'A' || c > 'Z' {
		return false
	}
	for {
		i := bytes.IndexByte(came, '\n')
		if i < 0 {
			return true
		}
		if i == 0 || came[i-1] != '\r' {
			return false
		}
		came = came[i+1:]
	}
}

// room makes room for more of a head; false if it is longer than heads are here.
func (c *conn) room() bool {
	if c.to < len(c.buffer) {
		return true
	}
	if c.from > 0 {
		c.to = copy(c.buffer, c.buffer[c.from:c.to])
		c.from = 0
		return true
	}
	if len(c.buffer) >= maxHeadBytes {
		return false
	}
	c.buffer = append(c.buffer, make([]byte, len(c.buffer))...)
	return true
}

// took takes a head out of the buffer.
func (c *conn) took(end int) {
	if c.from = end; c.from < c.to {
		return
	}
	if c.from, c.to = 0, 0; len(c.buffer) > firstHeadBytes {
		c.buffer = make([]byte, firstHeadBytes)
		c.head.forget()
	}
}

// allow sets by when the connection must go on; 0 = whenever. Writing has as long:
// who takes no answers holds no connection for longer than who asks nothing.
func (c *conn) allow(now time.Time, wait time.Duration) {
	if c.until = (time.Time{}); wait > 0 {
		c.until = now.Add(wait)
	}
	_ = c.rest.Conn.SetDeadline(c.until)
}

// hurry ends the connection as soon as it is idle.
func (c *conn) hurry() {
	// In this order: whoever sets another deadline looks afterwards.
	c.hurried.Store(true)
	_ = c.rest.Conn.SetReadDeadline(time.Unix(1, 0))
}
