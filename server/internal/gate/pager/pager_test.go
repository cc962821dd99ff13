package pager

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var since = time.Date(2025, 7, 8, 10, 12, 30, 0, time.FixedZone("BST", 3600))

func open(organisation string) Page {
	return Page{What: OrganisationOpen, Organisation: organisation, Count: 26, Limit: 25, Unit: "people", Since: since, Within: time.Hour}
}

// receiver is the other end of a webhook.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	messages []received
	came     chan struct{} // one for each that came
}

type received struct {
	header http.Header
	body   string
}

// receive starts one. answer gets the number of the request, from 0.
func receive(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *receiver {
	t.Helper()
	rc := &receiver{came: make(chan struct{}, 1000)}
	rc.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		rc.mu.Lock()
		n := len(rc.messages)
		rc.messages = append(rc.messages, received{r.Header, string(body)})
		rc.mu.Unlock()
		rc.came <- struct{}{}
		answer(n, w, r)
	}))
	t.Cleanup(rc.Close)
	return rc
}

func (rc *receiver) got() []received {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	return append([]received(nil), rc.messages...)
}

// pausing records what a pager waits for instead of waiting.
type pausing struct {
	mu   sync.Mutex
	list []time.Duration
}

func (w *pausing) wait(d time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, d)
	return true
}

// start starts a pager that pages url and waits for nothing.
func start(t *testing.T, o Options, change func(*Pager)) (*Pager, *pausing) {
	t.Helper()
	p, err := prepare(o)
	if err != nil {
		t.Fatal(err)
	}
	w := &pausing{}
	p.wait = w.wait
	if change != nil {
		change(p)
	}
	go p.run()
	t.Cleanup(func() { closeNow(p) })
	return p, w
}

// closeNow ends a pager without sending what waits.
func closeNow(p *Pager) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p.Close(ctx)
}

// finish ends a pager after everything was sent.
func finish(p *Pager) { p.Close(context.Background()) }

func ok(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

func TestDelivers(t *testing.T) {
	rc := receive(t, ok)
	p, waited := start(t, Options{URL: rc.URL + "/hook", Secret: []byte("an invented secret of 32 bytes..."), Gate: "north", Link: "https://gate.example.org/gate/live"}, nil)
	p.Page(open("RXX"))
	finish(p)
	got := rc.got()
	if len(got) != 1 {
		t.Fatalf("%d messages came, want 1", len(got))
	}
	const want = `{"what":"organisation-open","organisation":"RXX","count":26,"limit":25,"unit":"people","since":"2025-07-08T10:12:30+01:00","within":"1h0m0s","gate":"north","link":"https://gate.example.org/gate/live","text":"Gate north: blocks of organisation RXX are warnings since Tue 8 Jul 10:12:30 BST. 26 people were about to be locked out within an hour; the limit is 25. https://gate.example.org/gate/live"}`
	if diff := cmp.Diff(want, got[0].body); diff != "" {
		t.Error(diff)
	}
	h := got[0].header
	if h.Get("Content-Type") != "application/json" || !strings.HasPrefix(h.Get("Webhook-Id"), "page_") || !strings.HasPrefix(h.Get("Webhook-Signature"), "v1,") || h.Get("Webhook-Timestamp") == "" {
		t.Errorf("%v", h)
	}
	s := p.Status()
	if s.Delivered != 1 || s.Failures != 0 || s.Waiting != 0 || s.Trouble != "" || s.LastDelivered.IsZero() || s.To != rc.URL || len(waited.list) != 0 {
		t.Errorf("%+v", s)
	}
}

// A receiver that fails is tried again, with the same id, ever more seldom.
func TestTriesAgain(t *testing.T) {
	rc := receive(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader([]int{500, 429, 503, 408, 200}[n])
	})
	p, waited := start(t, Options{URL: rc.URL, Gate: "north"}, nil)
	p.Page(open("RXX"))
	for range 5 {
		<-rc.came
	}
	finish(p)
	got := rc.got()
	for _, m := range got {
		if m.body != got[0].body || m.header.Get("Webhook-Id") != got[0].header.Get("Webhook-Id") {
			t.Errorf("sent again as something else: %v", m)
		}
	}
	if want := []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}; !cmp.Equal(waited.list, want) {
		t.Errorf("it waited %v, want %v", waited.list, want)
	}
	if s := p.Status(); s.Delivered != 1 || s.Failures != 4 || s.Trouble != "" || s.Lost != 0 {
		t.Errorf("%+v", s)
	}
}

