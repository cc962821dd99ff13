package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/standin"
)

// patience bounds what a test waits for; only where it fails does it come to that.
const patience = 2 * time.Minute

// shipped is the notice whose first window is at 10:00 on 8 July 2025.
const shipped = "../../notices/care-identity-2025-r1.yaml"

// The clocks of phases. Their clock runs as any other: an hour is longer than a test.
const (
	beforeWindow = "2025-07-08T08:30"
	inWindow     = "2025-07-08T10:05"
	afterWindow  = "2025-07-08T12:00"
)

// guarded is a service with a gate of the release before it.
type guarded struct {
	*standin.Gate
	certificates *standin.Certificates
	service      *standin.Service
	program      program
	journal      string
}

// guard starts a gate before a stand-in, by an armed notice, at an instant.
func guard(t *testing.T, notice, clock string, more ...string) *guarded {
	t.Helper()
	g := &guarded{service: &standin.Service{}, program: unpacked(t), journal: filepath.Join(t.TempDir(), "journal")}
	upstream := httptest.NewServer(g.service)
	t.Cleanup(upstream.Close)
	var err error
	if g.certificates, err = standin.MakeCertificates(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if notice, err = filepath.Abs(notice); err != nil {
		t.Fatal(err)
	}
	args := append([]string{
		"--listen", "127.0.0.1:0", "--decide", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--upstream", upstream.URL,
		"--tls-cert", g.certificates.Front, "--tls-key", g.certificates.Key, "--old-tls-cert", g.certificates.Old, "--old-tls-key", g.certificates.OldKey,
		"--notice", notice, "--armed", g.program.run(t, "notice", "digest", notice), "--clock", clock, "--journal", g.journal,
	}, more...)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if g.Gate, err = standin.StartGate(ctx, g.program.path, nil, args...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("the gate's log:\n%s", g.Log())
		}
	})
	return g
}

// port of the front.
func (g *guarded) port() string { return g.Front[strings.LastIndexByte(g.Front, ':')+1:] }

// challengeBody asks for a challenge in the legacy protocol.
const challengeBody = `<?xml version="1.0"?><gpOBJECT><gpPARAM name="log_session_id">00112233</gpPARAM>` +
	`<gpPARAM name="device_id">PC-INVENTED-1,ClientIP=127.0.0.1</gpPARAM><gpPARAM name="service">ACTIVATION</gpPARAM></gpOBJECT>`

// analytics is what an agent of a version tells of itself.
func analytics(version string) string { return `{"IAVersion":"` + version + `"}` }

// The two agents: one that is refused, and one that is supported.
const (
	oldAgent = "2.3.2.0"
	newAgent = "2.4.6.0"
)

// TestRehearsal plays the whole story, by the release: what must become of
// everybody is checked by the rehearsal itself, which fails loudly.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	played := filepath.Join(t.TempDir(), "rehearsal")
	build := exec.Command("go", "build", "-o", played, "./build/rehearsal")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, played, "-program", unpacked(t).path, "-notice", shipped, "-out", filepath.Join(t.TempDir(), "out"), "-rate", "180", "-from", "09:45")
	out, err := cmd.CombinedOutput()
	told := string(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	rest := told
	for _, want := range []string{
		"the old agent (PC-RXB-01, agent 2.3.2.0, TLS 1.0) is in, with a warning",
		"the new agent (PC-RXB-02, agent 2.4.5.0, TLS 1.3) is in, without a word",
		"The first hour begins",
		"the old agent (PC-RXB-01, agent 2.3.2.0, TLS 1.0) is refused, and reads:",
		"It works again from 11:00 today.", "PC-RXB-02", "01632 960002", "Code ",
		": block", "Sign-in at 10:0",
		"5 of the hospital were refused, and the budget gave way",
		"its old agent stays refused",
		"holds all blocks", "the old agent (PC-RXB-01, agent 2.3.2.0, TLS 1.0) is in, with a warning",
		"The hold ends", "the old agent (PC-RXB-01, agent 2.3.2.0, TLS 1.0) is refused",
		"The hour is over", "the old agent (PC-RXB-01, agent 2.3.2.0, TLS 1.0) is in, with a warning",
		"9 devices were refused", "7 are back, 2 have not come back.", "PC-RXC-01",
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("the story does not go on with %q:\n%s", want, told)
		}
		rest = after
	}
}

// TestSessionsThatExistAreLeftAlone: in the window only the request that begins a
// sign-in is refused.
func TestSessionsThatExistAreLeftAlone(t *testing.T) {
	t.Parallel()
	g := guard(t, shipped, inWindow)
	client := g.certificates.NewClient(0x0301, standin.Usable(localhost))
	for _, path := range []string{"/", "/echo", "/saml/RoleSelectionGP.jsp"} {
		resp, err := client.Get("https://" + g.Front + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.Header.Get("X-Gate-Decision") != "" || g.service.Seen("GET "+path) != 1 {
			t.Errorf("%s was decided, or did not reach the service: %v", path, resp.Header)
		}
	}
	resp, err := client.Post("https://"+g.Front+"/login/authactivate", "text/xml", strings.NewReader(challengeBody))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	// Of an agent that does not say its version nothing is known that would refuse it.
	if resp.StatusCode != http.StatusOK || resp.Header.Get("X-Gate-Decision") != "warn" {
		t.Errorf("an agent without a version: %s, %v", resp.Status, resp.Header)
	}
}
