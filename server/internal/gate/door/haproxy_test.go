package door

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
)

// haproxy starts HAProxy with a mode and lines of a frontend and of the server
// behind it, which is h. It returns the port.
func haproxy(t *testing.T, h *house, mode, bind, server string) string {
	t.Helper()
	path := need.Program(t, "haproxy")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	socket, err := l.(*net.TCPListener).File() // so that it is there before HAProxy is
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	config := fmt.Sprintf(`global
  ssl-default-bind-options ssl-min-ver TLSv1.0
  ssl-default-bind-ciphers DEFAULT@SECLEVEL=0
  tune.ssl.default-dh-param 2048
defaults
  mode %s
  timeout connect 30s
  timeout client 30s
  timeout server 30s
listen gate
  bind fd@3 %s
  server gate 127.0.0.1:%s %s
`, mode, bind, h.port, server)
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "-db", "-f", file)
	c.ExtraFiles = []*os.File{socket}
	var shown bytes.Buffer
	c.Stdout, c.Stderr = &shown, &shown
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			t.Logf("HAProxy shows:\n%s", &shown)
		}
	})
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// HAProxy tells of clients in every way that it has.
func TestHAProxy(t *testing.T) {
	dir := certified(t)
	authority := newMaker("Invented card authority")
	own := write(t, dir, "own", authority.ofClient(func(*x509.Certificate) {}))
	cards := filepath.Join(dir, "cards.pem")
	if err := os.WriteFile(cards, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.certificate.Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	server := write(t, dir, "haproxy", oldOne())
	bundle := filepath.Join(dir, "haproxy.both")
	concatenate(t, bundle, server.Certificate, server.Key)
	ended := "ssl crt " + bundle + " ca-file " + cards + " verify optional alpn http/1.1"

	old := []string{"--tlsv1.0", "--tls-max", "1.0", "--ciphers", "AES128-SHA@SECLEVEL=0"}
	card := []string{"--cert", own.Certificate, "--key", own.Key}
	tests := []struct {
		name         string
		bind, server string
		mode         string
		flags        []string
		want         func(told) bool
	}{
		{"v1 before the client's own TLS", "", "send-proxy", "tcp", old, func(s told) bool { return s.TLS == "TLS 1.0" && s.Old && s.Hello != nil }},
		{"v2 before the client's own TLS", "", "send-proxy-v2", "tcp", nil, func(s told) bool { return s.TLS == "TLS 1.3" && s.Hello != nil && s.Proto == "HTTP/2.0" }},
		{"v2 before the client's own TLS and certificate", "", "send-proxy-v2 proxy-v2-options crc32c", "tcp", card, func(s told) bool { return s.TLS == "TLS 1.3" && s.Subject == "Invented Nurse" }},
		{"old TLS ended, and none behind", ended, "send-proxy-v2-ssl", "http", old, func(s told) bool { return s.TLS == "TLS 1.0" && !s.Old && s.Hello == nil }},
		{"old TLS ended, with its cipher and a checksum", ended, "send-proxy-v2-ssl-cn proxy-v2-options ssl-cipher,crc32c,authority,unique-id", "tcp", old, func(s told) bool {
			return s.TLS == "TLS 1.0" && s.Cipher == "TLS_RSA_WITH_AES_128_CBC_SHA" && s.Hello == nil && s.CommonName == ""
		}},
		{"new TLS ended, with a certificate", ended, "send-proxy-v2-ssl-cn proxy-v2-options ssl-cipher", "http", card, func(s told) bool {
			return s.TLS == "TLS 1.3" && s.Cipher == "TLS_AES_256_GCM_SHA384" && s.CommonName == "Invented Nurse" && len(s.ClientCert) == 0
		}},
		// The TLS behind it is HAProxy's own, and says nothing of the client.
		{"old TLS ended, and new TLS behind", ended, "send-proxy-v2-ssl ssl verify none", "http", old, func(s told) bool { return s.TLS == "TLS 1.0" && s.Hello == nil && !s.Old }},
		{"new TLS ended, and old TLS behind", ended, "send-proxy-v2-ssl ssl verify none force-tlsv10 ciphers DEFAULT@SECLEVEL=0", "http", nil, func(s told) bool { return s.TLS == "TLS 1.3" && s.Hello == nil && s.Old }},
	}
	for _, tt := range tests {
		h := open(t, func(c *Config) { listed(c); c.Clients = authority.pool() })
		port := haproxy(t, h, tt.mode, tt.bind, tt.server)
		shown, err := exec.Command(need.Program(t, "curl"), append(tt.flags, "-sS", "--max-time", "60", "--cacert", filepath.Join(dir, "ca.pem"),
			"-w", "\n%{local_ip}:%{local_port}", "https://localhost:"+port+"/")...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v, %s", tt.name, err, shown)
			continue
		}
		body, client, _ := bytes.Cut(bytes.TrimSpace(shown), []byte("\n"))
		client = bytes.TrimSpace(client)
		said := readTold(t, body)
		if !tt.want(said) {
			t.Errorf("%s: %s", tt.name, body)
		}
		if said.Address.String() != string(client) || said.Remote != string(client) || said.Via.String() != "127.0.0.1" || said.Local {
			t.Errorf("%s: the client is %s; %s", tt.name, client, body)
		}
	}
}

// HAProxy asks whether the gate is well, speaking for itself.
func TestHAProxyHealthCheck(t *testing.T) {
	for name, server := range map[string]string{
		"without TLS": "send-proxy-v2-ssl check check-send-proxy inter 200ms",
		"with TLS":    "send-proxy-v2-ssl check check-send-proxy inter 200ms ssl verify none",
	} {
		h := open(t, listed)
		haproxy(t, h, "http\n  option httpchk GET /", "", server)
		select {
		case v := <-h.visits:
			if !v.Local || v.Via.IsValid() || v.Address.Addr().String() != "127.0.0.1" || (v.Hello != nil) != (name == "with TLS") {
				t.Errorf("%s: %+v", name, v)
			}
		case a := <-h.aways:
			t.Errorf("%s: turned away for the reason %s: %s", name, a.reason, a.detail)
		case <-time.After(30 * time.Second): // only where the test fails
			t.Errorf("%s: no check came", name)
		}
	}
}

func concatenate(t *testing.T, to string, from ...string) {
	t.Helper()
	var all strings.Builder
	for _, name := range from {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	if err := os.WriteFile(to, []byte(all.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
