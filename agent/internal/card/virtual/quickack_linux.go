package virtual

import (
	"net"
	"syscall"
)

// quickAck has what came acknowledged at once; Linux forgets it after a while, so
// it is said again and again. Where it fails, answers only come later.
func quickAck(conn net.Conn) {
	tcp, is := conn.(*net.TCPConn)
	if !is {
		return
	}
	if raw, err := tcp.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) {
			_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
		})
	}
}
