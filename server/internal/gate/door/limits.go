package door

import "time"

// Limits bound what strangers can take. Zero stands for the default, which is
// named with each.
type Limits struct {
	// ProxyLine is how long a listed proxy may take for its PROXY header; 5 s. The
	// protocol asks for 3 s at least.
	ProxyLine time.Duration
	// Handshake is how long a connection may take until its handshake is done, the
	// PROXY header included; 10 s.
	Handshake time.Duration
	// Handshakes is how many connections may be in that state; 1,000. One more, and
	// the oldest of them is closed: a flood of those that say nothing then costs
	// honest clients nothing as long as they are quicker than it. Each takes up to
	// about 150 KiB.
	Handshakes int
	// Connections is how many may be open in all; 20,000. One more, and the one that
	// has been idle for longest is closed; where none is known to be idle, one that has
	// been in a request for 30 s and moved less than 240 bytes a second; where there is
	// none of those, the new one.
	Connections int
}

func (l Limits) orDefault() Limits {
	if l.ProxyLine <= 0 {
		l.ProxyLine = 5 * time.Second
	}
	if l.Handshake <= 0 {
		l.Handshake = 10 * time.Second
	}
	if l.Handshakes <= 0 {
		l.Handshakes = 1000
	}
	if l.Connections <= 0 {
		l.Connections = 20000
	}
	return l
}

// What a connection that is turned away is granted so that it can read why.
const (
	lingerTime  = time.Second
	lingerBytes = 64 << 10
)

// How long to wait after a connection could not be accepted, at first and at most.
const (
	acceptPause    = 5 * time.Millisecond
	acceptPauseMax = time.Second
)
