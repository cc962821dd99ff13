package gate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

var errDisk = errors.New("the disk is full")

// TestWeakening holds a block to each reason for which it may not stand, alone and
// with all that are weaker.
func TestWeakening(t *testing.T) {
	reasons := []struct {
		why decision.Reason
		set func(*world)
	}{
		{decision.Budget, func(w *world) {
			for i := range 4 {
				id := fmt.Sprintf("91000000000%d", i)
				address := netip.MustParseAddr("192.0.2.7")
				w.store.Prove(proven.Identity{Person: id, Address: address}, w.now)
				w.Budget.Standing(budget.Identity{Person: id, Address: address}, w.now)
			}
		}},
		{decision.ClockDoubted, func(w *world) { w.doubt = func() (string, bool) { return "it stepped", true } }},
		{decision.Unarmed, func(w *world) { w.plan.Armed = false }},
		{decision.Held, func(w *world) { w.held = true }},
	}
	for i := range reasons {
		for _, alone := range []bool{true, false} {
			w := newWorld(t, "open", "words")
			for j := range reasons[:i+1] {
				if !alone || j == i {
					reasons[j].set(w)
				}
			}
			resp := w.front(activate("2.3.2.0", "s"), visitor())
			d := w.last()
			if resp.StatusCode != http.StatusOK || d.Weakened != reasons[i].why || d.Action != notice.Warn || d.Asked != notice.Block {
				t.Errorf("%s, alone %v: %d, %s by %q of %s", reasons[i].why, alone, resp.StatusCode, d.Action, d.Weakened, d.Asked)
			}
			if resp.Header.Get("X-Gate-Decision") != "warn" || resp.Header.Get("Warning") == "" {
				t.Errorf("%s: the client is told %v", reasons[i].why, resp.Header)
			}
		}
	}
	w := newWorld(t, "open", "words")
	if resp := w.front(activate("2.3.2.0", "s"), visitor()); resp.StatusCode != http.StatusForbidden || w.reached() != 0 {
		t.Errorf("nothing weakens it: %d, and %d requests reached the service", resp.StatusCode, w.reached())
	}
	// A warning is no weaker for any of them, and nobody is counted.
	w = newWorld(t, "open", "words")
	w.now, w.held = before, true
	w.front(activate("2.3.2.0", "s"), visitor())
	if d := w.last(); d.Weakened != "" || d.Action != notice.Warn {
		t.Errorf("%+v", d)
	}
}

// TestNothingIsAnsweredBeforeItIsKept: the record is there when the first byte of
// an answer is.
func TestNothingIsAnsweredBeforeItIsKept(t *testing.T) {
	for _, version := range []string{"2.3.2.0", "2.4.10.0"} {
		w := newWorld(t, "open", "words")
		var order []string
		keep := w.Keep
		w.Keep = func(e Entry) error {
			if !e.Follows {
				order = append(order, "kept")
			}
			return keep(e)
		}
		w.serve = func(rw http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			defer w.mu.Unlock()
			order = append(order, "served")
		}
		rec := &recorder{header: http.Header{}, told: func() { order = append(order, "answered") }}
		r := activate(version, "s")
		w.Front().ServeHTTP(rec, r.WithContext(door.WithVisitor(r.Context(), visitor())))
		want := "kept answered"
		if version == "2.4.10.0" {
			want = "kept served answered"
		}
		if got := strings.Join(order, " "); got != want {
			t.Errorf("%s: %s", version, got)
		}
	}
}

// recorder is a client that says when its answer begins.
type recorder struct {
	header http.Header
	told   func()
	bytes.Buffer
	status int
}

func (r *recorder) Header() http.Header { return r.header }
func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	return r.Buffer.Write(p)
}
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 {
		r.status = status
		r.told()
	}
}

