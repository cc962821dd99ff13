package e2e

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/standin"
)

// proxied is a proxy of another maker, run by the sample in deploy, with a gate
// beside or behind it and the stand-in service last.
type proxied struct {
	*guarded
	url    string
	client func(version uint16) *http.Client
	low    uint16 // the lowest version of TLS that it speaks
}

// sample is a file of deploy with its addresses and folder replaced. An address
// that is not in it is an error: the test would run something else.
func sample(t *testing.T, name string, replace map[string]string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("../../deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	for from, to := range replace {
		if !strings.Contains(text, from) {
			t.Fatalf("%s has no %q", name, from)
		}
		text = strings.ReplaceAll(text, from, to)
	}
	return text
}

// free is an address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// serve starts a proxy and returns when it answers at an address.
func serve(t *testing.T, cmd *exec.Cmd, address string) {
	t.Helper()
	var shown bytes.Buffer
	cmd.Stdout, cmd.Stderr = &shown, &shown
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		if t.Failed() {
			t.Logf("%s shows:\n%s", cmd.Path, &shown)
		}
	})
	looks := time.NewTicker(20 * time.Millisecond)
	defer looks.Stop()
	for {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s ended:\n%s", cmd.Path, &shown)
		case <-t.Context().Done():
			t.Fatalf("%s does not listen at %s", cmd.Path, address)
		case <-looks.C:
		}
	}
}

// asked is what became of a sign-in.
type asked struct {
	Status   int
	Decision string
	Kind     string
	Body     string
	Reached  int // requests that reached the service
}

// ask lets an agent of a version ask for a challenge, with headers of its own.
func (p *proxied) ask(t *testing.T, tlsVersion uint16, agent string, own http.Header) (asked, string) {
	t.Helper()
	before := p.service.Seen("POST /login/authactivate")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/login/authactivate", strings.NewReader(challengeBody))
	if err != nil {
		t.Fatal(err)
	}
	r.Header["Content-Type"] = []string{"text/xml"}
	r.Header["Analytics"] = []string{analytics(agent)}
	for name, values := range own {
		r.Header[name] = values // in its own spelling
	}
	resp, err := p.client(tlsVersion).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	code := resp.Header.Get("X-Gate-Code")
	return asked{
		resp.StatusCode, resp.Header.Get("X-Gate-Decision"), resp.Header.Get("Content-Type"), changing.ReplaceAllString(string(body), "$1…"),
		p.service.Seen("POST /login/authactivate") - before,
	}, code
}

// changing is what differs from one answer to the next: codes, and what the
// service draws at random.
var changing = regexp.MustCompile(`(name="(?:error_code|error_message|error_url|challenge|signature)">)[^<]*`)

// forged is every header by which a proxy could be believed to speak, with what
// would be of use to its author.
var forged = map[string]string{
	"X-Gate-TLS": "TLSv1.3", "X-Gate-Client": "identity-agent/2.4.6.0", "X-Gate-Card-Series": "10", "X-Gate-Device": "PC-GOOD",
	"X-Gate-Organisation": "RXZ", "X-Gate-Code": "00000000000", "X-Gate-Decision": "allow", "X-Gate-Anything": "1",
	"X-Original-URI": "/help", "X-Original-URL": "/help", "X-Original-Method": "OPTIONS", "X-Original-Host": "elsewhere.invalid",
	"X-Forwarded-Uri": "/help", "X-Forwarded-Method": "OPTIONS", "X-Forwarded-Host": "elsewhere.invalid", "X-Forwarded-For": "203.0.113.9",
	"X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9;proto=http", "Client-Cert": ":Zm9yZ2Vk:",
}

// spellings of a header that some service or other takes for the same.
func spellings(name string) []string {
	cut := strings.LastIndexByte(name, '-')
	out := []string{name, strings.ToLower(name), strings.ToUpper(name), strings.ReplaceAll(name, "-", "_"), strings.ToLower(strings.ReplaceAll(name, "-", "_"))}
	if cut > 0 {
		out = append(out, name[:cut]+"_"+name[cut+1:], strings.Replace(name, "-", "_", 1))
	}
	return out
}

