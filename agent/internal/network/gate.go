package network

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// helpPath is the gate's page for people, and helpTitle what it is called.
const (
	helpPath  = "/gate/help"
	helpTitle = "About the gate in front of sign-in"
)

// gate looks at a Lanyard server: as at any host, in all versions of TLS, and
// whether a gate is there.
func (l *look) gate(ctx context.Context, address string) (*Server, *visit) {
	var s Server
	t, plain, err := serverTarget(address)
	if err != nil {
		s.Fault = &Fault{Kind: Failed, Text: clean(err.Error(), maxTextBytes)}
		return &s, nil
	}
	scheme := "https://"
	if plain {
		scheme = "http://"
	}
	s.URL = clean(scheme+net.JoinHostPort(t.Name, strconv.Itoa(t.Port)), maxTextBytes)
	v := l.visit(ctx, t, plain, versionNames)
	for i, w := range v.walkers {
		p := v.host.Paths[i]
		if p.Fault != nil || !plain && (p.TLS == nil || p.TLS.Fault != nil) {
			continue
		}
		x := w.page(ctx, helpPath)
		s.Status, s.Program, s.Fault = x.Status, x.Server, x.Fault
		s.Gate = x.Status == http.StatusOK && strings.Contains(x.Title, helpTitle)
		break
	}
	return &s, &v
}

// page asks for one page on a path that was walked.
func (w *walker) page(ctx context.Context, path string) *exchange {
	s, f := w.open(ctx)
	if f != nil {
		return &exchange{Answered: Answered{Fault: f}}
	}
	defer s.Close()
	host := net.JoinHostPort(w.target.Name, strconv.Itoa(w.target.Port))
	if w.plain {
		return w.exchange(ctx, s, http.MethodGet, path, host, everyPage)
	}
	c, _, _, f := w.handshake(ctx, s, w.target.Name, tls.VersionTLS10, tls.VersionTLS13)
	if f != nil {
		return &exchange{Answered: Answered{Fault: f}}
	}
	return w.exchange(ctx, c, http.MethodGet, path, host, everyPage)
}

// serverTarget takes the address of a server apart.
func serverTarget(address string) (t Target, plain bool, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" {
		return t, false, errServer
	}
	t = Target{Name: u.Hostname(), Port: 443, Use: "the server of Lanyard that was given"}
	plain = u.Scheme == "http"
	if plain {
		t.Port = 80
	}
	if u.Port() != "" {
		if t.Port, err = strconv.Atoi(u.Port()); err != nil {
			return t, plain, errServer
		}
	}
	return t, plain, t.valid()
}

var errServer = errors.New("the address of the server cannot be read; write it as https://gate.example.org")