// TestFailing breaks what a decision is made with, and looks which way it falls.
func TestFailing(t *testing.T) {
	for name, c := range map[string]struct {
		fail   string
		judge  bool // judging breaks
		keep   bool // nothing can be kept
		set    func(*world)
		want   notice.Action
		reason decision.Reason
	}{
		"open, journal":          {"open", false, true, nil, notice.Warn, decision.Unkept},
		"closed, journal":        {"closed", false, true, nil, notice.Block, ""},
		"open, judge":            {"open", true, false, nil, notice.Warn, ""},
		"closed, judge":          {"closed", true, false, nil, notice.Block, ""},
		"open, both":             {"open", true, true, nil, notice.Warn, ""},
		"closed, both":           {"closed", true, true, nil, notice.Block, ""},
		"closed, judge, held":    {"closed", true, false, func(w *world) { w.held = true }, notice.Warn, decision.Held},
		"closed, judge, unarmed": {"closed", true, false, func(w *world) { w.plan.Armed = false }, notice.Warn, decision.Unarmed},
		"closed, judge, before":  {"closed", true, false, func(w *world) { w.now = before }, notice.Warn, ""},
		"closed, judge, doubted": {"closed", true, false, func(w *world) { w.doubt = func() (string, bool) { return "it stepped", true } }, notice.Warn, decision.ClockDoubted},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.fail, "words")
			if c.judge {
				w.Estate.Store(nil) // joining breaks, and so do the words later
			}
			if c.keep {
				w.keepError = errDisk
			}
			if c.set != nil {
				c.set(w)
			}
			resp := w.front(activate("2.3.2.0", "s"), visitor())
			d := w.last()
			status := map[notice.Action]int{notice.Warn: http.StatusOK, notice.Block: http.StatusForbidden}[c.want]
			if resp.StatusCode != status || d.Action != c.want || d.Weakened != c.reason {
				t.Errorf("%d, %s weakened by %q; want %s by %q", resp.StatusCode, d.Action, d.Weakened, c.want, c.reason)
			}
			if d.Code == "" {
				t.Error("it has no code")
			}
			if c.judge && w.count(live.Panicked) == 0 || c.keep && w.count(live.Unkept) == 0 {
				t.Errorf("it is not counted: %v", w.events)
			}
		})
	}
}

// TestOneThatWasGoodIsNeverRefusedByAFailure: what met all is let in, whatever
// becomes of the journal.
func TestOneThatWasGoodIsNeverRefusedByAFailure(t *testing.T) {
	for _, fail := range []string{"open", "closed"} {
		w := newWorld(t, fail, "words")
		w.keepError = errDisk
		if resp := w.front(activate("2.4.10.0", "s"), visitor()); resp.StatusCode != http.StatusOK || w.reached() != 1 {
			t.Errorf("%s: %d", fail, resp.StatusCode)
		}
	}
}

// TestRandomnessFails: a decision without a code is one.
func TestRandomnessFails(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.Random = strings.NewReader("")
	resp := w.front(activate("2.3.2.0", "s"), visitor())
	if resp.StatusCode != http.StatusForbidden || w.last().Action != notice.Block {
		t.Errorf("%d", resp.StatusCode)
	}
}

// TestMemoryIsNotSharedBetweenQuestions asks about many at once, each with words
// that must be its own.
func TestMemoryIsNotSharedBetweenQuestions(t *testing.T) {
	w := newWorld(t, "open", "words")
	for i := range 200 {
		w.front(activate("2.3.2.0", fmt.Sprintf("session-%d", i)), visitor())
	}
	for i, d := range w.decisions {
		words, ok := w.recent.find(d.Code)
		if !ok || words.Session != fmt.Sprintf("session-%d", i) || words.Code != d.Code || len(words.Reasons) != 1 || words.Reasons[0].Requirement != "agent" {
			t.Fatalf("%d: %v, %+v", i, ok, words)
		}
		if d.Version != "2.3.2.0" || d.Device != "PC-INVENTED-1" {
			t.Fatalf("%d: %+v", i, d)
		}
	}
}

