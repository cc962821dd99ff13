package server

import (
	"bufio"
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/standin"
)

// gateNotice blocks old agents from 10:00 to 11:00 on 8 July 2025, and
// from 01:30 on 26 October, which clocks show twice.
const gateNotice = `language: 1
notice: agents
revision: 1
published: 2025-06
zone: Europe/London
contact: {name: Invented desk, phone: "0300 000 0000"}
requirements:
  - id: agent
    of: client
    title: Sign-in software is new
    met: client.version >= version("2.4")
    remedy: {do: update, who: it-team, say: Update the agent., tell: This computer's sign-in software is too old.}
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: mornings, from: 2025-07, action: block, during: mornings}
windows:
  mornings:
    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}
    - {id: clocks, date: 2025-10-26, from: "01:30", until: "02:30"}
`

// gateWorld is a whole gate before a stand-in.
type gateWorld struct {
	testing.TB
	GateAddresses
	dir     string
	service *standin.Service
	roots   *x509.CertPool
	client  *http.Client
	said    *saying
	command chan GateCommand
	stop    context.CancelFunc
	ended   chan error
}

// saying is a log that can be waited for.
type saying struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{} // closed when there is more
}

func (s *saying) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.more)
	s.more = make(chan struct{})
	return s.text.Write(p)
}

func (s *saying) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.text.String() }

// until waits until something was said.
func (w *gateWorld) until(words string) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	for {
		w.said.mu.Lock()
		text, more := w.said.text.String(), w.said.more
		w.said.mu.Unlock()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-more:
		case err := <-w.ended:
			w.Fatalf("the gate ended: %v\n%s", err, text)
		case <-ctx.Done():
			w.Fatalf("the gate did not say %q:\n%s", words, text)
		}
	}
}

// authority certifies what a gate of a test shows.
var authority = sync.OnceValues(func() (*x509.Certificate, crypto.Signer) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Invented test authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return c, key
})

// certify writes a certificate for this machine, and its key.
func certify(t testing.TB, dir, name string, key crypto.Signer) (certFile, keyFile string) {
	t.Helper()
	issuer, signer := authority()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "gate.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * 24 * time.Hour),
		DNSNames: []string{"gate.test", "localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, dir, name+".pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))),
		write(t, dir, name+".key", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
}

// digestOf is what an approval of a notice would name.
func digestOf(t testing.TB, text string) string {
	t.Helper()
	n, problems := notice.Parse("agents.yaml", []byte(text))
	if n == nil {
		t.Fatal(problems)
	}
	return notice.Digest([]*notice.Notice{n})
}

// gateFiles makes the files of a gate, and a configuration that names them, armed
// and on a clock in the window.
func gateFiles(t testing.TB, upstream string) *GateConfig {
	t.Helper()
	dir := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &GateConfig{
		Listen: "127.0.0.1:0", Upstream: upstream, Admin: "127.0.0.1:0", Journal: filepath.Join(dir, "journal"),
		Notices: []string{write(t, dir, "agents.yaml", gateNotice)}, Armed: digestOf(t, gateNotice),
	}
	c.Clock.Start = "2025-07-08T10:30"
	c.TLS.Cert, c.TLS.Key = certify(t, dir, "front", key)
	return c
}

// startGate runs a gate in this process, before a stand-in unless the change names
// another service.
func startGate(t testing.TB, change func(*GateConfig)) *gateWorld {
	t.Helper()
	w := &gateWorld{TB: t, service: &standin.Service{}, said: &saying{more: make(chan struct{})}, command: make(chan GateCommand), ended: make(chan error, 1)}
	behind := httptest.NewServer(w.service)
	t.Cleanup(behind.Close)
	c := gateFiles(t, behind.URL)
	w.dir = filepath.Dir(c.Journal)
	if change != nil {
		change(c)
	}
	for _, wrong := range c.Check() {
		if !wrong.Warning {
			t.Fatal(wrong)
		}
	}
	issuer, _ := authority()
	w.roots = x509.NewCertPool()
	w.roots.AddCert(issuer)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: w.roots}, MaxIdleConnsPerHost: 64}
	w.client = &http.Client{Transport: transport, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	w.stop = stop
	ready := make(chan GateAddresses, 1)
	go func() {
		w.ended <- Gate(ctx, c, GateRun{Version: "test", Log: w.said, Commands: w.command, Ready: func(a GateAddresses) { ready <- a }})
	}()
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		stop()
		select {
		case err := <-w.ended:
			if err != nil {
				t.Errorf("the gate ended: %v", err)
			}
		case <-time.After(time.Minute):
			t.Error("the gate does not end")
		}
		if t.Failed() {
			t.Logf("the gate said:\n%s", w.said)
		}
	})
	select {
	case w.GateAddresses = <-ready:
	case err := <-w.ended:
		w.ended <- nil
		t.Fatalf("the gate did not begin: %v\n%s", err, w.said)
	}
	return w
}

// agent is an invented agent of a version.
func (w *gateWorld) agent(version, device, person string) *standin.Agent {
	return &standin.Agent{Client: w.client, URL: "https://" + w.Front, Version: version, Device: device, Person: person}
}

// metric is the sum of a metric of the admin address whose line begins so.
func (w *gateWorld) metric(begin string) float64 {
	w.Helper()
	resp, err := http.Get("http://" + w.Admin + "/metrics")
	if err != nil {
		w.Fatal(err)
	}
	defer resp.Body.Close()
	sum := 0.0
	lines := bufio.NewScanner(resp.Body)
	found := false
	for lines.Scan() {
		rest, ok := strings.CutPrefix(lines.Text(), "lanyard_gate_"+begin)
		if !ok || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		value, err := strconv.ParseFloat(rest[strings.LastIndexByte(rest, ' ')+1:], 64)
		if err != nil {
			w.Fatalf("%q: %v", lines.Text(), err)
		}
		sum, found = sum+value, true
	}
	if !found {
		w.Fatalf("there is no metric %s", begin)
	}
	return sum
}

// dial opens a connection to the front, in HTTP/1.
func (w *gateWorld) dial(config *tls.Config) *tls.Conn {
	w.Helper()
	if config == nil {
		config = &tls.Config{}
	}
	config.RootCAs, config.ServerName = w.roots, "gate.test"
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: time.Minute}, "tcp", w.Front, config)
	if err != nil {
		w.Fatal(err)
	}
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	w.Cleanup(func() { conn.Close() })
	return conn
}

// oldCertificate gives a gate what old clients are shown.
func oldCertificate(t testing.TB, c *GateConfig) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	c.OldTLS.Cert, c.OldTLS.Key = certify(t, filepath.Dir(c.Journal), "old", key)
}

// replace puts a file in place as a deployment does: as a whole.
func replace(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// drained reads an answer to its end.
func drained(t testing.TB, resp *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