// A receiver that is gone gives up the page, and the status says so.
func TestGivesUp(t *testing.T) {
	rc := receive(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	p, waited := start(t, Options{URL: rc.URL, Gate: "north"}, nil)
	p.Page(open("RXX"))
	for range MaxTries {
		<-rc.came
	}
	finish(p)
	if n := len(rc.got()); n != MaxTries {
		t.Errorf("tried %d times, want %d", n, MaxTries)
	}
	if last := waited.list[len(waited.list)-1]; last != mostPause {
		t.Errorf("the last pause was %v", last)
	}
	s := p.Status()
	if s.Lost != 1 || s.Failures != MaxTries || s.Delivered != 0 || s.Waiting != 0 || s.Trouble != "it answered 500 Internal Server Error" {
		t.Errorf("%+v", s)
	}
	if len(s.Undelivered) != 1 || s.Undelivered[0].Page != open("RXX") || s.Undelivered[0].Why != "tried 10 times, the last time: it answered 500 Internal Server Error" {
		t.Errorf("%+v", s.Undelivered)
	}
	var total time.Duration
	for n := range MaxTries {
		total += pause(n + 1)
	}
	if total < 4*time.Minute || total > 6*time.Minute {
		t.Errorf("it gives up after %v; limits.go says about five minutes", total)
	}
}

// What will not become better is not tried again.
func TestFinal(t *testing.T) {
	elsewhere := receive(t, ok)
	tests := []struct {
		status int
		why    string
	}{
		{301, "not followed"}, {302, "not followed"}, {303, "not followed"}, {307, "not followed"}, {308, "not followed"}, {304, "not followed"},
		{400, "400 Bad Request"}, {401, "the secret"}, {404, "whether the address"}, {410, "410 Gone"}, {413, "413"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.status), func(t *testing.T) {
			rc := receive(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", elsewhere.URL+"/secret")
				w.WriteHeader(test.status)
			})
			p, _ := start(t, Options{URL: rc.URL}, nil)
			p.Page(open("RXX"))
			<-rc.came
			finish(p)
			s := p.Status()
			if len(rc.got()) != 1 || s.Lost != 1 || len(s.Undelivered) != 1 || !strings.Contains(s.Undelivered[0].Why, test.why) {
				t.Errorf("%d tries; %+v", len(rc.got()), s)
			}
		})
	}
	if n := len(elsewhere.got()); n != 0 {
		t.Errorf("%d redirects were followed", n)
	}
}

// A receiver that accepts and never answers costs its deadline, and neither
// those who page nor the next page more than that.
func TestHangs(t *testing.T) {
	release := make(chan struct{})
	rc := receive(t, func(n int, w http.ResponseWriter, r *http.Request) {
		switch n {
		case 0: // no answer
			select {
			case <-r.Context().Done():
			case <-release:
			}
		case 1: // a head, and a body that never ends
			w.WriteHeader(500)
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-release:
			}
		}
	})
	t.Cleanup(func() { close(release) }) // before the server is closed
	p, _ := start(t, Options{URL: rc.URL}, func(p *Pager) { p.deadline = 500 * time.Millisecond })
	p.Page(open("RXX"))
	for range 3 {
		<-rc.came
	}
	finish(p)
	if s := p.Status(); s.Delivered != 1 || s.Failures != 2 {
		t.Errorf("%+v", s)
	}

	// One that hangs for good: who pages does not notice, and the newest is kept.
	hanging := receive(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-release:
		}
	})
	p, _ = start(t, Options{URL: hanging.URL}, nil)
	p.Page(open("first"))
	<-hanging.came
	for n := range 10_000 {
		page := open(fmt.Sprint("R", n%1000))
		page.Count = n
		p.Page(page)
	}
	if s := p.Status(); s.Waiting != maxQueued || s.Lost != 10_000-10*maxQueued {
		t.Errorf("%d wait and %d found no room", s.Waiting, s.Lost)
	}
	p.mu.Lock()
	newest := p.queue.items[7].page
	p.mu.Unlock()
	if newest.Organisation != "R7" || newest.Count != 9007 {
		t.Errorf("not the newest: %+v", newest)
	}
	closeNow(p)
	if s := p.Status(); s.Delivered != 0 || s.Waiting != 0 || len(s.Undelivered) != maxListed || s.Lost != 10_000-10*maxQueued+maxQueued+1 {
		t.Errorf("%+v", s)
	}
	p.Page(open("late"))
	if s := p.Status(); s.Undelivered[0].Page.Organisation != "late" {
		t.Errorf("a page after the end is not told as lost: %+v", s.Undelivered[0])
	}
}

