package direct

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"syscall"
	"time"
)

const (
	// maxHeadBytes is the longest head of an answer, as in net/http (Transport,
	// MaxResponseHeaderBytes).
	maxHeadBytes = 10 << 20
	// maxInformed is how many answers may come before the answer. net/http takes five
	// where nobody listens to them, and here somebody does.
	maxInformed = 100
)

// conn is a connection to the service. It is used by one request at a time.
type conn struct {
	net.Conn
	transport *Transport
	reader    *bufio.Reader // of conn itself, by Read
	writer    *bufio.Writer
	idleSince time.Time
	deadline  time.Time // zero: none

	left  int64 // bytes that may still be read
	came  bool  // some of an answer
	broke error // what reading said last; nil: nothing

	raw    syscall.RawConn // nil: the system cannot be asked
	look   func(fd uintptr) bool
	looked error
}

func newConn(t *Transport, under net.Conn) *conn {
	c := &conn{Conn: under, transport: t}
	c.reader, c.writer = bufio.NewReader(c), bufio.NewWriter(under)
	c.prepareLook()
	return c
}

// Read reads from the connection, no more than may be.
func (c *conn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errLong
	}
	n, err := c.Conn.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	c.came = c.came || n > 0
	c.broke = err
	return n, err
}

var (
	errLong     = fmt.Errorf("the head of the service's answer is longer than %d bytes", maxHeadBytes)
	errTold     = fmt.Errorf("more than %d answers came before the answer", maxInformed)
	errSwitched = errors.New("the service changes the protocol, and nobody asked for it")
)

// silent reports whether nothing came of an answer.
func (c *conn) silent() bool { return !c.came }

// exchange writes a request and reads its answer, whose body is read by whoever has
// it. After an error the connection is closed.
func (c *conn) exchange(r *http.Request) (answer *http.Response, err error) {
	ctx := r.Context()
	// Whoever asked may go away meanwhile, and the service may hang.
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	c.came, c.broke = false, nil
	defer func() {
		if err != nil {
			stop()
			_ = c.Close()
			err = c.because(ctx, err)
		}
	}()
	if err := c.expect(c.transport.Else.ResponseHeaderTimeout); err != nil {
		return nil, err
	}
	if err := errors.Join(r.Write(c.writer), c.writer.Flush()); err != nil {
		return nil, err
	}
	if answer, err = c.head(r); err != nil {
		return nil, err
	}
	if answer.Body == http.NoBody {
		c.end(stop, !answer.Close)
		return answer, nil
	}
	if err := c.expect(0); err != nil { // a body may take as long as it does
		return nil, err
	}
	answer.Body = &body{ReadCloser: answer.Body, conn: c, ctx: ctx, stop: stop, keep: !answer.Close}
	return answer, nil
}

// expect sets the deadline of an answer's head; 0 = none. One that lasts for longer is
// left, so that requests which follow each other need not set it each time: it is up
// to a quarter later than said.
func (c *conn) expect(within time.Duration) error {
	if within == 0 {
		if c.deadline.IsZero() {
			return nil
		}
		c.deadline = time.Time{}
		return c.SetDeadline(c.deadline)
	}
	now := time.Now()
	if c.deadline.Sub(now) >= within {
		return nil
	}
	c.deadline = now.Add(within + within/4)
	return c.SetDeadline(c.deadline)
}

// head reads the head of the answer, and tells of those that come before it (RFC
// 9110 §15.2).
func (c *conn) head(r *http.Request) (*http.Response, error) {
	for informed := 0; ; informed++ {
		c.left = maxHeadBytes
		answer, err := http.ReadResponse(c.reader, r)
		if err != nil {
			return nil, err
		}
		switch {
		case answer.StatusCode == http.StatusSwitchingProtocols:
			return nil, errSwitched
		case answer.StatusCode >= http.StatusOK || answer.StatusCode < http.StatusContinue:
			// No status is below 100 (RFC 9110 §15). Who asked is told as net/http tells it.
			answer.Close = answer.Close || answer.StatusCode < http.StatusContinue
			c.left = 1<<63 - 1
			return answer, nil
		case informed == maxInformed:
			return nil, errTold
		}
		if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.Got1xxResponse != nil {
			if err := trace.Got1xxResponse(answer.StatusCode, map[string][]string(answer.Header)); err != nil {
				return nil, err
			}
		}
	}
}

// end gives the connection back, if it can be used again, or closes it.
func (c *conn) end(stop func() bool, keep bool) {
	// What comes behind an answer belongs to none.
	if stop() && keep && c.reader.Buffered() == 0 {
		c.transport.idle.put(c)
		return
	}
	_ = c.Close()
}

// because says what an error came of: the end of the context closed the connection,
// or reading broke, which net/http may take for the end of a line.
func (c *conn) because(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	if c.broke != nil {
		err = c.broke
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
