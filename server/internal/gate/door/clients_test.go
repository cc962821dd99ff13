package door

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
)

// program is a client that is not ours. It asks for / and shows what comes.
type program struct {
	name    string
	command func(t *testing.T, h *house, dir string, version uint16) *exec.Cmd
	refused string // how it words alert 70
}

// Each is told to speak one version, and to take what was good enough when that
// was new.
var programs = []program{
	{"curl", curl, "alert protocol version"},
	{"openssl", openssl, "alert number 70"},
	{"gnutls-cli", gnutls, "Error in protocol version"},
	{"python", python, "alert protocol version"},
}

func curl(t *testing.T, h *house, dir string, version uint16) *exec.Cmd {
	v := fmt.Sprintf("1.%d", version-tls.VersionTLS10)
	return exec.Command(need.Program(t, "curl"), "-sSv", "--cacert", filepath.Join(dir, "ca.pem"), "--tlsv"+v, "--tls-max", v, "--ciphers", "DEFAULT@SECLEVEL=0", h.url)
}

func openssl(t *testing.T, h *house, dir string, version uint16) *exec.Cmd {
	flag := map[uint16]string{tls.VersionTLS10: "-tls1", tls.VersionTLS11: "-tls1_1", tls.VersionTLS12: "-tls1_2", tls.VersionTLS13: "-tls1_3"}[version]
	c := exec.Command(need.Program(t, "openssl"), "s_client", "-quiet", "-connect", "127.0.0.1:"+h.port, "-servername", "localhost",
		"-CAfile", filepath.Join(dir, "ca.pem"), "-verify_return_error", "-cipher", "DEFAULT@SECLEVEL=0", flag)
	c.Stdin = strings.NewReader("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
	return c
}

func gnutls(t *testing.T, h *house, dir string, version uint16) *exec.Cmd {
	priority := fmt.Sprintf("NORMAL:-VERS-ALL:+VERS-TLS1.%d:%%COMPAT:+SHA1:+SIGN-RSA-SHA1", version-tls.VersionTLS10)
	c := exec.Command(need.Program(t, "gnutls-cli"), "--x509cafile", filepath.Join(dir, "ca.pem"), "--priority", priority, "-p", h.port, "localhost")
	in, out, err := os.Pipe() // it stops at the end of its input, so that must not come before the answer
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); out.Close() })
	io.WriteString(out, "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
	c.Stdin = in
	return c
}

func python(t *testing.T, h *house, dir string, version uint16) *exec.Cmd {
	name := map[uint16]string{tls.VersionTLS10: "TLSv1", tls.VersionTLS11: "TLSv1_1", tls.VersionTLS12: "TLSv1_2", tls.VersionTLS13: "TLSv1_3"}[version]
	const script = `
import socket, ssl, sys, warnings
warnings.simplefilter("ignore")
port, ca, version = int(sys.argv[1]), sys.argv[2], getattr(ssl.TLSVersion, sys.argv[3])
context = ssl.create_default_context(cafile=ca)
context.minimum_version = ssl.TLSVersion.TLSv1
context.maximum_version = version
context.minimum_version = version
context.set_ciphers("DEFAULT@SECLEVEL=0")
with socket.create_connection(("127.0.0.1", port)) as plain, context.wrap_socket(plain, server_hostname="localhost") as c:
    c.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
    while got := c.recv(4096):
        print(got.decode(), end="")
`
	return exec.Command(need.Python(t, "ssl"), "-c", script, h.port, filepath.Join(dir, "ca.pem"), name)
}

// run returns all that the program shows.
func (p program) run(t *testing.T, h *house, dir string, version uint16) string {
	t.Helper()
	c := p.command(t, h, dir, version)
	var shown bytes.Buffer
	c.Stdout, c.Stderr = &shown, &shown
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	hung := time.AfterFunc(time.Minute, func() { c.Process.Kill() }) // only where the test fails
	defer hung.Stop()
	if err := c.Wait(); err != nil {
		fmt.Fprintf(&shown, "%s: %v", p.name, err)
	}
	return shown.String()
}

// told finds what the handler told in what a program shows.
var told1 = regexp.MustCompile(`(?m)^\{"Proto":.*\}$`)