// TestMemoryIsBounded: what strangers send leaves only so much behind.
func TestMemoryIsBounded(t *testing.T) {
	var a attempts
	var r recent
	at := inWindow
	for i := range 3 * maxBegun {
		a.add(fmt.Sprint(i), begun{code: "x"}, at)
	}
	if n := len(a.young) + len(a.old); n > maxBegun {
		t.Errorf("%d attempts are remembered", n)
	}
	a.add("last", begun{code: "y"}, at.Add(begunFor-time.Second))
	if b, ok := a.find("last"); !ok || b.code != "y" {
		t.Error("the last is forgotten")
	}
	for i := range 3 * maxRecent {
		r.add(fmt.Sprint(i), nil)
	}
	if len(r.byCode) != maxRecent {
		t.Errorf("%d codes are remembered", len(r.byCode))
	}
	if _, ok := r.find(fmt.Sprint(3*maxRecent - 1)); !ok {
		t.Error("the last is forgotten")
	}
}

// TestHandshakes: one that is refused before HTTP is a decision, and takes no
// place of those that people were told.
func TestHandshakes(t *testing.T) {
	old := &door.Visitor{Address: visitor().Address, Old: true, Hello: &door.Hello{Offered: 0x0301, Ciphers: []uint16{0x0a0a, 0x002f}}}
	w := newWorld(t, "open", "handshake")
	if !w.Refuse(old) {
		t.Fatal("it is let on")
	}
	d := w.last()
	if d.Extractor != "handshake" || d.Action != notice.Block || d.TLS != "TLS 1.0" || len(w.kept) != 1 || w.kept[0].Code != d.Code {
		t.Errorf("%+v, kept %d", d, len(w.kept))
	}
	if got := string(w.kept[0].Detail); got != "" {
		t.Errorf("of a ClientHello whose bytes are gone is kept %s", got)
	}
	if strings.Contains(string(w.kept[0].Record), `"old"`) {
		t.Errorf("it is kept as let in: %s", w.kept[0].Record)
	}
	if _, ok := w.recent.find(d.Code); ok {
		t.Error("its code takes the place of another")
	}
	for name, set := range map[string]func(*world){
		"held":       func(w *world) { w.held = true },
		"unarmed":    func(w *world) { w.plan.Armed = false },
		"doubted":    func(w *world) { w.doubt = func() (string, bool) { return "", true } },
		"before":     func(w *world) { w.now = before },
		"unkept":     func(w *world) { w.keepError = errDisk },
		"broken":     func(w *world) { w.doubt = func() (string, bool) { panic("a mistake") } },
		"new client": func(*world) {},
	} {
		w := newWorld(t, "open", "handshake")
		set(w)
		v := *old
		if name == "new client" {
			v.Hello = &door.Hello{Offered: 0x0304}
		}
		if w.Refuse(&v) {
			t.Errorf("%s: it is refused", name)
		}
	}
	w = newWorld(t, "open", "words")
	if w.Refuse(old) || w.decided() != 0 {
		t.Error("a phase that refuses in words refused a handshake")
	}
}

// TestHellosAreBounded: strangers fill the journal with so many ClientHellos a minute;
// the handshakes themselves are kept, all of them, and what was left out is counted.
func TestHellosAreBounded(t *testing.T) {
	w := newWorld(t, "open", "handshake")
	v := &door.Visitor{Address: netip.MustParseAddrPort("192.0.2.7:4711"), Via: netip.MustParseAddr("198.51.100.1"), Hello: &door.Hello{Offered: 0x0301, JA4: "t10"}}
	for range maxHellos {
		w.TurnedAway(v, "too-old: invented")
	}
	if n := w.count(live.HelloUnkept); n != 0 {
		t.Errorf("%d of %d are not kept", n, maxHellos)
	}
	w.TurnedAway(v, "too-old: invented")
	w.Refuse(v)
	if n := w.count(live.HelloUnkept); n != 2 || len(w.kept) != maxHellos+2 {
		t.Errorf("%d are not kept, of %d handshakes", n, len(w.kept))
	}
	w.now = w.now.Add(time.Minute)
	w.TurnedAway(v, "too-old: invented")
	if n := w.count(live.HelloUnkept); n != 2 {
		t.Errorf("%d are not kept a minute later", n)
	}
	k, err := evidence.Parse(w.kept[0].Record)
	if err != nil || k.Handshake == nil {
		t.Fatal(err)
	}
	h := *k.Handshake
	h.At = time.Time{}
	if want := (evidence.Handshake{Alert: 70, Why: "too-old: invented", Address: "192.0.2.7", Port: 4711, Network: "192.0.2.0/24", Via: "198.51.100.1", JA4: "t10", Offered: "TLS 1.0"}); h != want {
		t.Errorf("%+v", h)
	}
	w.keepError = errDisk
	w.TurnedAway(v, "too-old: invented")
	if n := w.count(live.Unkept); n != 1 {
		t.Errorf("%d are counted that could not be kept", n)
	}
}

