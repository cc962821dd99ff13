package gate

import "net/http"

// NewServer makes a server with the limits of a gate. Bodies have no deadline of
// their own: people send and receive streams.
func NewServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerWait,
		IdleTimeout:       idleWait,
		MaxHeaderBytes:    maxHeaderBytes,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams: maxStreams,
			SendPingTimeout:      pingAfter, // a connection whose other end is gone
			PingTimeout:          pingWait,
		},
	}
}
