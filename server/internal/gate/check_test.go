package gate

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/gate/live"
)

// nginx is a proxy that sets all that the sample for nginx sets.
var nginx = Listed{
	From:    []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")},
	Headers: []string{headerTLS, headerClient, headerSeries, headerDevice, headerOrganisation, "X-Original-Method", "X-Original-Uri", "X-Original-Host", headerFor},
}

// question asks the decision service as a peer.
func (w *world) question(peer, target string, header http.Header) *http.Response {
	w.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.RemoteAddr = peer
	for name, values := range header {
		r.Header[name] = values
	}
	rec := httptest.NewRecorder()
	w.Checks().ServeHTTP(rec, r)
	return rec.Result()
}

const listedPeer = "127.0.0.1:5000"

func TestOnlyListedPeersAsk(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.Listed = []Listed{nginx}
	for peer, want := range map[string]int{listedPeer: 204, "[::ffff:127.0.0.1]:5000": 204, "127.0.0.2:5000": 403, "[::1]:5000": 403, "no address": 403} {
		if resp := w.question(peer, checkPath, http.Header{"User-Agent": {"x"}}); resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", peer, resp.StatusCode, want)
		}
	}
	if w.count(live.StrangerRefused) != 3 || len(w.said) == 0 {
		t.Errorf("%v, %q", w.events, w.said)
	}
}

// TestHeadersOfClients: an X-Gate header that the proxy does not set is the client's
// own, in whatever spelling, and refused.
func TestHeadersOfClients(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.Listed = []Listed{nginx}
	for name, c := range map[string]struct {
		header http.Header
		want   int
	}{
		"set by the proxy":    {http.Header{"X-Gate-Tls": {"TLSv1.3"}}, 204},
		"twice":               {http.Header{"X-Gate-Tls": {"TLSv1.3", "TLSv1"}}, 400},
		"none of its":         {http.Header{"X-Gate-Code": {"A"}}, 400},
		"unknown":             {http.Header{"X-Gate-Anything": {"A"}}, 400},
		"underscores":         {http.Header{"X_gate_tls": {"TLSv1.3"}}, 400},
		"underscores, case":   {http.Header{"X_GATE_TLS": {"TLSv1.3"}}, 400},
		"mixed":               {http.Header{"X-Gate_tls": {"TLSv1.3"}}, 400},
		"case":                {http.Header{"x-gate-tls": {"TLSv1.3"}}, 400},
		"dots":                {http.Header{"X.gate.tls": {"TLSv1.3"}}, 400},
		"beside the proxy's":  {http.Header{"X-Gate-Tls": {"TLSv1.3"}, "X_gate_tls": {"TLSv1"}}, 400},
		"another's":           {http.Header{"X-Gateway": {"A"}}, 204},
		"nothing of the gate": {http.Header{"X-Gat": {"A"}}, 204},
	} {
		refused := w.count(live.HeaderRefused)
		resp := w.question(listedPeer, checkPath, c.header)
		if resp.StatusCode != c.want || w.count(live.HeaderRefused)-refused != map[int]int{204: 0, 400: 1}[c.want] {
			t.Errorf("%s: %d, want %d", name, resp.StatusCode, c.want)
		}
	}
}

// TestWhatAProxyDoesNotSetDoesNotCount sends from a client everything by which a
// decision could be moved, through a proxy that sets nothing.
func TestWhatAProxyDoesNotSetDoesNotCount(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.Listed = []Listed{{From: nginx.From}}
	w.question(listedPeer, checkPath, http.Header{
		"X-Original-Uri": {"/help"}, "X-Original-Method": {"GET"}, "X-Forwarded-Uri": {"/help"}, "X-Forwarded-For": {"198.51.100.1"},
	})
	d := w.last() // it was not taken for a request of an open path
	if d.Address.IsValid() || d.TLS != "" || d.Device != "" || d.Organisation != "" {
		t.Errorf("%+v", d)
	}
}