// holds runs what every sample is held to.
func (p *proxied) holds(t *testing.T) {
	for _, version := range []uint16{p.low, tls.VersionTLS13} {
		name := tls.VersionName(version)
		refused, code := p.ask(t, version, oldAgent, nil)
		if refused.Status != http.StatusForbidden || refused.Decision != "block" || refused.Reached != 0 || code == "" ||
			!strings.Contains(refused.Kind, "text/xml") || !strings.Contains(refused.Body, "It works again from 11:00 today.") {
			t.Errorf("the old agent by %s is to be refused with words and a code: %+v, %q", name, refused, code)
			continue
		}
		words := p.program.run(t, "replay", code, "--journal", p.journal)
		if !strings.Contains(words, ": block") || !strings.Contains(words, "TLS: "+strings.TrimPrefix(name, "TLS ")) || !strings.Contains(words, "From: 127.0.0.1") {
			t.Errorf("the desk is told of %s by %s:\n%s", code, name, words)
		}
		let, _ := p.ask(t, version, newAgent, nil)
		if let.Status != http.StatusOK || let.Reached != 1 || !strings.Contains(let.Body, `name="challenge"`) {
			t.Errorf("the new agent by %s is to be let in: %+v", name, let)
		}
		all := http.Header{}
		for header, value := range forged {
			for _, spelling := range spellings(header) {
				for _, own := range []http.Header{{spelling: {value}}, {spelling: {value, value}}} {
					if got, _ := p.ask(t, version, oldAgent, own); got != refused {
						t.Errorf("the old agent by %s with %v (-without +with):\n%s", name, own, cmp.Diff(refused, got))
					}
				}
			}
			// Two spellings of each: HAProxy takes no more than 101 headers.
			all[header], all[strings.ToLower(strings.ReplaceAll(header, "-", "_"))] = []string{value}, []string{value}
		}
		if got, _ := p.ask(t, version, oldAgent, all); got != refused {
			t.Errorf("the old agent by %s with all of them (-without +with):\n%s", name, cmp.Diff(refused, got))
		}
		if got, _ := p.ask(t, version, newAgent, all); got != let {
			t.Errorf("the new agent by %s with all of them (-without +with):\n%s", name, cmp.Diff(let, got))
		}
	}
	p.passesOn(t)
}

// passesOn: what is no sign-in reaches the service, without what only a gate says.
func (p *proxied) passesOn(t *testing.T) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/echo", strings.NewReader("a body"))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range forged {
		if name != "X-Gate-Anything" {
			r.Header[name] = []string{value}
		}
	}
	resp, err := p.client(tls.VersionTLS13).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || string(body) != "a body" {
		t.Errorf("%s %q, %v", resp.Status, body, err)
	}
	for name := range resp.Header {
		if strings.HasPrefix(name, "Echo-X-Gate-") {
			t.Errorf("the service was told %s", name)
		}
	}
}

// guardBeside starts a gate that is asked, for samples whose proxy is before the service.
func guardBeside(t *testing.T, headers string) (g *guarded, upstream string) {
	t.Helper()
	g = guard(t, shipped, inWindow, "--proxy", "127.0.0.1="+headers)
	s := httptest.NewServer(g.service)
	t.Cleanup(s.Close)
	return g, strings.TrimPrefix(s.URL, "http://")
}

// listedIn is what the sample tells to list.
func listedIn(t *testing.T, name string) string {
	t.Helper()
	m := regexp.MustCompile(`--proxy 127\.0\.0\.1=(\S+)`).FindStringSubmatch(sample(t, name, nil))
	if m == nil {
		t.Fatalf("%s does not say what to list", name)
	}
	return m[1]
}