// certified is a folder with the certificate of the test's authority.
func certified(t testing.TB) string {
	dir := t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: invented().certificate.Raw})
	if err := os.WriteFile(filepath.Join(dir, "ca.pem"), ca, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

var versions = []uint16{tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12, tls.VersionTLS13}

// Every client gets in with every version, with words for the old ones, and what
// it offered is seen.
func TestProgramsGetWords(t *testing.T) {
	dir := certified(t)
	// With client certificates, so that old clients would be asked for one, were it not
	// for their own configuration.
	h := open(t, func(c *Config) { c.Clients = newMaker("Invented card authority").pool() })
	for _, p := range programs {
		prints := make(map[string]uint16)
		for _, version := range versions {
			shown := p.run(t, h, dir, version)
			line := told1.FindString(strings.ReplaceAll(shown, "\r", ""))
			if line == "" {
				t.Errorf("%s with %s shows no answer:\n%s", p.name, tls.VersionName(version), shown)
				continue
			}
			said := readTold(t, []byte(line))
			if said.TLS != tls.VersionName(version) || said.Hello.Offered != version || said.Old != (version < tls.VersionTLS12) || said.Hello.ServerName != "localhost" {
				t.Errorf("%s with %s: %s", p.name, tls.VersionName(version), line)
			}
			if want := fmt.Sprintf("t1%dd", version-tls.VersionTLS10); !strings.HasPrefix(said.Hello.JA4, want) {
				t.Errorf("%s with %s: JA4 %s, want %s…", p.name, tls.VersionName(version), said.Hello.JA4, want)
			}
			if other, ok := prints[said.Hello.JA4]; ok {
				t.Errorf("%s: JA4 %s is the same for %s", p.name, said.Hello.JA4, tls.VersionName(other))
			}
			prints[said.Hello.JA4] = version
			if again := p.run(t, h, dir, version); !strings.Contains(again, said.Hello.JA4) {
				t.Errorf("%s with %s: JA4 %s, and then another", p.name, tls.VersionName(version), said.Hello.JA4)
			}
		}
	}
}

// Every client that is refused in the handshake says that it is for its version.
func TestProgramsAreRefused(t *testing.T) {
	dir := certified(t)
	rule := open(t, func(c *Config) { c.Refuse = func(*Visitor) bool { return true } })
	noOld := open(t, func(c *Config) { c.Old = nil })
	for _, p := range programs {
		for _, version := range versions {
			if shown := p.run(t, rule, dir, version); !strings.Contains(shown, p.refused) {
				t.Errorf("%s, refused with %s, shows:\n%s", p.name, tls.VersionName(version), shown)
			}
			if a := rule.turned(t, Refused); a.visitor.Hello.Offered != version {
				t.Errorf("%s with %s: %+v", p.name, tls.VersionName(version), a.visitor.Hello)
			}
		}
		if shown := p.run(t, noOld, dir, tls.VersionTLS10); !strings.Contains(shown, p.refused) {
			t.Errorf("%s, without an old configuration, shows:\n%s", p.name, shown)
		}
		noOld.turned(t, NoOld)
	}
}

func TestCurl(t *testing.T) {
	dir := certified(t)
	authority := newMaker("Invented card authority")
	h := open(t, func(c *Config) { c.Clients = authority.pool() })
	own := write(t, dir, "own", authority.ofClient(func(*x509.Certificate) {}))
	tests := []struct {
		name  string
		flags []string
		want  func(told) bool
	}{
		{"HTTP/2", []string{"--http2"}, func(s told) bool { return s.Proto == "HTTP/2.0" }},
		{"HTTP/1.1", []string{"--http1.1"}, func(s told) bool { return s.Proto == "HTTP/1.1" }},
		{"HTTP/1.0", []string{"--http1.0"}, func(s told) bool { return s.Proto == "HTTP/1.0" }},
		{"HTTP/1.0 with TLS 1.0", []string{"--http1.0", "--tlsv1.0", "--tls-max", "1.0", "--ciphers", "DEFAULT@SECLEVEL=0"}, func(s told) bool { return s.Proto == "HTTP/1.0" && s.Old }},
		{"HTTP/2 with what it does not allow", []string{"--http2", "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-SHA"}, func(s told) bool { return s.Proto == "HTTP/1.1" }},
		{"an exchange of keys by RSA", []string{"--tlsv1.0", "--tls-max", "1.0", "--ciphers", "AES128-SHA@SECLEVEL=0"}, func(s told) bool { return s.Cipher == "TLS_RSA_WITH_AES_128_CBC_SHA" }},
		{"with a certificate", []string{"--cert", own.Certificate, "--key", own.Key}, func(s told) bool { return s.Subject == "Invented Nurse" && len(s.ClientCert) == 1 }},
		{"with a certificate and a header of its own", []string{"-H", "Client-Cert: :Zm9yZ2Vk:", "-H", "Client_Cert: x"}, func(s told) bool { return s.Subject == "" && len(s.ClientCert) == 0 }},
		{"with a certificate and TLS 1.1", []string{"--cert", own.Certificate, "--key", own.Key, "--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"}, func(s told) bool { return s.Subject == "" && s.Unverified == "" && s.Old }},
	}
	for _, tt := range tests {
		shown, err := exec.Command(need.Program(t, "curl"), append(tt.flags, "-sS", "--cacert", filepath.Join(dir, "ca.pem"), h.url)...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v, %s", tt.name, err, shown)
			continue
		}
		if said := readTold(t, shown); !tt.want(said) {
			t.Errorf("%s: %s", tt.name, shown)
		}
	}
}

// Windows XP speaks 3DES and nothing else that is left. OpenSSL does not have it any
// more, GnuTLS does.
func TestTripleDES(t *testing.T) {
	dir := certified(t)
	h := open(t, func(*Config) {})
	for exchange, want := range map[string]string{"RSA": "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "ECDHE-RSA": "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"} {
		c := gnutls(t, h, dir, tls.VersionTLS10)
		for i, argument := range c.Args {
			if argument == "--priority" {
				c.Args[i+1] = "NONE:+VERS-TLS1.0:+3DES-CBC:+SHA1:+COMP-NULL:+SIGN-ALL:+GROUP-ALL:%COMPAT:+" + exchange
			}
		}
		if shown, err := c.CombinedOutput(); !strings.Contains(string(shown), want) {
			t.Errorf("%s: %v\n%s", exchange, err, shown)
		}
	}
}

// A client that falls back although it need not is told.
func TestFallback(t *testing.T) {
	h := open(t, func(*Config) {})
	for _, flag := range []string{"-tls1", "-tls1_1", "-tls1_2"} {
		c := exec.Command(need.Program(t, "openssl"), "s_client", "-connect", "127.0.0.1:"+h.port, "-cipher", "DEFAULT@SECLEVEL=0", "-fallback_scsv", flag)
		if shown, err := c.CombinedOutput(); err == nil || !strings.Contains(string(shown), "alert inappropriate fallback") {
			t.Errorf("%s: %v\n%s", flag, err, shown)
		}
		h.turned(t, Failed)
	}
}

// Chromium puts its extensions in another order each time, and GREASE among them.
// Its JA4 is the same all the same, and the digest of its suites is the one that
// stands for Chromium in JA4's specification.
func TestChromium(t *testing.T) {
	h := open(t, func(*Config) {})
	var prints []string
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // only where the test fails
		defer cancel()
		shown, err := exec.CommandContext(ctx, need.Program(t, "chromium"), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
			"--ignore-certificate-errors", "--user-data-dir="+t.TempDir(), "--dump-dom", h.url).Output()
		if err != nil {
			t.Fatal(err)
		}
		ja4 := regexp.MustCompile(`t\w{9}_\w{12}_\w{12}`).FindString(string(shown))
		if !strings.HasPrefix(ja4, "t13d") || !strings.Contains(ja4, "h2_8daaf6152771_") {
			t.Errorf("JA4 %q in:\n%s", ja4, shown)
		}
		prints = append(prints, ja4)
	}
	if prints[0] != prints[1] {
		t.Errorf("JA4 %s, and then %s", prints[0], prints[1])
	}
}
