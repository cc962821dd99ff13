package plain

import (
	"io"
	"net"
	"sync/atomic"
)

// rest is a connection as it came, with the bytes put back that were read of it.
type rest struct {
	net.Conn
	read []byte // that was not answered
}

// Read reads what was put back, and then what comes.
func (r *rest) Read(p []byte) (int, error) {
	if len(r.read) == 0 {
		return r.Conn.Read(p)
	}
	n := copy(p, r.read)
	if r.read = r.read[n:]; len(r.read) == 0 {
		r.read = nil
	}
	return n, nil
}

// CloseWrite is what http.Server ends a connection with whose last answer the other
// end is to read.
func (r *rest) CloseWrite() error {
	if c, ok := r.Conn.(interface{ CloseWrite() error }); ok {
		return c.CloseWrite()
	}
	return r.Conn.Close()
}

// one is a listener of one connection, by which http.Server gets it.
type one struct {
	conn  net.Conn
	given atomic.Bool
}

// Accept gives the connection, and then says that there is no other.
func (o *one) Accept() (net.Conn, error) {
	if o.given.Swap(true) {
		return nil, io.EOF
	}
	return o.conn, nil
}

// Close does nothing: the connection is http.Server's.
func (o *one) Close() error { return nil }

// Addr is this end's.
func (o *one) Addr() net.Addr { return o.conn.LocalAddr() }
