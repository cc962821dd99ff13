//go:build unix

package server

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/journal"
	"github.com/lanyard-id/lanyard/test/standin"
)

// program builds the real program.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lanyard")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/lanyard")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	return path
}

// process is a gate as a process of its own.
type process struct {
	*gateWorld
	journal string
	program string
	config  string
	pid     int           // of the one that serves
	pids    []int         // of all that did
	notify  *net.UnixConn // where each says that it does
}

// startProcess starts the program with a configuration file, as who runs a gate does.
func startProcess(t *testing.T, c *GateConfig, service *standin.Service) *process {
	t.Helper()
	p := &process{gateWorld: &gateWorld{TB: t, service: service}, journal: c.Journal, program: program(t)}
	text := fmt.Sprintf("gate: 1\nlisten: %s\nupstream: {url: %q}\ntls: {cert: %s, key: %s}\nnotices: %s\narmed: %q\njournal: {dir: %s}\nadmin: 127.0.0.1:0\ndecide: 127.0.0.1:0\nclock: {start: %q}\n",
		c.Listen, c.Upstream, c.TLS.Cert, c.TLS.Key, c.Notices[0], c.Armed, c.Journal, c.Clock.Start)
	if c.Budget.Organisation > 0 {
		text += fmt.Sprintf("budget: {organisation: %d}\n", c.Budget.Organisation)
	}
	p.config = write(t, filepath.Dir(c.TLS.Cert), "gate.yaml", text)
	// The path of a socket may have some hundred bytes.
	folder, err := os.MkdirTemp("", "n")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	at := &net.UnixAddr{Name: filepath.Join(folder, "notify"), Net: "unixgram"}
	if p.notify, err = net.ListenUnixgram("unixgram", at); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.notify.Close() })
	t.Cleanup(func() {
		for _, pid := range p.pids {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		if t.Failed() {
			t.Logf("the gate said:\n%s", p.said)
		}
	})
	issuer, _ := authority()
	p.roots = x509.NewCertPool()
	p.roots.AddCert(issuer)
	p.start()
	return p
}

// start starts the program, and waits until it serves.
func (p *process) start() {
	p.Helper()
	p.said, p.ended = &saying{more: make(chan struct{})}, make(chan error, 1)
	cmd := exec.Command(p.program, "gate", "--config", p.config)
	cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+p.notify.LocalAddr().String())
	cmd.Stderr = p.said
	if err := cmd.Start(); err != nil {
		p.Fatal(err)
	}
	ended := p.ended
	go func() { ended <- cmd.Wait() }()
	p.pid, p.pids = cmd.Process.Pid, append(p.pids, cmd.Process.Pid)
	p.takesOver()
	p.until("this is a rehearsal")
	p.Front = between(p, p.said.String(), "people sign in at ", ",")
	p.Decide = between(p, p.said.String(), "proxies ask at http://", "/")
	p.client = p.newClient(true)
}

// kill ends the one that serves, as a power switch does.
func (p *process) kill() {
	p.Helper()
	if err := syscall.Kill(p.pid, syscall.SIGKILL); err != nil {
		p.Fatal(err)
	}
}

// restart lets a new process take over from the one that serves.
func (p *process) restart() {
	p.Helper()
	if err := syscall.Kill(p.pid, syscall.SIGHUP); err != nil {
		p.Fatal(err)
	}
	p.takesOver()
	p.client = p.newClient(true)
}

// takesOver waits until a process says that it serves.
func (p *process) takesOver() {
	p.Helper()
	if err := p.notify.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		p.Fatal(err)
	}
	b := make([]byte, 256)
	n, err := p.notify.Read(b)
	if err != nil {
		p.Fatalf("no process says that it serves: %v\n%s", err, p.said)
	}
	if _, err := fmt.Sscanf(string(b[:n]), "READY=1\nMAINPID=%d", &p.pid); err != nil {
		p.Fatalf("%q: %v", b[:n], err)
	}
	p.pids = append(p.pids, p.pid)
}

func between(t testing.TB, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	got, _, ends := strings.Cut(rest, to)
	if !ok || !ends {
		t.Fatalf("there is no %q in %s", from, text)
	}
	return got
}

func (p *process) newClient(keep bool) *http.Client {
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: p.roots}, DisableKeepAlives: !keep}}
}

