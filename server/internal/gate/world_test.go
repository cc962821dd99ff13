package gate

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/extractors"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
	"github.com/lanyard-id/lanyard/test/standin"
)

// agents is an invented notice. From 10:00 to 11:00 on 8 July 2025 it blocks old
// agents and old TLS, and at other times it warns.
const agents = `language: 1
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
      - {id: mornings, from: 2025-07, until: 2025-09, action: block, during: mornings, fail: FAIL, refuse: REFUSE}
  - id: tls
    of: connection
    title: Connections are safe
    met: connection.tls >= tls("1.2")
    remedy: {do: update, who: it-team, say: Update the agent., tell: This computer's sign-in software is too old.}
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: mornings, from: 2025-07, until: 2025-09, action: block, during: mornings, fail: FAIL, refuse: REFUSE}
windows:
  mornings:
    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}
`

// inWindow and before are in and before the window.
var (
	inWindow = time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	before   = time.Date(2025, 7, 8, 8, 30, 0, 0, time.UTC)
)

// world is a gate with a clock, plans and watch of a test, before a stand-in.
type world struct {
	*Gate
	*testing.T
	store *proven.Store

	mu        sync.Mutex
	now       time.Time
	doubt     func() (string, bool)
	plan      *plan.Plan
	held      bool
	decisions []decision.Decision
	events    map[live.Event]int
	outcomes  []attempt.Outcome
	proved    []budget.Identity
	kept      []Entry
	keepError error
	said      []string

	service *standin.Service
	seen    []*http.Request // by the service
	bodies  []string
	serve   func(http.ResponseWriter, *http.Request) // in place of the stand-in
}

func (w *world) Now() time.Time      { w.mu.Lock(); defer w.mu.Unlock(); return w.now }
func (w *world) Current() *plan.Plan { w.mu.Lock(); defer w.mu.Unlock(); return w.plan }
func (w *world) Held() (plan.Hold, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return plan.Hold{}, w.held
}
func (w *world) Took(time.Duration)         {}
func (w *world) UpstreamTook(time.Duration) {}
func (w *world) Outcome(_ string, o attempt.Outcome) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.outcomes = append(w.outcomes, o)
}
func (w *world) Count(e live.Event)     { w.mu.Lock(); defer w.mu.Unlock(); w.events[e]++ }
func (w *world) count(e live.Event) int { w.mu.Lock(); defer w.mu.Unlock(); return w.events[e] }
func (w *world) Doubt() (why string, doubted bool) {
	if w.doubt == nil {
		return "", false
	}
	return w.doubt()
}

func (w *world) Decided(d *decision.Decision) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.decisions = append(w.decisions, *d)
}

func (w *world) last() decision.Decision {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.decisions) == 0 {
		w.Fatal("nothing was decided")
	}
	return w.decisions[len(w.decisions)-1]
}

func (w *world) decided() int { w.mu.Lock(); defer w.mu.Unlock(); return len(w.decisions) }

func (w *world) keepEntry(e Entry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.keepError != nil {
		return w.keepError
	}
	e.Record, e.Detail = append([]byte(nil), e.Record...), append([]byte(nil), e.Detail...)
	w.kept = append(w.kept, e)
	return nil
}

