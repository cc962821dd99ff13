package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/journal"
	"github.com/lanyard-id/lanyard/test/standin"
)

// TestGate signs in through a whole gate: one is let in, one is refused, and both
// are in the journal.
func TestGate(t *testing.T) {
	w := startGate(t, nil)
	if _, err := w.agent("2.4.10.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context()); err != nil {
		t.Error(err)
	}
	_, err := w.agent("2.3.2.0", "PC-INVENTED-2", "910000000002").SignIn(t.Context())
	var refused *standin.Refused
	if !errors.As(err, &refused) || refused.Status != http.StatusForbidden || w.service.Seen("POST /login/authactivate") != 1 {
		t.Fatalf("%v", err)
	}
	found, err := journal.Find(filepath.Join(w.dir, "journal"), refused.Header.Get("X-Gate-Code"))
	if err != nil || !strings.Contains(string(found.Record), "PC-INVENTED-2") {
		t.Errorf("%s, %v", found.Record, err)
	}
}

// TestGateWithoutAnApproval warns where it would block, and says so.
func TestGateWithoutAnApproval(t *testing.T) {
	w := startGate(t, func(c *GateConfig) { c.Armed = "" })
	in, err := w.agent("2.3.2.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context())
	if err != nil || in.Code == "" || in.Warning == "" {
		t.Errorf("%+v, %v", in, err)
	}
	if !strings.Contains(w.said.String(), "warn") {
		t.Errorf("the start-up does not say so:\n%s", w.said)
	}
}

// TestGateHold: a command holds all blocks, another gives the plan back.
func TestGateHold(t *testing.T) {
	w := startGate(t, nil)
	old := w.agent("2.3.2.0", "PC-INVENTED-1", "910000000001")
	refused := func() bool { _, err := old.SignIn(t.Context()); var r *standin.Refused; return errors.As(err, &r) }
	if !refused() {
		t.Fatal("it is not refused before")
	}
	w.command <- GateHold
	w.command <- GateHold // the second is taken when the first is done
	if refused() {
		t.Error("it is refused while blocks are held")
	}
	w.command <- GateRelease
	w.command <- GateRelease
	if !refused() {
		t.Error("it is not refused after")
	}
}

// TestGateTakesNewFiles: a weaker notice is in force in under 2 s of the gate's
// looking, a broken one never, and no request is lost meanwhile.
func TestGateTakesNewFiles(t *testing.T) {
	var c *GateConfig
	w := startGate(t, func(given *GateConfig) { c = given })
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var asked, lost atomic.Int64
	var each sync.WaitGroup
	loading, done := context.WithCancel(ctx)
	for i := range 4 {
		each.Go(func() {
			for loading.Err() == nil {
				_, err := w.agent([]string{"2.3.2.0", "2.4.10.0"}[i%2], fmt.Sprintf("PC-INVENTED-%d", i), "910000000001").SignIn(ctx)
				var refused *standin.Refused
				if err != nil && (!errors.As(err, &refused) || refused.Status != http.StatusForbidden) {
					lost.Add(1)
					t.Errorf("lost: %v", err)
					return
				}
				asked.Add(1)
			}
		})
	}
	old := w.agent("2.3.2.0", "PC-INVENTED-9", "910000000009")
	// Broken: the last good one stays in force, and the log says so.
	replace(t, c.Notices[0], gateNotice+"nonsense: true\n")
	w.until("nonsense")
	if _, err := old.SignIn(ctx); err == nil {
		t.Error("a broken notice took the block away")
	}
	// Weaker: at once, in the middle of the window.
	replace(t, c.Notices[0], strings.Replace(gateNotice, `from: "10:00", until: "11:00"`, `from: "10:00", until: "10:20"`, 1))
	began := time.Now()
	for {
		if _, err := old.SignIn(ctx); err == nil {
			break
		}
		if ctx.Err() != nil {
			t.Fatal("a weaker notice is not in force")
		}
	}
	t.Logf("in force after %s, %d sign-ins meanwhile", time.Since(began), asked.Load())
	// Stricter again: not before the window that was open is over, which on this
	// clock it is not while the test runs. It was approved, and still waits or warns.
	done()
	each.Wait()
	if lost.Load() > 0 || asked.Load() < 20 {
		t.Errorf("%d asked, %d lost", asked.Load(), lost.Load())
	}
}

// TestGateOnANightOfClocks: a window from 01:30, which clocks show twice in that
// night, opens at the first and is two hours long.
func TestGateOnANightOfClocks(t *testing.T) {
	for start, blocked := range map[string]bool{
		"2025-10-26T01:29+01:00": false,
		"2025-10-26T01:30+01:00": true,
		"2025-10-26T01:00+00:00": true,
		"2025-10-26T01:31+00:00": true,
		"2025-10-26T02:29+00:00": true,
		"2025-10-26T02:30+00:00": false,
	} {
		w := startGate(t, func(c *GateConfig) { c.Clock.Start = start })
		_, err := w.agent("2.3.2.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context())
		var refused *standin.Refused
		if errors.As(err, &refused) != blocked {
			t.Errorf("%s: %v; blocked: %v", start, err, blocked)
		}
	}
}

// TestInventedPeopleOpenNothing refuses 10,000 people whom nobody has seen before:
// the block holds, the budget is not touched, and somebody is paged.
func TestInventedPeopleOpenNothing(t *testing.T) {
	w := startGate(t, func(c *GateConfig) { c.Budget.Organisation, c.Budget.All = 5, 10 })
	const people, clients = 10_000, 8
	var each sync.WaitGroup
	var let atomic.Int64
	for i := range clients {
		each.Go(func() {
			for n := i; n < people; n += clients {
				body := fmt.Sprintf(`<gpOBJECT><gpPARAM name="service">ACTIVATION</gpPARAM><gpPARAM name="device_id">PC-%d,ClientIP=1.2.3.4</gpPARAM><gpPARAM name="uid">9%011d</gpPARAM></gpOBJECT>`, n, n)
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+w.Front+"/login/authactivate", strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Analytics", `{"IAVersion":"2.3.2.0"}`)
				resp, err := w.client.Do(r)
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				if resp.StatusCode != http.StatusForbidden {
					let.Add(1)
				}
			}
		})
	}
	each.Wait()
	if let.Load() > 0 || w.service.Seen("POST /login/authactivate") > 0 {
		t.Errorf("%d of them opened the gate", let.Load())
	}
	if !strings.Contains(w.said.String(), "unproven attempts in an hour") {
		t.Error("nobody was told")
	}
	if n := strings.Count(w.said.String(), "unproven attempts in an hour"); n > 3 {
		t.Errorf("they were told %d times", n)
	}
}

// TestServices: what becomes of a sign-in whose service is away.
func TestServices(t *testing.T) {
	stall := make(chan struct{})
	t.Cleanup(func() { close(stall) })
	for name, c := range map[string]struct {
		answer func(net.Conn) // nil: it does not accept
		want   int
	}{
		"gone":           {nil, http.StatusBadGateway},
		"hangs up":       {func(c net.Conn) { c.Close() }, http.StatusBadGateway},
		"speaks no HTTP": {func(c net.Conn) { _, _ = io.WriteString(c, "220 mail.test ready\r\n"); c.Close() }, http.StatusBadGateway},
		"never answers":  {func(c net.Conn) { <-stall; c.Close() }, http.StatusGatewayTimeout},
		"half a head":    {func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-"); <-stall; c.Close() }, http.StatusGatewayTimeout},
		"half a body": {func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
			c.Close()
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if c.answer == nil {
				l.Close()
			} else {
				go func() {
					for {
						conn, err := l.Accept()
						if err != nil {
							return
						}
						go func() {
							buffer := make([]byte, 4096)
							_, _ = conn.Read(buffer)
							c.answer(conn)
						}()
					}
				}()
			}
			w := startGate(t, func(g *GateConfig) { g.Upstream, g.UpstreamWait = "http://"+l.Addr().String(), 200*time.Millisecond })
			resp, err := w.client.Post("https://"+w.Front+"/login/authactivate", "text/xml", strings.NewReader("<gpOBJECT/>"))
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if c.want == 0 {
				if err == nil {
					t.Errorf("half an answer is taken for a whole one: %q", body)
				}
				return
			}
			if resp.StatusCode != c.want || !strings.Contains(string(body), "This is not about your card") {
				t.Errorf("%d %s; want %d", resp.StatusCode, body, c.want)
			}
			// A sign-in that is refused is refused all the same, with words.
			if _, err := w.agent("2.3.2.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context()); err == nil || !strings.Contains(err.Error(), "too old") {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestCodesTellNobody: without sign-in a code tells reason and remedy only, and ten
// a minute may be asked from an address.
func TestCodesTellNobody(t *testing.T) {
	w := startGate(t, nil)
	_, err := w.agent("2.3.2.0", "PC-INVENTED-SECRET", "910000000001").SignIn(t.Context())
	var refused *standin.Refused
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	code := refused.Header.Get("X-Gate-Code")
	resp, err := w.client.Get("https://" + w.Front + "/gate/code/" + code)
	body := drained(t, resp, err)
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, "too old") || strings.Contains(body, "SECRET") || strings.Contains(body, "910000000001") || strings.Contains(body, "2.3.2.0") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	for i := range 12 {
		resp, err := w.client.Get(fmt.Sprintf("https://%s/gate/code/%011d", w.Front, i))
		drained(t, resp, err)
		if limited := resp.StatusCode == http.StatusTooManyRequests; limited != (i >= 9) {
			t.Errorf("guess %d: %d", i, resp.StatusCode)
		}
	}
	if w.service.Seen("GET /gate/code/"+code) != 0 {
		t.Error("the service saw it")
	}
}

// TestClaimsThatLie: an agent that says it is new, by a handshake that none of its
// kind makes, is warned with its version unknown and written down as a liar.
func TestClaimsThatLie(t *testing.T) {
	w := startGate(t, func(c *GateConfig) { oldCertificate(t, c) })
	w.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: w.roots, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10, CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_128_CBC_SHA}}}
	in, err := w.agent("2.4.5.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context())
	w.client.CloseIdleConnections() // else the gate waits for what they may still bring
	if err != nil || in.Code == "" || in.Warning == "" {
		t.Fatalf("%+v, %v", in, err)
	}
	found, err := journal.Find(filepath.Join(w.dir, "journal"), in.Code)
	if err != nil || !strings.Contains(string(found.Record), "speaks TLS 1.2 by itself") || !strings.Contains(string(found.Record), `"unknown"`) {
		t.Errorf("%s, %v", found.Record, err)
	}
}

// TestForgedProxyLines: who is no listed proxy cannot say who he is, and is not
// answered.
func TestForgedProxyLines(t *testing.T) {
	w := startGate(t, nil)
	conn, err := net.Dial("tcp", w.Front)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprint(conn, "PROXY TCP4 192.0.2.9 127.0.0.1 1 443\r\n")
	if answer, _ := io.ReadAll(conn); len(answer) != 0 {
		t.Errorf("%q", answer)
	}
	w.until("a PROXY line of 127.0.0.1:")
	if n := w.metric(`handshakes_failed_total{why="proxy_line"}`); n != 1 {
		t.Errorf("%v are counted", n)
	}
}

// TestGateEndsAfterItsAnswers: a gate that ends answers what came.
func TestGateEndsAfterItsAnswers(t *testing.T) {
	came, answer := make(chan struct{}), make(chan struct{})
	service := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		close(came)
		<-answer
		_, _ = io.WriteString(rw, "after all")
	}))
	defer service.Close()
	w := startGate(t, func(c *GateConfig) { c.Upstream = service.URL })
	got := make(chan string, 1)
	go func() {
		resp, err := w.client.Get("https://" + w.Front + "/slow")
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		got <- fmt.Sprint(string(body), err)
	}()
	<-came
	w.stop()
	w.until("ends: it was asked to")
	close(answer)
	if words := <-got; words != "after all<nil>" {
		t.Error(words)
	}
}

// TestMetricsOfTheJournal: a gate tells what it decided, and what it could not keep.
func TestMetricsOfTheJournal(t *testing.T) {
	w := startGate(t, nil)
	if _, err := w.agent("2.4.10.0", "PC-INVENTED-1", "910000000001").SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get("http://" + w.Admin + "/metrics")
	body := drained(t, resp, err)
	for _, name := range []string{"lanyard_gate_decisions_total", "lanyard_gate_unkept_total"} {
		if !strings.Contains(body, name) {
			t.Errorf("no %s", name)
		}
	}
	if _, err := os.Stat(filepath.Join(w.dir, "journal")); err != nil {
		t.Error(err)
	}
}
