package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

var localhost = netip.MustParseAddr("127.0.0.1")

// client is a program that is not ours, told to speak one version of TLS, 1.0 to
// 1.3, and to ask for a challenge as the old agent does.
type client struct {
	name    string
	command func(t *testing.T, g *guarded, minor int) *exec.Cmd
	alert70 string // how it words that its version of TLS is refused
}

var clients = []client{
	{"curl", curl, "alert protocol version"},
	{"openssl", openssl, "alert number 70"},
	{"gnutls-cli", gnutls, "Error in protocol version"},
	{"python", python, "alert protocol version"},
}

// rawRequest is the request on the wire.
func rawRequest() string {
	return fmt.Sprintf("POST /login/authactivate HTTP/1.0\r\nHost: localhost\r\nContent-Type: text/xml\r\nAnalytics: %s\r\nContent-Length: %d\r\n\r\n%s",
		analytics(oldAgent), len(challengeBody), challengeBody)
}

func curl(t *testing.T, g *guarded, minor int) *exec.Cmd {
	v := fmt.Sprint("1.", minor)
	return exec.Command(need.Program(t, "curl"), "-sSi", "--cacert", g.certificates.CA, "--tlsv"+v, "--tls-max", v, "--ciphers", "DEFAULT@SECLEVEL=0",
		"-H", "Content-Type: text/xml", "-H", "Analytics: "+analytics(oldAgent), "--data-binary", challengeBody, "https://localhost:"+g.port()+"/login/authactivate")
}

func openssl(t *testing.T, g *guarded, minor int) *exec.Cmd {
	flag := []string{"-tls1", "-tls1_1", "-tls1_2", "-tls1_3"}[minor]
	c := exec.Command(need.Program(t, "openssl"), "s_client", "-quiet", "-connect", "127.0.0.1:"+g.port(), "-servername", "localhost",
		"-CAfile", g.certificates.CA, "-verify_return_error", "-cipher", "DEFAULT@SECLEVEL=0", flag)
	c.Stdin = strings.NewReader(rawRequest())
	return c
}

func gnutls(t *testing.T, g *guarded, minor int) *exec.Cmd {
	priority := fmt.Sprintf("NORMAL:-VERS-ALL:+VERS-TLS1.%d:%%COMPAT:+SHA1:+SIGN-RSA-SHA1", minor)
	c := exec.Command(need.Program(t, "gnutls-cli"), "--x509cafile", g.certificates.CA, "--priority", priority, "-p", g.port(), "localhost")
	in, out, err := os.Pipe() // it ends with its input, which must not be before the answer
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); out.Close() })
	if _, err := io.WriteString(out, rawRequest()); err != nil {
		t.Fatal(err)
	}
	c.Stdin = in
	return c
}

func python(t *testing.T, g *guarded, minor int) *exec.Cmd {
	const script = `
import socket, ssl, sys, warnings
warnings.simplefilter("ignore")
port, ca, version, request = int(sys.argv[1]), sys.argv[2], getattr(ssl.TLSVersion, sys.argv[3]), sys.argv[4]
context = ssl.create_default_context(cafile=ca)
context.minimum_version = ssl.TLSVersion.TLSv1
context.maximum_version = version
context.minimum_version = version
context.set_ciphers("DEFAULT@SECLEVEL=0")
with socket.create_connection(("127.0.0.1", port)) as plain, context.wrap_socket(plain, server_hostname="localhost") as c:
    c.sendall(request.encode())
    while got := c.recv(4096):
        print(got.decode(), end="")
`
	name := []string{"TLSv1", "TLSv1_1", "TLSv1_2", "TLSv1_3"}[minor]
	return exec.Command(need.Python(t, "ssl"), "-c", script, g.port(), g.certificates.CA, name, rawRequest())
}

// shows is everything that a program prints.
func shows(t *testing.T, c *exec.Cmd) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	hung := context.AfterFunc(ctx, func() { _ = c.Process.Kill() }) // only where the test fails
	defer hung()
	if err := c.Wait(); err != nil {
		fmt.Fprintf(&out, "\n%v", err)
	}
	return out.String()
}

// phases are what a gate does to the old agent, and what must then be seen of it.
var phases = []struct {
	name, notice, clock string
	refusesOld          bool // in the handshake
	want, never         []string
}{
	{"before the window", shipped, beforeWindow, false,
		[]string{" 200", "X-Gate-Decision: warn", "Warning: 299 ", `name="challenge"`}, []string{" 403"}},
	{"in the window", shipped, inWindow, false,
		[]string{" 403", "X-Gate-Decision: block", "text/xml", `<gpPARAM name="error_code">`, "It works again from 11:00 today."}, []string{`name="challenge"`, "Warning: 299"}},
	{"refused in the handshake", "testdata/handshake.yaml", inWindow, true,
		[]string{" 200", `name="challenge"`}, []string{" 403"}},
	{"after the window", shipped, afterWindow, false,
		[]string{" 200", "X-Gate-Decision: warn", "Warning: 299 ", `name="challenge"`}, []string{" 403"}},
}

// TestProgramsInEachPhase: programs that are not ours see of each phase what it
// says, by every version of TLS.
func TestProgramsInEachPhase(t *testing.T) {
	t.Parallel()
	for _, phase := range phases {
		t.Run(phase.name, func(t *testing.T) {
			t.Parallel()
			g := guard(t, phase.notice, phase.clock)
			for _, c := range clients {
				for minor := range 4 {
					what := fmt.Sprintf("%s by TLS 1.%d", c.name, minor)
					shown := shows(t, c.command(t, g, minor))
					if phase.refusesOld && minor < 2 {
						if !strings.Contains(shown, c.alert70) || strings.Contains(shown, "HTTP/1") {
							t.Errorf("%s is not refused with alert 70:\n%s", what, shown)
						}
						continue
					}
					folded := strings.ToLower(shown) // HTTP/2 has small letters
					for _, want := range phase.want {
						if !strings.Contains(folded, strings.ToLower(want)) {
							t.Errorf("%s does not show %q:\n%s", what, want, shown)
						}
					}
					for _, never := range phase.never {
						if strings.Contains(folded, strings.ToLower(never)) {
							t.Errorf("%s shows %q:\n%s", what, never, shown)
						}
					}
				}
			}
			reached, want := g.service.Seen("POST /login/authactivate"), 4*len(clients)
			switch {
			case phase.refusesOld:
				want = 2 * len(clients)
			case phase.want[0] == " 403":
				want = 0
			}
			if reached != want {
				t.Errorf("%d of them reached the service, want %d", reached, want)
			}
			if phase.refusesOld {
				g.handshakesAreEvidence(t, 2*len(clients))
			}
		})
	}
}

// handshakesAreEvidence: each refused ClientHello is counted, and kept.
func (g *guarded) handshakesAreEvidence(t *testing.T, want int) {
	t.Helper()
	s, err := g.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.SinceStart.Blocked != want {
		t.Errorf("%d handshakes are counted as refused, want %d; %v", s.SinceStart.Blocked, want, s.Events)
	}
	var kept int
	for _, file := range filesBelow(t, g.journal) {
		kept += bytes.Count(file, []byte(`"extractor":"handshake"`))
	}
	if kept != want {
		t.Errorf("%d refused handshakes are kept, want %d", kept, want)
	}
}