func TestOriginalRequests(t *testing.T) {
	agent := `{"IAVersion":"2.3.2.0"}`
	for name, c := range map[string]struct {
		headers []string // that the proxy sets
		target  string
		header  http.Header
		want    int
		request string // as evidence; "" = nothing was decided
	}{
		"nginx":                 {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"/login/authactivate?a=b"}, "X-Original-Method": {"POST"}}, 403, "POST /login/authactivate"},
		"nginx, absolute":       {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"http://h/login/authactivate"}, "X-Original-Method": {"POST"}}, 403, "POST /login/authactivate"},
		"nginx, no path":        {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"x:http://h/login/authactivate"}}, 400, ""},
		"nginx, dots":           {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"/help/../login/authactivate"}}, 403, "GET /login/authactivate"},
		"nginx, open":           {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"/help/a"}}, 204, ""},
		"nginx, no sign-in":     {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"/"}}, 204, ""},
		"Caddy and Traefik":     {[]string{"X-Forwarded-Method", "X-Forwarded-Uri", "X-Forwarded-Host"}, checkPath, http.Header{"X-Forwarded-Uri": {"/login/authactivate"}, "X-Forwarded-Method": {"POST"}, "X-Forwarded-Host": {"h"}}, 403, "POST /login/authactivate"},
		"the client's own":      {[]string{"X-Forwarded-Uri"}, checkPath, http.Header{"X-Forwarded-Uri": {"/login/authactivate"}, "X-Original-Uri": {"/help"}}, 403, "GET /login/authactivate"},
		"twice":                 {nginx.Headers, checkPath, http.Header{"X-Original-Uri": {"/help", "/login/authactivate"}}, 403, ""},
		"Envoy":                 {nil, checkPath + "/login/authactivate?a=b", nil, 403, "GET /login/authactivate"},
		"Envoy, dots":           {nil, checkPath + "/help/../login/authactivate", nil, 403, "GET /login/authactivate"},
		"Envoy, coded":          {nil, checkPath + "/login%2fauthactivate", nil, 403, "GET /login/authactivate"},
		"Envoy, no sign-in":     {nil, checkPath + "/", nil, 204, ""},
		"nothing is named":      {nil, checkPath, nil, 403, ""},
		"a query and no path":   {nil, checkPath + "?a", nil, 403, ""},
		"another path":          {nil, "/gate/checks", nil, 404, ""},
		"another spelling":      {nil, "/gate%2fcheck/login/authactivate", nil, 404, ""},
		"absolute, as no proxy": {nil, "http://gate" + checkPath + "/login/authactivate", nil, 404, ""},
	} {
		w := newWorld(t, "open", "words")
		w.Listed = []Listed{{nginx.From, c.headers}}
		if c.header == nil {
			c.header = http.Header{}
		}
		c.header.Set("Analytics", agent)
		c.header.Set("User-Agent", "Mozilla/5.0 (Trident/7.0; rv:2.0)")
		resp := w.question(listedPeer, c.target, c.header)
		if resp.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", name, resp.StatusCode, c.want)
		}
		if c.request != "" && !strings.Contains(string(w.kept[len(w.kept)-1].Record), fmt.Sprintf("%q", c.request)) {
			t.Errorf("%s: kept %s", name, w.kept[len(w.kept)-1].Record)
		}
	}
}