// TestOutcomesProve signs in, and sees who is proven by it: the device that the
// first request named, and the person of the second.
func TestOutcomesProve(t *testing.T) {
	w := newWorld(t, "open", "words")
	resp := w.front(activate("2.4.10.0", "s1"), visitor())
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, err)
	}
	if len(w.proved) != 0 {
		t.Errorf("a challenge proves %v", w.proved)
	}
	if !strings.Contains(string(body), `name="challenge">`) {
		t.Fatalf("no challenge: %s", body)
	}
	validate := func(session, challenge string, v *door.Visitor) *http.Response {
		r := activate("2.4.10.0", session)
		r.URL.Path, r.RequestURI = "/login/authvalidate", "/login/authvalidate"
		r.Body = io.NopCloser(strings.NewReader(object("service", "AUTHENTICATION", "log_session_id", session, "challenge", challenge, "response", "x", "uid", "910000000001")))
		r.ContentLength = -1
		return w.front(r, v)
	}
	// A stranger with somebody's session, who is refused by the service, proves
	// nobody and is no part of the attempt.
	other := visitor()
	other.Address = netip.MustParseAddrPort("198.51.100.9:1")
	if resp := validate("s1", "wrong", other); resp.StatusCode != http.StatusForbidden || len(w.proved) != 0 {
		t.Fatalf("%d, %v", resp.StatusCode, w.proved)
	}
	if w.count(live.AttemptsUnknown) != 1 {
		t.Error("an attempt from elsewhere is taken for one that began here")
	}
	w.front(activate("2.4.10.0", "s1"), visitor())
	challenge := between(t, string(w.answered(activate("2.4.10.0", "s1"))), `name="challenge">`, `<`)
	if resp := validate("s1", challenge, visitor()); resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	} else if _, err := io.ReadAll(resp.Body); err != nil {
		t.Fatal(err)
	}
	if len(w.proved) != 1 || w.proved[0].Person != "910000000001" || w.proved[0].Device != "PC-INVENTED-1" || w.proved[0].Address != visitor().Address.Addr() {
		t.Fatalf("%+v", w.proved)
	}
	last := w.kept[len(w.kept)-1]
	if !last.Follows || last.Code != w.last().Code || !strings.Contains(string(last.Record), `"accepted"`) {
		t.Errorf("kept of it: %+v", last)
	}
	if w.outcomes[len(w.outcomes)-1] != attempt.Accepted {
		t.Error(w.outcomes)
	}
}

// answered sends a request and returns the body of its answer.
func (w *world) answered(r *http.Request) []byte {
	w.Helper()
	body, err := io.ReadAll(w.front(r, visitor()).Body)
	if err != nil {
		w.Fatal(err)
	}
	return body
}

func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	got, _, ends := strings.Cut(rest, to)
	if !ok || !ends {
		t.Fatalf("no %s in %s", from, text)
	}
	return got
}

// TestHeadersAreKeptOfThoseWhoAskWhy: what a client sent is evidence where it was
// warned or refused, and not where nothing was the matter with it.
func TestHeadersAreKeptOfThoseWhoAskWhy(t *testing.T) {
	for version, want := range map[string]bool{"2.9": false, "2.3.2.0": true} {
		w := newWorld(t, "open", "words")
		w.now = before
		w.front(activate(version, "s"), visitor())
		if got := strings.Contains(string(w.kept[0].Detail), "Analytics"); got != want {
			t.Errorf("%s: the header is kept: %v, after %s\n%s", version, got, w.last().Action, w.kept[0].Detail)
		}
	}
}