// Nobody listens.
func TestGone(t *testing.T) {
	rc := receive(t, ok)
	rc.Close()
	p, _ := start(t, Options{URL: rc.URL + "/path-that-is-a-secret?token=secret"}, nil)
	p.Page(open("RXX"))
	finish(p)
	s := p.Status()
	if s.Lost != 1 || s.Failures == 0 || !strings.Contains(s.Trouble, "refused") {
		t.Errorf("%+v", s)
	}
	if text := fmt.Sprintf("%+v", s); strings.Contains(text, "secret") {
		t.Errorf("the status shows the path: %s", text)
	}
}

func TestTLS(t *testing.T) {
	var came int
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { came++ }))
	server.Config.ErrorLog = nil
	server.StartTLS()
	t.Cleanup(server.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	p, _ := start(t, Options{URL: server.URL, Roots: trusted}, nil)
	p.Page(open("RXX"))
	finish(p)
	if s := p.Status(); s.Delivered != 1 {
		t.Errorf("%+v", s)
	}
	// A stranger's certificate gets no page.
	p, _ = start(t, Options{URL: server.URL, Roots: x509.NewCertPool()}, nil)
	p.Page(open("RXX"))
	finish(p)
	if s := p.Status(); s.Delivered != 0 || came != 1 || !strings.Contains(s.Trouble, "certificate") {
		t.Errorf("%+v", s)
	}
}

func TestNil(t *testing.T) {
	var p *Pager
	p.Page(open("RXX"))
	p.Close(context.Background())
	if s := p.Status(); s.To != "" {
		t.Errorf("%+v", s)
	}
}

func TestOptions(t *testing.T) {
	tests := []struct{ url, problem string }{
		{"https://alerts.example.org/hook?x=1", ""},
		{"http://127.0.0.1:8080/hook", ""},
		{"http://127.9.9.9", ""},
		{"http://[::1]:8080", ""},
		{"http://[::ffff:127.0.0.1]", ""},
		{"http://localhost:9", ""},
		{"http://alerts.example.org/hook", "use https"},
		{"http://localhost.example.org", "use https"},
		{"http://192.0.2.1", "use https"},
		{"http://0.0.0.0", "use https"},
		{"ftp://127.0.0.1", "must be https"},
		{"alerts.example.org/hook", "names no host"},
		{"", "names no host"},
		{"https:///hook", "names no host"},
		{"https://:443", "names no host"},
		{"https://user:word@alerts.example.org", "a user and password"},
		{"https://alerts.example.org/%zz", "not a URL"},
		{"https://alerts.example.org/" + strings.Repeat("x", maxURLBytes), "longer than"},
	}
	for _, test := range tests {
		p, err := New(Options{URL: test.url})
		if (err == nil) != (test.problem == "") || err != nil && !strings.Contains(err.Error(), test.problem) {
			t.Errorf("%s: %v, want %q", test.url, err, test.problem)
		}
		if err == nil {
			finish(p)
		}
	}
	if _, err := New(Options{URL: "https://alerts.example.org", Secret: []byte("short")}); err == nil {
		t.Error("a short secret is taken")
	}
}

// A name that is this machine's on paper only gets no page over http.
func TestOnlyLoopback(t *testing.T) {
	for address, good := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "192.0.2.1:80": false, "[2001:db8::1]:80": false, "nonsense": false} {
		if err := onlyLoopback("tcp", address, nil); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
}