func TestVisitorsByProxies(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"one":               {[]string{"192.0.2.1"}, "192.0.2.1"},
		"the last":          {[]string{"10.0.0.1, 192.0.2.1"}, "192.0.2.1"},
		"of the last line":  {[]string{"10.0.0.1", "10.0.0.2,192.0.2.1"}, "192.0.2.1"},
		"with a port":       {[]string{"192.0.2.1:4711"}, "192.0.2.1"},
		"IPv6":              {[]string{"2001:db8::1"}, "2001:db8::1"},
		"IPv6 with a port":  {[]string{"[2001:db8::1]:4711"}, "2001:db8::1"},
		"IPv4 as IPv6":      {[]string{"::ffff:192.0.2.1"}, "192.0.2.1"},
		"a zone":            {[]string{"fe80::1%eth0"}, "fe80::1"},
		"unknown":           {[]string{"192.0.2.1, unknown"}, ""},
		"nothing behind it": {[]string{"192.0.2.1,"}, ""},
		"empty":             {[]string{""}, ""},
	} {
		r := httptest.NewRequest(http.MethodGet, checkPath, nil)
		r.RemoteAddr = listedPeer
		r.Header[headerFor] = c.lines
		r.Header[headerTLS] = []string{"TLSv1.2"}
		peer := netip.MustParseAddr("127.0.0.1")
		v := visitorOf(r.Header, &nginx, peer)
		if got := addressOf(v.Address); got != c.want || v.Via.String() != "127.0.0.1" || v.TLS != 0x0303 {
			t.Errorf("%s: %q by %s, TLS %#x", name, got, v.Via, v.TLS)
		}
		if v := visitorOf(r.Header, &Listed{}, peer); v.Address.IsValid() || v.TLS != 0 {
			t.Errorf("%s: what it does not set counts: %+v", name, v)
		}
	}
}

// TestRefusalsAreToldAgain: only by the code of the proxy, and in full.
func TestRefusalsAreToldAgain(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.Listed = []Listed{{nginx.From, append(slices.Clone(nginx.Headers), headerCode)}}
	resp := w.question(listedPeer, checkPath, http.Header{"X-Gate-Tls": {"TLSv1.1"}, "Accept": {"application/json"}})
	code := resp.Header.Get("X-Gate-Code")
	first, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 403 || code == "" {
		t.Fatal(resp.Status, code, err)
	}
	again := w.question(listedPeer, "/gate/refusal", http.Header{"X-Gate-Code": {code}, "Accept": {"application/json"}})
	if body, err := io.ReadAll(again.Body); err != nil || again.StatusCode != 403 || string(body) != string(first) {
		t.Errorf("%d %s, %v", again.StatusCode, body, err)
	}
	for _, wrong := range []string{"", "AAAAAAAAAAA", strings.Repeat("A", 1000)} {
		if resp := w.question(listedPeer, "/gate/refusal", http.Header{"X-Gate-Code": {wrong}}); resp.StatusCode != 403 || resp.Header.Get("X-Gate-Code") != "" {
			t.Errorf("%.20q: %d", wrong, resp.StatusCode)
		}
	}
}

// FuzzGateHeaders sends one header of any name: it never moves a decision unless it
// is one that the proxy sets, and nothing that could be taken for one of the gate's
// is let through.
func FuzzGateHeaders(f *testing.F) {
	for _, name := range []string{"X-Gate-Tls", "x_gate_tls", "X-GATE-TLS", "X-Gate", "X.Gate.Tls", "X-Forwarded-For", "X_Gate-", "", "X-Gate-\u017f"} {
		f.Add(name, "TLSv1")
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		l := &Listed{Headers: []string{headerTLS}}
		h := http.Header{name: {value}}
		plain := []byte(name)
		for i, c := range plain {
			switch {
			case 'A' <= c && c <= 'Z':
				plain[i] = c + 'a' - 'A'
			case (c < 'a' || c > 'z') && (c < '0' || c > '9'):
				plain[i] = '-'
			}
		}
		like := string(plain)
		err := l.strange(h)
		if taken := strings.HasPrefix(like, "x-gate-"); taken && name != headerTLS && err == nil {
			t.Errorf("%q is let through", name)
		} else if (!taken || name == headerTLS) && err != nil {
			t.Errorf("%q is refused: %v", name, err)
		}
		if strings.HasPrefix(like, "x-gate-") && !isForged(name) {
			t.Errorf("%q would reach the service", name)
		}
		if got := l.get(h, headerTLS); got != "" && name != headerTLS {
			t.Errorf("%q counts as %s", name, headerTLS)
		}
		r := httptest.NewRequest(http.MethodGet, checkPath, nil)
		r.Header = http.Header{headerFor: {value}}
		if v := visitorOf(r.Header, &nginx, netip.Addr{}); v.Address.IsValid() && v.Address.Addr().Is4In6() {
			t.Errorf("%q is %v", value, v.Address)
		}
	})
}
