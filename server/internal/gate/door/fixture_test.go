package door

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// maker makes certificates of an invented authority.
type maker struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

var (
	invented  = sync.OnceValue(func() *maker { return newMaker("Invented test authority") })
	rsaKey    = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	modernOne = sync.OnceValue(func() *tls.Certificate { return invented().issue(newKey(), func(*x509.Certificate) {}) })
	oldOne    = sync.OnceValue(func() *tls.Certificate {
		return invented().issue(rsaKey(), func(c *x509.Certificate) { c.Subject.CommonName = "old.gate.test" })
	})
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newKey() crypto.Signer { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) }

func newMaker(name string) *maker {
	key := newKey()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := must(x509.CreateCertificate(rand.Reader, template, template, key.Public(), key))
	return &maker{must(x509.ParseCertificate(der)), key}
}

// under makes an authority that m has certified.
func (m *maker) under(name string) *maker {
	c := m.issue(newKey(), func(c *x509.Certificate) {
		c.Subject.CommonName, c.IsCA, c.BasicConstraintsValid = name, true, true
		c.KeyUsage, c.ExtKeyUsage, c.DNSNames, c.IPAddresses = x509.KeyUsageCertSign, nil, nil, nil
	})
	return &maker{c.Leaf, c.PrivateKey.(crypto.Signer)}
}

// issue makes a certificate for a key, of a server unless change makes it another.
func (m *maker) issue(key crypto.Signer, change func(*x509.Certificate)) *tls.Certificate {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "gate.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * 24 * time.Hour),
		DNSNames: []string{"gate.test", "localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	change(template)
	der := must(x509.CreateCertificate(rand.Reader, template, m.certificate, key.Public(), m.key))
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: must(x509.ParseCertificate(der))}
}

// ofClient makes the certificate of an invented person.
func (m *maker) ofClient(change func(*x509.Certificate)) *tls.Certificate {
	return m.issue(newKey(), func(c *x509.Certificate) {
		c.Subject.CommonName, c.DNSNames, c.IPAddresses = "Invented Nurse", nil, nil
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		change(c)
	})
}

func (m *maker) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(m.certificate)
	return pool
}

func always(c *tls.Certificate) func() (*tls.Certificate, error) {
	return func() (*tls.Certificate, error) { return c, nil }
}

// write writes a certificate and its key, each as PEM, into a folder.
func write(t testing.TB, dir, name string, c *tls.Certificate) Files {
	t.Helper()
	files := Files{filepath.Join(dir, name+".pem"), filepath.Join(dir, name+".key")}
	writeFiles(t, files, c)
	return files
}

func writeFiles(t testing.TB, files Files, c *tls.Certificate) {
	t.Helper()
	var chain bytes.Buffer
	for _, der := range c.Certificate {
		pem.Encode(&chain, &pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	key := must(x509.MarshalPKCS8PrivateKey(c.PrivateKey))
	for name, content := range map[string][]byte{files.Certificate: chain.Bytes(), files.Key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// away is a connection that was turned away, as Config.Refused was told.
type away struct {
	visitor Visitor
	reason  Reason
	detail  string
}

// house is a door with an http.Server behind it that answers with its visitor.
type house struct {
	*Listener
	url    string
	port   string
	server *http.Server
	aways  chan away
	visits chan *Visitor // of requests; those that nobody waits for are dropped
}

// open opens a door on 127.0.0.1, with both configurations unless change makes it
// another.
func open(t testing.TB, change func(*Config)) *house {
	t.Helper()
	below, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return openOn(t, below, change)
}

func openOn(t testing.TB, below net.Listener, change func(*Config)) *house {
	t.Helper()
	h := &house{aways: make(chan away, 1000), visits: make(chan *Visitor, 1)}
	config := Config{Certificate: always(modernOne()), Old: always(oldOne()), Refused: func(v *Visitor, why Reason, detail string) {
		h.aways <- away{*v, why, detail}
	}}
	change(&config)
	var err error
	if h.Listener, err = Listen(below, config); err != nil {
		t.Fatal(err)
	}
	_, h.port, _ = net.SplitHostPort(below.Addr().String())
	h.url = "https://localhost:" + h.port + "/"
	h.server = &http.Server{Handler: http.HandlerFunc(h.tellVisitor), ConnContext: h.ConnContext, ConnState: h.ConnState, ErrorLog: log.New(io.Discard, "", 0)}
	done := make(chan error, 1)
	go func() { done <- h.server.Serve(h.Listener) }()
	t.Cleanup(func() {
		h.server.Close()
		if err := <-done; err != http.ErrServerClosed {
			t.Errorf("Serve: %v", err)
		}
	})
	return h
}

// turned waits until somebody is turned away, which must be for the reason.
func (h *house) turned(t testing.TB, reason Reason) away {
	t.Helper()
	select {
	case a := <-h.aways:
		if a.reason != reason {
			t.Errorf("turned away for the reason %s, want %s: %s", a.reason, reason, a.detail)
		}
		return a
	case <-time.After(30 * time.Second): // only where the test fails
		t.Fatalf("nobody is turned away; want it for the reason %s", reason)
	}
	return away{}
}

// told is what the handler tells of its visitor.
type told struct {
	Proto                string
	Remote               string
	Address              netip.AddrPort
	Via                  netip.Addr
	Local                bool
	Hello                *Hello
	TLS                  string
	Cipher               string
	Old                  bool
	Subject              string
	CommonName           string
	Unverified           string
	ClientCert           []string
	HandshakeWasComplete bool
	Resumed              bool
}

func (h *house) tellVisitor(w http.ResponseWriter, r *http.Request) {
	v := VisitorOf(r.Context())
	select {
	case h.visits <- v:
	default:
	}
	said := told{
		Proto: r.Proto, Remote: r.RemoteAddr, Address: v.Address, Via: v.Via, Local: v.Local, Hello: v.Hello, TLS: tls.VersionName(v.TLS), Cipher: v.Cipher,
		Old: v.Old, CommonName: v.CommonName, Unverified: v.Unverified,
		HandshakeWasComplete: r.TLS == nil || r.TLS.HandshakeComplete,
		Resumed:              r.TLS != nil && r.TLS.DidResume,
	}
	if v.Certificate != nil {
		said.Subject = v.Certificate.Subject.CommonName
	}
	PassOn(r.Header, v)
	said.ClientCert = r.Header.Values("Client-Cert")
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(said)
}

// readTold reads what the handler told.
func readTold(t testing.TB, body []byte) told {
	t.Helper()
	var said told
	if err := json.Unmarshal(body, &said); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	return said
}

// get asks with a client of package tls.
func (h *house) get(t testing.TB, config *tls.Config) (told, error) {
	t.Helper()
	config.RootCAs = invented().pool()
	transport := &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport}).Get(h.url)
	if err != nil {
		return told{}, err
	}
	defer response.Body.Close()
	recorder := httptest.NewRecorder()
	if _, err := recorder.Body.ReadFrom(response.Body); err != nil {
		return told{}, err
	}
	return readTold(t, recorder.Body.Bytes()), nil
}
