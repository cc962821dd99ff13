package network

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// walker walks one path to one host.
type walker struct {
	*look
	target Target
	route  route
	plain  bool // by http, without TLS
	// at is the address that was reached, the host's or the proxy's.
	at     netip.AddrPort
	path   Path
	sample *Sample
}

// walk goes as far as the path leads. addresses are the host's.
func (w *walker) walk(ctx context.Context, addresses []netip.Addr, nameless *Fault, versions []string) {
	w.path.Proxy, w.path.Settings = w.route.proxy, w.route.settings
	port := w.target.Port
	if w.route.proxy != "" {
		addresses, port, nameless = w.proxyAddresses(ctx)
	}
	if len(addresses) == 0 {
		w.path.Fault = nameless
		return
	}
	conn, d := w.reach(ctx, addresses, port)
	defer func() { w.path.Connections = d.settle() }()
	if conn == nil {
		d.settle()
		w.path.Fault = d.fault()
		return
	}
	w.at = d.won
	s := guard(ctx, conn)
	defer func() { s.Close() }()
	switch {
	case w.plain:
		w.ask(ctx, s)
		return
	case w.route.proxy != "":
		through, answer, f := w.through(ctx, s, w.target)
		w.path.Tunnel, w.path.Fault = answer, f
		if f != nil {
			return
		}
		s = through
	}
	var others sync.WaitGroup
	defer others.Wait()
	secured := w.secure(ctx, s)
	if f := w.path.Fault; f != nil && f.Kind != Alert && f.Kind != OtherVersion && f.Kind != Reset && f.Kind != Ended {
		return // nobody speaks TLS there, in whatever version
	}
	w.path.Versions = make([]Version, len(versions))
	for i, version := range versions {
		others.Go(func() { w.path.Versions[i] = w.try(ctx, version) })
	}
	if secured != nil {
		w.ask(ctx, secured)
	}
}

// proxyAddresses finds the proxy.
func (w *walker) proxyAddresses(ctx context.Context) ([]netip.Addr, int, *Fault) {
	if strings.Contains(w.route.proxy, "://") {
		return nil, 0, &Fault{Kind: NotPossible, Text: clean("the proxy "+w.route.proxy+" is of a kind that this program does not speak to", maxTextBytes)}
	}
	host, digits, err := net.SplitHostPort(w.route.proxy)
	port, err2 := strconv.Atoi(digits)
	if err != nil || err2 != nil || port < 1 || port > 65535 {
		return nil, 0, &Fault{Kind: Malformed, Text: clean("the proxy is set to "+w.route.proxy+", which is no host and port", maxTextBytes)}
	}
	names, addresses := w.resolve(ctx, host)
	f := names.Fault()
	if f != nil {
		f = &Fault{Kind: f.Kind, Text: clean("finding the proxy: "+f.Text, maxTextBytes)}
	}
	return addresses, port, f
}

// open makes a further connection on the same path.
func (w *walker) open(ctx context.Context) (*stream, *Fault) {
	conn, err := w.Dial(ctx, "tcp", w.at.String())
	if err != nil {
		return nil, w.reachFault(ctx, err)
	}
	s := guard(ctx, conn)
	if w.route.proxy == "" {
		return s, nil
	}
	through, _, f := w.look.through(ctx, s, w.target)
	if f != nil {
		s.Close()
		return nil, f
	}
	return through, nil
}

// secure negotiates TLS and looks at who is there. It is nil where that failed.
func (w *walker) secure(ctx context.Context, s *stream) *tls.Conn {
	conn, state, took, f := w.handshake(ctx, s, w.target.Name, tls.VersionTLS10, tls.VersionTLS13)
	w.path.TLS = &TLS{TookMS: took, Fault: f}
	if f != nil {
		w.path.Fault = f
		if f.Kind == NotTLS {
			w.unmask(ctx)
		}
		return nil
	}
	t := w.path.TLS
	t.Version, t.Cipher = versionName(state.Version), tls.CipherSuiteName(state.CipherSuite)
	t.ALPN = clean(state.NegotiatedProtocol, maxTextBytes)
	sent := state.PeerCertificates
	for _, c := range sent[:min(len(sent), maxCertificates)] {
		t.Chain = append(t.Chain, kept(c))
	}
	t.More = len(sent) - len(t.Chain)
	w.trust().judge(t, sent, w.target.Name)
	return conn
}

// try negotiates in exactly one version.
func (w *walker) try(ctx context.Context, version string) Version {
	v := Version{Version: version}
	s, f := w.open(ctx)
	if f != nil {
		v.Fault = f
		return v
	}
	defer s.Close()
	number := versionNumber(version)
	_, _, v.TookMS, v.Fault = w.handshake(ctx, s, w.target.Name, number, number)
	v.Accepted = v.Fault == nil
	return v
}

// unmask asks whatever answers in another protocol where TLS should be, in plain
// HTTP: portals and filters do.
func (w *walker) unmask(ctx context.Context) {
	s, f := w.open(ctx)
	if f != nil {
		return // the path's own fault says enough
	}
	defer s.Close()
	x := w.exchange(ctx, s, http.MethodGet, "/", w.target.Name, everyPage)
	if x.Fault != nil && x.Status == 0 {
		return // neither TLS nor HTTP
	}
	if x.Page == "" && elsewhere(x.Location, w.target.Name) {
		x.Page = PagePortal
	}
	w.path.Answered = &x.Answered
}

// ask asks for / and keeps what was answered and when.
func (w *walker) ask(ctx context.Context, conn net.Conn) {
	host := w.target.Name
	if usual := map[bool]int{true: 80, false: 443}[w.plain]; w.target.Port != usual {
		host = net.JoinHostPort(host, strconv.Itoa(w.target.Port))
	}
	x := w.exchange(ctx, conn, http.MethodGet, "/", host, errorPage)
	if x.Page == "" && !w.plain && !w.path.TLS.NameMatches && elsewhere(x.Location, w.target.Name) {
		x.Page = PagePortal // somebody else's certificate, and it leads to somebody else
	}
	w.path.Answered = &x.Answered
	if w.plain && x.Fault != nil {
		w.path.Fault = x.Fault
	}
	w.sample = x.sample(w.target.Name, w.route.proxy, !w.plain && w.path.TLS.leads())
}

// leads tells whether a chain leads to a root, whatever its dates.
func (t *TLS) leads() bool {
	return t.NameMatches && (t.Trust == TrustPublic || t.Trust == TrustExpected || t.Trust == TrustPrivate)
}

// elsewhere tells whether a redirect leads to another host.
func elsewhere(location, host string) bool {
	u, err := url.Parse(location)
	return err == nil && u.Host != "" && !strings.EqualFold(u.Hostname(), host)
}