func TestNginx(t *testing.T) {
	t.Parallel()
	nginx := need.Program(t, "nginx")
	g, upstream := guardBeside(t, listedIn(t, "nginx.conf"))
	dir, address := t.TempDir(), free(t)
	put(t, filepath.Join(dir, "x-gate.conf"), sample(t, "x-gate.conf", nil))
	server := sample(t, "nginx.conf", map[string]string{
		"127.0.0.1:9842": g.Decide, "127.0.0.1:9443": upstream, "127.0.0.1:8443": address, "/etc/lanyard/x-gate.conf": filepath.Join(dir, "x-gate.conf"),
		"/etc/lanyard/front.pem": g.certificates.Old, "/etc/lanyard/front.key": g.certificates.OldKey,
	})
	put(t, filepath.Join(dir, "nginx.conf"), "daemon off;\npid "+dir+"/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n"+
		"client_body_temp_path "+dir+";\nproxy_temp_path "+dir+";\nfastcgi_temp_path "+dir+";\nuwsgi_temp_path "+dir+";\nscgi_temp_path "+dir+";\n"+server+"\n}\n")
	serve(t, exec.Command(nginx, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"), "-e", "stderr"), address)
	p := &proxied{g, "https://" + address, func(v uint16) *http.Client { return g.certificates.NewClient(v, standin.Usable(localhost)) }, tls.VersionTLS10}
	p.holds(t)

	// With warnings: an agent that does not say its version.
	if got, code := p.ask(t, tls.VersionTLS13, "", nil); got.Status != http.StatusOK || got.Decision != "warn" || code == "" {
		t.Errorf("an agent without a version is to be warned: %+v, %q", got, code)
	}
	// A path that somebody spells otherwise is the same sign-in.
	other := *p
	other.url += "/x/..;/.."
	if got, _ := other.ask(t, tls.VersionTLS13, oldAgent, nil); got.Status == http.StatusOK {
		t.Errorf("by another spelling of the path: %+v", got)
	}
	// The sample lets everybody through where the gate is gone.
	if err := g.Stop(); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.ask(t, tls.VersionTLS13, oldAgent, nil); got.Status != http.StatusOK || got.Reached != 1 {
		t.Errorf("without the gate: %+v", got)
	}
}

func TestCaddy(t *testing.T) {
	t.Parallel()
	caddy := need.Program(t, "caddy")
	g, upstream := guardBeside(t, listedIn(t, "Caddyfile"))
	dir, address := t.TempDir(), free(t)
	_, port, _ := net.SplitHostPort(address)
	put(t, filepath.Join(dir, "Caddyfile"), sample(t, "Caddyfile", map[string]string{
		"127.0.0.1:9842": g.Decide, "127.0.0.1:9443": upstream, "localhost:8443": "localhost:" + port,
		"/etc/lanyard/front.pem": g.certificates.Front, "/etc/lanyard/front.key": g.certificates.Key,
	}))
	cmd := exec.Command(caddy, "run", "--adapter", "caddyfile", "--config", filepath.Join(dir, "Caddyfile"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	serve(t, cmd, address)
	p := &proxied{g, "https://localhost:" + port, func(v uint16) *http.Client { return g.certificates.NewClient(v, standin.Usable(localhost)) }, tls.VersionTLS12}
	p.holds(t)

	// Without the gate nobody is let through, and the README says so.
	if err := g.Stop(); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.ask(t, tls.VersionTLS13, newAgent, nil); got.Status != http.StatusBadGateway || got.Reached != 0 {
		t.Errorf("without the gate: %+v", got)
	}
}

func TestHAProxy(t *testing.T) {
	t.Parallel()
	haproxy := need.Program(t, "haproxy")
	// The proxy alone is listed: in this sample the gate is behind it.
	g := guard(t, shipped, inWindow, "--proxy-protocol", "127.0.0.1")
	dir, through, ended := t.TempDir(), free(t), free(t)
	var both []byte
	for _, name := range []string{g.certificates.Old, g.certificates.OldKey} {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, src...)
	}
	put(t, filepath.Join(dir, "haproxy.pem"), string(both))
	put(t, filepath.Join(dir, "haproxy.cfg"), sample(t, "haproxy.cfg", map[string]string{
		"server gate 127.0.0.1:9844": "server gate " + g.Front, "127.0.0.1:8443": through, "127.0.0.1:8444": ended,
		"/etc/lanyard/haproxy.pem": filepath.Join(dir, "haproxy.pem"),
	}))
	serve(t, exec.Command(haproxy, "-db", "-f", filepath.Join(dir, "haproxy.cfg")), through)
	for name, address := range map[string]string{"TLS passes through": through, "TLS ends at HAProxy": ended} {
		t.Run(name, func(t *testing.T) {
			p := &proxied{g, "https://" + address, func(v uint16) *http.Client { return g.certificates.NewClient(v, standin.Usable(localhost)) }, tls.VersionTLS10}
			p.holds(t)
		})
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
