//go:build !linux

package virtual

import "net"

// quickAck does nothing: only Linux can be asked for it.
func quickAck(net.Conn) {}
