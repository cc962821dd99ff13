package network

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// noon is the instant of these tests, by a clock that is right.
var noon = time.Date(2025, 7, 8, 12, 0, 0, 0, time.UTC)

// authority signs certificates.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

var serial struct {
	sync.Mutex
	n int64
}

func nextSerial() *big.Int {
	serial.Lock()
	defer serial.Unlock()
	serial.n++
	return big.NewInt(serial.n)
}

// newAuthority makes an authority; by signs it, nil is itself.
func newAuthority(t *testing.T, name pkix.Name, by *authority) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{t: t, key: key}
	template := &x509.Certificate{
		SerialNumber: nextSerial(), Subject: name, NotBefore: noon.AddDate(-5, 0, 0), NotAfter: noon.AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	parent, signer := template, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	if a.cert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return a
}

// issue makes a server's certificate; change may alter it before it is signed.
func (a *authority) issue(name string, change func(*x509.Certificate)) tls.Certificate {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: nextSerial(), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: noon.AddDate(0, -1, 0), NotAfter: noon.AddDate(0, 2, 0),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}
}

// world is a network of servers on loopback, found by names of their own.
type world struct {
	t *testing.T
	// owner's roots are trusted by the device; browsers' are said to be public.
	public, owner *authority

	mu    sync.Mutex
	names map[string]netip.AddrPort
	// dialled is whom the device connected to.
	dialled []string
	// now is the device's clock, and right that of the servers.
	now, right time.Time
	env        map[string]string
	registry   Registry
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{
		t:      t,
		public: newAuthority(t, pkix.Name{CommonName: "Public Test Root", Organization: []string{"Invented Trust Ltd"}}, nil),
		owner:  newAuthority(t, pkix.Name{CommonName: "Contoso TLS Inspection CA", Organization: []string{"Contoso"}}, nil),
		names:  map[string]netip.AddrPort{}, now: noon, right: noon, env: map[string]string{},
	}
}

// LookupNetIP gives each name an address of its own in a documentation network,
// by which Dial knows it.
func (w *world) LookupNetIP(_ context.Context, network, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.names[host]; !ok || network != "ip4" {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return []netip.Addr{w.address(host)}, nil
}

func (w *world) address(host string) netip.Addr {
	n := 0
	for _, c := range host {
		n = n*31 + int(c)
	}
	return netip.AddrFrom4([4]byte{198, 51, 100, byte(n)}) // RFC 5737
}

func (w *world) dial(ctx context.Context, network, address string) (net.Conn, error) {
	to := netip.MustParseAddrPort(address)
	w.mu.Lock()
	for name, real := range w.names {
		if w.address(name) == to.Addr() {
			w.dialled = append(w.dialled, name)
			to = real
		}
	}
	w.mu.Unlock()
	if !to.Addr().IsLoopback() {
		return nil, errors.New("the test has no such address: " + address)
	}
	return new(net.Dialer).DialContext(ctx, network, to.String())
}

// options are those of a device in this world.
func (w *world) options(names ...string) Options {
	o := Options{
		Budget:   time.Minute, // nothing here is slow, and a busy machine is
		Resolver: w, Dial: w.dial, Now: func() time.Time { return w.now },
		Getenv:   func(name string) string { return w.env[name] },
		Registry: w.registry,
		Roots: func() (Held, error) {
			return Held{Roots: []Root{{w.public.cert, "AuthRoot", true}, {w.owner.cert, "group policy", false}}}, nil
		},
		Interfaces: func() Link { return Link{Up: 1, IPv4: true} },
	}
	if o.Registry == nil {
		o.Registry = noRegistry{}
	}
	for _, name := range names {
		o.Hosts = append(o.Hosts, Target{Name: name, Port: 443})
	}
	return o
}

type noRegistry struct{}

func (noRegistry) Value(Hive, string, string) (any, error) { return nil, nil }

// listen gives a name a server that does what it is told with each connection.
func (w *world) listen(name string, serve func(net.Conn)) netip.AddrPort {
	w.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	var open sync.WaitGroup
	w.t.Cleanup(func() { l.Close(); open.Wait() })
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { defer c.Close(); serve(c) })
		}
	})
	at := l.Addr().(*net.TCPAddr).AddrPort()
	w.mu.Lock()
	w.names[name] = at
	w.mu.Unlock()
	return at
}

// web gives a name a web server with TLS by config, or without if it is nil.
func (w *world) web(name string, config *tls.Config, handler http.HandlerFunc) netip.AddrPort {
	w.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	s := &http.Server{
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			out.Header().Set("Date", w.right.Format(http.TimeFormat))
			handler(out, r)
		}),
	}
	at := l.Addr().(*net.TCPAddr).AddrPort()
	if config != nil {
		l = tls.NewListener(l, config)
	}
	go s.Serve(l)
	w.t.Cleanup(func() { s.Close() })
	w.mu.Lock()
	w.names[name] = at
	w.mu.Unlock()
	return at
}

func hello(out http.ResponseWriter, _ *http.Request) { fmt.Fprint(out, "hello") }

// config is of a server that speaks from least to most.
func config(cert tls.Certificate, least, most uint16) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: least, MaxVersion: most, CipherSuites: everySuite, NextProtos: []string{"http/1.1"}}
}

// look looks, and holds what must be true of whatever was seen.
func (w *world) look(o Options) Network {
	w.t.Helper()
	n := Look(w.t.Context(), o)
	holds(w.t, n)
	return n
}

// holds is what is true of all that Look gives: it can be recorded and read.
func holds(t *testing.T, n Network) {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, n); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(strings.NewReader(b.String())); err != nil {
		t.Fatalf("what was seen is not read again: %v", err)
	}
	for _, h := range n.Hosts {
		if len(h.Paths) == 0 {
			t.Errorf("%s has no paths", h.Name)
		}
	}
}

// the is the only path of the only host.
func the(t *testing.T, n Network) Path {
	t.Helper()
	if len(n.Hosts) != 1 || len(n.Hosts[0].Paths) != 1 {
		t.Fatalf("not one host with one path: %+v", n.Hosts)
	}
	return n.Hosts[0].Paths[0]
}
