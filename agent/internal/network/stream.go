package network

import (
	"context"
	"net"
	"time"
)

// stream is a connection to somebody who is not trusted: it ends with its
// context, gives no more than maxStreamBytes, and remembers how the other end
// began.
type stream struct {
	net.Conn
	left int
	// head is the beginning of what was read.
	head []byte
	stop func() bool
}

// guard makes a connection end with ctx.
func guard(ctx context.Context, conn net.Conn) *stream {
	if at, ok := ctx.Deadline(); ok {
		conn.SetDeadline(at)
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	return &stream{Conn: conn, left: maxStreamBytes, stop: stop}
}

func (s *stream) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, errTooMuch
	}
	n, err := s.Conn.Read(p[:min(len(p), s.left)])
	s.left -= n
	if room := maxHeadBytes - len(s.head); room > 0 {
		s.head = append(s.head, p[:min(n, room)]...)
	}
	return n, err
}

func (s *stream) Close() error {
	s.stop()
	return s.Conn.Close()
}
