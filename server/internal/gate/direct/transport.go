package direct

import (
	"context"
	"net"
	"net/http"
	"net/url"
)

// Transport is an http.RoundTripper to one service. It is used by many goroutines.
type Transport struct {
	// Else has all that is not simple. Its DialContext, ResponseHeaderTimeout,
	// IdleConnTimeout and MaxIdleConnsPerHost hold for simple requests, too, and are
	// set.
	Else *http.Transport

	host    string // as requests name the service
	address string // to dial
	idle    idle
}

// New makes a transport to a service, which is asked over plain HTTP.
func New(service *url.URL, other *http.Transport) *Transport {
	t := &Transport{Else: other, host: service.Host, address: service.Host}
	if service.Port() == "" {
		t.address = net.JoinHostPort(service.Hostname(), "80")
	}
	t.idle.wait, t.idle.most = other.IdleConnTimeout, other.MaxIdleConnsPerHost
	return t
}

// RoundTrip asks the service and returns the beginning of its answer.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !t.isSimple(r) {
		return t.Else.RoundTrip(r)
	}
	for {
		c, used, err := t.connection(r.Context())
		if err != nil {
			return nil, err
		}
		answer, err := c.exchange(r)
		if err == nil {
			return answer, nil
		}
		// The service may end a connection in the moment in which it is used again.
		// Each time there is one less of these.
		if used && c.silent() && r.Context().Err() == nil && !isTimeout(err) {
			continue
		}
		return nil, err
	}
}

func (t *Transport) isSimple(r *http.Request) bool {
	return canLook && r.URL.Scheme == "http" && r.URL.Host == t.host &&
		(r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		(r.Body == nil || r.Body == http.NoBody) && r.ContentLength == 0 && len(r.TransferEncoding) == 0 && len(r.Trailer) == 0 &&
		!r.Close && len(r.Header["Upgrade"]) == 0 && len(r.Header["Connection"]) == 0 && len(r.Header["Expect"]) == 0
}

// connection is an idle one, or a new one.
func (t *Transport) connection(ctx context.Context) (c *conn, used bool, err error) {
	if c := t.idle.take(); c != nil {
		return c, true, nil
	}
	under, err := t.Else.DialContext(ctx, "tcp", t.address)
	if err != nil {
		return nil, false, err
	}
	return newConn(t, under), false, nil
}

// CloseIdleConnections closes those that nobody uses.
func (t *Transport) CloseIdleConnections() {
	t.idle.closeAll()
	t.Else.CloseIdleConnections()
}
