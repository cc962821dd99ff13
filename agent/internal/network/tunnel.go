package network

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// through makes of a connection to a proxy one to the host, by CONNECT. No
// credentials are given.
//
// Source: RFC 9110 §9.3.6.
func (l *look) through(ctx context.Context, s *stream, t Target) (*stream, *Answered, *Fault) {
	to := net.JoinHostPort(t.Name, strconv.Itoa(t.Port))
	x := l.exchange(ctx, s, http.MethodConnect, to, to, errorPage)
	switch {
	case x.Fault != nil:
		f := *x.Fault
		f.Text = clean("asking the proxy to connect: "+f.Text, maxTextBytes)
		return nil, &x.Answered, &f
	case x.Status == http.StatusProxyAuthRequired:
		return nil, &x.Answered, &Fault{Kind: ProxyCredentials, Text: "the proxy wants to know who asks (407" + by(x.Authenticate) + "); no credentials were sent"}
	case x.Status/100 != 2:
		return nil, &x.Answered, &Fault{Kind: ProxyRefused, Text: clean("the proxy does not connect: it answered "+strconv.Itoa(x.Status)+" "+x.Reason, maxTextBytes)}
	}
	s.Conn = &readFirst{s.Conn, x.after}
	s.head = nil // what follows is the host's
	return s, &x.Answered, nil
}

func by(schemes []string) string {
	if len(schemes) == 0 {
		return ""
	}
	return clean(", by "+strings.Join(schemes, " or "), maxTextBytes/2)
}

// readFirst is a connection of which some was read ahead.
type readFirst struct {
	net.Conn
	ahead *bufio.Reader
}

func (r *readFirst) Read(p []byte) (int, error) {
	if n := r.ahead.Buffered(); n > 0 {
		return r.ahead.Read(p[:min(len(p), n)])
	}
	return r.Conn.Read(p)
}