// TestRestartLosesNothing lets new processes take over under load, with connections
// that are kept and with a new one for each request. What is asked is a POST, which
// no client sends again by itself: every one of them is answered.
func TestRestartLosesNothing(t *testing.T) {
	service := &standin.Service{}
	behind := httptest.NewServer(service)
	defer behind.Close()
	p := startProcess(t, gateFiles(t, behind.URL), service)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	loading, done := context.WithCancel(ctx)
	var asked [2]atomic.Int64
	var each sync.WaitGroup
	for i := range 6 {
		client := p.newClient(i%2 == 0)
		each.Go(func() {
			for n := 0; loading.Err() == nil; n++ {
				version := []string{"2.3.2.0", "2.4.10.0"}[n%2]
				body := `<gpOBJECT><gpPARAM name="service">ACTIVATION</gpPARAM></gpOBJECT>`
				r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+p.Front+"/login/authactivate", strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				r.GetBody = nil // net/http would send it again
				r.Header.Set("Analytics", `{"IAVersion":"`+version+`"}`)
				resp, err := client.Do(r)
				if err != nil {
					t.Errorf("a request was lost: %v", err)
					return
				}
				_, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if want := []int{http.StatusForbidden, http.StatusOK}[n%2]; err != nil || resp.StatusCode != want {
					t.Errorf("%d, %v; want %d", resp.StatusCode, err, want)
					return
				}
				asked[i%2].Add(1)
			}
		})
	}
	var questions atomic.Int64
	for range 2 {
		each.Go(func() {
			for loading.Err() == nil && !t.Failed() {
				n, err := questionsOn(loading, p.Decide)
				if questions.Add(n); err != nil {
					t.Errorf("a question was lost: %v", err)
				}
			}
		})
	}
	// Three take over, one after the other.
	for range 3 {
		before := asked[0].Load() + asked[1].Load()
		p.restart()
		for asked[0].Load()+asked[1].Load() < before+200 && loading.Err() == nil && !t.Failed() {
			runtime.Gosched() // until the new one has answered some
		}
	}
	done()
	each.Wait()
	if asked[0].Load() < 100 || asked[1].Load() < 100 {
		t.Errorf("%d were asked on kept connections, %d on new ones", asked[0].Load(), asked[1].Load())
	}
	if questions.Load() < 100 {
		t.Errorf("%d questions were asked", questions.Load())
	}
	t.Logf("%d on kept connections, %d on new ones, %d questions", asked[0].Load(), asked[1].Load(), questions.Load())
}

// questionsOn asks the decision service on one connection, as proxies do, until it
// says that the connection ends, and returns how many were answered. No question is
// asked twice.
func questionsOn(ctx context.Context, decide string) (answered int64, err error) {
	c, err := net.Dial("tcp", decide)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	for r := bufio.NewReader(c); ctx.Err() == nil; answered++ {
		if _, err := io.WriteString(c, "POST /gate/check HTTP/1.1\r\nHost: gate.test\r\nContent-Length: 0\r\n\r\n"); err != nil {
			return answered, err
		}
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			return answered, err
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusNoContent {
			return answered, fmt.Errorf("%s, %w", resp.Status, err)
		}
		if resp.Close {
			return answered + 1, nil
		}
	}
	return answered, nil
}

// TestKilledInTheMiddle kills the program while it answers, and finds every code
// that a client was given.
func TestKilledInTheMiddle(t *testing.T) {
	service := &standin.Service{}
	behind := httptest.NewServer(service)
	defer behind.Close()
	p := startProcess(t, gateFiles(t, behind.URL), service)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var mu sync.Mutex
	var codes []string
	enough := make(chan struct{})
	var each sync.WaitGroup
	for range 8 {
		client := p.newClient(true)
		each.Go(func() {
			for ctx.Err() == nil {
				r, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+p.Front+"/login/authactivate", strings.NewReader(`<gpOBJECT/>`))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Analytics", `{"IAVersion":"2.3.2.0"}`)
				resp, err := client.Do(r)
				if err != nil {
					return // it was killed
				}
				mu.Lock()
				codes = append(codes, resp.Header.Get("X-Gate-Code"))
				if len(codes) == 500 {
					close(enough)
				}
				mu.Unlock()
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	select {
	case <-enough:
	case <-ctx.Done():
		t.Fatalf("only %d were answered", len(codes))
	}
	p.kill()
	each.Wait()
	var all strings.Builder
	files, err := filepath.Glob(filepath.Join(p.journal, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && info.Size() < 16<<20 { // the reserve is larger
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
	}
	for i, code := range codes {
		if !strings.Contains(all.String(), code) {
			t.Errorf("code %d, %s, is not in the journal", i, code)
		}
	}
	// And a few as somebody would ask, by their code.
	for _, code := range []string{codes[0], codes[len(codes)/2], codes[len(codes)-1]} {
		if found, err := journal.Find(p.journal, code); err != nil || !strings.Contains(string(found.Record), "2.3.2.0") {
			t.Errorf("%s: %s, %v", code, found.Record, err)
		}
	}
	t.Logf("%d codes", len(codes))
}