// newWorld makes a gate whose phases fail in a way.
func newWorld(t *testing.T, fail, refuse string) *world {
	t.Helper()
	w := &world{T: t, now: inWindow, events: map[live.Event]int{}, service: &standin.Service{}}
	n, problems := notice.Parse("agents.yaml", []byte(strings.NewReplacer("FAIL", fail, "REFUSE", refuse).Replace(agents)))
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	w.plan = &plan.Plan{Set: set, Notices: []*notice.Notice{n}, Digest: "sha256:test", Armed: true}
	var all []*attempt.Extractor
	for _, f := range extractors.Shipped() {
		e, problems := attempt.Parse(f.Name, f.Source)
		if e == nil {
			t.Fatal(problems)
		}
		all = append(all, e)
	}
	known, err := attempt.New(all)
	if err != nil {
		t.Fatal(err)
	}
	if w.store, err = proven.Open("", w.now); err != nil {
		t.Fatal(err)
	}
	service := httptest.NewServer(http.HandlerFunc(w.behind))
	t.Cleanup(service.Close)
	to, err := url.Parse(service.URL)
	if err != nil {
		t.Fatal(err)
	}
	transport := NewTransport(nil, time.Minute)
	t.Cleanup(transport.CloseIdleConnections)
	w.Gate = &Gate{
		Clock: w, Plans: w, Extractors: known, Watch: w, Keep: w.keepEntry, Random: rand.Reader,
		Budget: budget.New(budget.Limits{Organisation: 3, All: 5, Organisations: 1, Networks: 1}, w.store, nil),
		Proven: func(id budget.Identity, at time.Time) decision.Unit {
			return w.store.Strongest(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, id.Certificate, at).Unit
		},
		Prove: func(id budget.Identity, at time.Time) {
			w.mu.Lock()
			w.proved = append(w.proved, id)
			w.mu.Unlock()
			w.store.Prove(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, at)
		},
		Upstream: to, Transport: transport, Open: []string{"/help"},
		Log: func(words string) { w.mu.Lock(); defer w.mu.Unlock(); w.said = append(w.said, words) },
	}
	w.Estate.Store(joined.New(nil, set))
	w.Start()
	return w
}

// behind is the service: it keeps what reaches it.
func (w *world) behind(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	serve := w.serve
	w.mu.Unlock()
	if serve != nil {
		w.mu.Lock()
		w.seen = append(w.seen, r.Clone(context.Background()))
		w.mu.Unlock()
		serve(rw, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	w.mu.Lock()
	w.seen, w.bodies = append(w.seen, r.Clone(context.Background())), append(w.bodies, string(body))
	w.mu.Unlock()
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	w.service.ServeHTTP(rw, r)
}

func (w *world) reached() int { w.mu.Lock(); defer w.mu.Unlock(); return len(w.seen) }

func (w *world) lastSeen() *http.Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.seen) == 0 {
		w.Fatal("nothing reached the service")
	}
	return w.seen[len(w.seen)-1]
}

// visitor is a client of an invented network, by TLS 1.3.
func visitor() *door.Visitor {
	return &door.Visitor{Address: netip.MustParseAddrPort("192.0.2.7:4711"), TLS: 0x0304}
}

// activate is the first request of the legacy protocol.
func activate(version, session string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/login/authactivate", strings.NewReader(object("service", "ACTIVATION", "log_session_id", session, "device_id", "PC-INVENTED-1,ClientIP=192.0.2.7")))
	r.Header.Set("Content-Type", "text/xml")
	if version != "" {
		r.Header.Set("Analytics", fmt.Sprintf(`{"IAVersion":%q,"Mode":"Normal"}`, version))
	}
	return r
}

func object(pairs ...string) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<gpOBJECT>\n")
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, "<gpPARAM name=%q>%s</gpPARAM>\n", pairs[i], pairs[i+1])
	}
	return b.String() + "</gpOBJECT>\n"
}

// ask sends a request through the front, as from a visitor.
func (w *world) front(r *http.Request, v *door.Visitor) *http.Response {
	w.Helper()
	rec := httptest.NewRecorder()
	w.Front().ServeHTTP(rec, r.WithContext(door.WithVisitor(r.Context(), v)))
	return rec.Result()
}

// listen serves the front on a socket of this machine, in HTTP/1.
func (w *world) listen() string {
	w.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	s := NewServer(w.Front())
	s.ConnContext = func(ctx context.Context, _ net.Conn) context.Context { return door.WithVisitor(ctx, visitor()) }
	go func() { _ = s.Serve(l) }()
	w.Cleanup(func() { _ = s.Close() })
	return l.Addr().String()
}
