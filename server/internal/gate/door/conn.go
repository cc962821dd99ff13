package door

import (
	"net"
	"net/netip"
	"sync/atomic"
	"time"
)

// conn is a connection between the listener below, which accepted it, and the
// http.Server above.
type conn struct {
	net.Conn
	door    *Listener
	visitor *Visitor
	opening []byte // was read already, and is read again first
	closed  atomic.Bool
	crowded atomic.Bool   // it was closed to make room in the middle of its handshake
	moved   atomic.Uint64 // bytes that it read and wrote

	// Its place in a queue, guarded by the listener's mutex.
	in            *queue
	before, after *conn
	since         time.Time // when it came among the busy, or was last looked at there
	had           uint64    // moved, then
}

// Read reads the opening first.
func (c *conn) Read(b []byte) (int, error) {
	if len(c.opening) == 0 {
		n, err := c.Conn.Read(b)
		c.moved.Add(uint64(n))
		return n, err
	}
	n := copy(b, c.opening)
	if c.opening = c.opening[n:]; len(c.opening) == 0 {
		c.opening = nil // so that its memory is free
	}
	return n, nil
}

func (c *conn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.moved.Add(uint64(n))
	return n, err
}

// RemoteAddr is the client's address. Where a listed proxy does not know it, it is
// the proxy's.
func (c *conn) RemoteAddr() net.Addr {
	if v := c.visitor; v.Via.IsValid() && v.Address.IsValid() {
		return net.TCPAddrFromAddrPort(v.Address)
	}
	return c.Conn.RemoteAddr()
}

// Close closes the connection. Only the first call counts it out.
func (c *conn) Close() error {
	err := c.Conn.Close()
	if !c.closed.Swap(true) {
		c.door.left(c)
	}
	return err
}

// CloseWrite ends what is written, so that the other end can read all of it.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// peerOf is the address at the other end of a connection of the listener below. One
// that has none, such as a socket of Unix, is invalid.
func peerOf(c net.Conn) netip.AddrPort {
	if a, ok := c.RemoteAddr().(interface{ AddrPort() netip.AddrPort }); ok {
		peer := a.AddrPort()
		// An IPv4 address in an IPv6 socket is written as one of IPv6.
		return netip.AddrPortFrom(peer.Addr().Unmap().WithZone(""), peer.Port())
	}
	return netip.AddrPort{}
}
