//go:build unix

package direct

import (
	"errors"
	"syscall"
)

// canLook says that the system can be asked whether anything has come.
const canLook = true

func (c *conn) prepareLook() {
	of, ok := c.Conn.(syscall.Conn)
	if !ok {
		return
	}
	raw, err := of.SyscallConn()
	if err != nil {
		return
	}
	c.raw = raw
	var one [1]byte
	c.look = func(fd uintptr) bool {
		_, c.looked = syscall.Read(int(fd), one[:])
		return true
	}
}

// isQuiet reports whether an idle connection is open, and nothing has come on it: a
// service may say that it ends a connection for having waited (408), which must not be
// taken for the answer to the next request. What is read here is lost, and so is the
// connection.
func (c *conn) isQuiet() bool {
	return c.raw != nil && c.raw.Read(c.look) == nil && errors.Is(c.looked, syscall.EAGAIN)
}
