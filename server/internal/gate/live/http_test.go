package live

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// asked is a request to the admin address, as curl or a browser sends it.
type asked struct {
	method, path, body string
	header             map[string]string
}

func (a asked) do(h http.Handler) *httptest.ResponseRecorder {
	r := httptest.NewRequest(or(a.method, http.MethodGet), "http://127.0.0.1:9843"+a.path, strings.NewReader(a.body))
	for name, value := range a.header {
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestStrangers: what a page of somebody else could make an operator's browser ask
// for is refused, and nothing is done.
func TestStrangers(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	done := 0
	sources := standing(t, c)
	sources.Hosts = []string{"Gate1.Example.org"}
	sources.Hold = func(context.Context, string, string) error { done++; return nil }
	h := l.Handler(sources)
	token := tokenOf(t, h)
	form := url.Values{"token": {token}, "by": {"Ann Example"}, "reason": {"wards are locked out"}}
	urlencoded := "application/x-www-form-urlencoded"
	get := func(header map[string]string) asked { return asked{path: "/", header: header} }
	post := func(header map[string]string) asked {
		header["Content-Type"] = urlencoded
		return asked{method: http.MethodPost, path: "/hold", body: form.Encode(), header: header}
	}
	for _, test := range []struct {
		name string
		asked
		status int
		held   bool
	}{
		{"numbers", get(nil), 200, false},
		{"numbers of IPv6", get(map[string]string{"Host": "[::1]:9843"}), 200, false},
		{"localhost", get(map[string]string{"Host": "LocalHost:1234"}), 200, false},
		{"a listed name", get(map[string]string{"Host": "gate1.example.org"}), 200, false},
		{"a listed name in full", get(map[string]string{"Host": "GATE1.example.org.:9843"}), 200, false},
		{"a name pointed here", get(map[string]string{"Host": "evil.example:9843"}), 421, false},
		{"a name that ends in one", get(map[string]string{"Host": "evil-gate1.example.org"}), 421, false},
		{"a name below localhost", get(map[string]string{"Host": "a.localhost"}), 421, false},
		{"no name", get(map[string]string{"Host": ""}), 421, false},
		{"numbers in a name", get(map[string]string{"Host": "127.0.0.1.evil.example"}), 421, false},
		{"metrics by a name pointed here", asked{path: "/metrics", header: map[string]string{"Host": "evil.example"}}, 421, false},
		{"a probe by any name", asked{path: "/healthz", header: map[string]string{"Host": "gate-service"}}, 200, false},
		{"a script of another site", get(map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}), 403, false},
		{"a frame of another site", get(map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}), 403, false},
		{"a link on another site", get(map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}), 200, false},

		{"our form", post(map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:9843"}), 303, true},
		{"our form in an old browser", post(map[string]string{"Origin": "http://127.0.0.1:9843"}), 303, true},
		{"curl with the token", post(map[string]string{}), 303, true},
		{"a form of another site", post(map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}), 403, false},
		{"of another port", post(map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8000"}), 403, false},
		{"of another site in an old browser", post(map[string]string{"Origin": "https://evil.example"}), 403, false},
		{"of a sandbox", post(map[string]string{"Origin": "null"}), 403, false},
		{"by a name pointed here", post(map[string]string{"Host": "evil.example", "Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}), 421, false},
		{"without the token", asked{method: "POST", path: "/hold", body: "by=a&reason=b", header: map[string]string{"Content-Type": urlencoded}}, 403, false},
		{"with the token in the address alone", asked{method: "POST", path: "/hold?" + form.Encode(), header: map[string]string{"Content-Type": urlencoded}}, 403, false},
		{"by GET", asked{path: "/hold?" + form.Encode()}, 405, false},
		{"with a body of megabytes", asked{method: "POST", path: "/hold", body: form.Encode() + strings.Repeat("&a=b", 1<<18), header: map[string]string{"Content-Type": urlencoded}}, 400, false},
		{"as JSON", asked{method: "POST", path: "/hold", body: `{"by":"a"}`, header: map[string]string{"Content-Type": "application/json"}}, 403, false},
	} {
		before := done
		w := test.do(h)
		if w.Code != test.status || done-before != map[bool]int{true: 1}[test.held] {
			t.Errorf("%s: %d, held %d times; want %d, %v\n%s", test.name, w.Code, done-before, test.status, test.held, w.Body)
		}
		head := w.Result().Header
		if head.Get("X-Frame-Options") != "DENY" || !strings.Contains(head.Get("Content-Security-Policy"), "default-src 'none'") || head.Get("Access-Control-Allow-Origin") != "" || head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", test.name, head)
		}
	}
}

var hiddenToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

func tokenOf(t testing.TB, h http.Handler) string {
	t.Helper()
	m := hiddenToken.FindStringSubmatch(asked{path: "/"}.do(h).Body.String())
	if m == nil {
		t.Fatal("the page has no token")
	}
	return m[1]
}

// TestHold holds and gives back, with what was typed as one line of bounded length.
func TestHold(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	sources := standing(t, c)
	var got []string
	var fails error
	sources.Hold = func(_ context.Context, by, reason string) error { got = append(got, "hold", by, reason); return fails }
	sources.Release = func(_ context.Context, by, reason string) error {
		got = append(got, "release", by, reason)
		return fails
	}
	h := New(Options{Now: c.now}).Handler(sources)
	token := tokenOf(t, h)
	long := strings.Repeat("w", 5000)
	for _, test := range []struct {
		path, by, reason string
		fails            error
		status           int
		want             []string
		words            string
	}{
		{"/hold", "Ann Example", "wards are locked out", nil, 303, []string{"hold", "Ann Example", "wards are locked out"}, ""},
		{"/release", " Ann\nExample ", "<b>mended</b>", nil, 303, []string{"release", "Ann Example", "<b>mended</b>"}, ""},
		{"/hold", long[:500], long[:3000], nil, 303, []string{"hold", long[:mostNameRunes-1] + "…", long[:mostReasonRunes-1] + "…"}, ""},
		{"/hold", "", "because", nil, 422, nil, "Say who you are and why"},
		{"/hold", "Ann", " \t ", nil, 422, nil, "Say who you are and why"},
		{"/hold", "Ann", "why", errors.New("writing the hold: disk is <full>"), 500, []string{"hold", "Ann", "why"}, "disk is &lt;full&gt;."},
	} {
		got, fails = nil, test.fails
		form := url.Values{"token": {token}, "by": {test.by}, "reason": {test.reason}}
		w := asked{method: http.MethodPost, path: test.path, body: form.Encode(), header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}.do(h)
		if diff := cmp.Diff(test.want, got); w.Code != test.status || diff != "" || !strings.Contains(w.Body.String(), test.words) {
			t.Errorf("%s: %d, want %d (-want +got)\n%s%s", test.path, w.Code, test.status, diff, w.Body)
		}
		if test.status == 303 && w.Result().Header.Get("Location") != "/#hold" {
			t.Errorf("leads to %q", w.Result().Header.Get("Location"))
		}
	}
	// What a budget opened is closed for one organisation, for what has none, or for all.
	sources.Reset = func(_ context.Context, organisation string, all bool, by, reason string) error {
		got = append(got, "reset", organisation, strconv.FormatBool(all), by, reason)
		return nil
	}
	h = New(Options{Now: c.now}).Handler(sources)
	token = tokenOf(t, h)
	for of, want := range map[string][]string{
		"=ORG-09": {"reset", "ORG-09", "false", "Ann", "mended"}, "=": {"reset", "", "false", "Ann", "mended"}, "*": {"reset", "", "true", "Ann", "mended"}, "": nil, "ORG-09": nil,
	} {
		got = nil
		form := url.Values{"token": {token}, "by": {"Ann"}, "reason": {"mended"}, "of": {of}}
		w := asked{method: http.MethodPost, path: "/reset", body: form.Encode(), header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}.do(h)
		if diff := cmp.Diff(want, got); diff != "" || (w.Code == 303) != (want != nil) {
			t.Errorf("reset %q: %d (-want +got)\n%s", of, w.Code, diff)
		}
	}
	none := New(Options{Now: c.now}).Handler(Sources{})
	if page := (asked{path: "/"}).do(none).Body.String(); strings.Contains(page, "<form method=\"post\"") {
		t.Error("a gate that cannot be held shows a form that holds it")
	}
}

// TestReady: ready is a gate that has a plan and can keep decisions.
func TestReady(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	plan := func(loaded bool) func() Plan { return func() Plan { return Plan{Loaded: loaded, Hold: &Hold{}} } }
	journal := func(dir string, writable bool) func() Journal {
		return func() Journal { return Journal{Dir: dir, Writable: writable} }
	}
	for _, test := range []struct {
		sources Sources
		status  int
		body    string
	}{
		{Sources{}, 503, "no plan is loaded\n"},
		{Sources{Plan: plan(false), Journal: journal("j", false)}, 503, "no plan is loaded\nthe journal cannot be written\n"},
		{Sources{Plan: plan(true), Journal: journal("j", false)}, 503, "the journal cannot be written\n"},
		{Sources{Plan: plan(true), Journal: journal("", false)}, 200, "ok\n"},
		{Sources{Plan: plan(true), Journal: journal("j", true)}, 200, "ok\n"},
		{Sources{Plan: plan(true)}, 200, "ok\n"},
	} {
		h := New(Options{Now: c.now}).Handler(test.sources)
		if w := (asked{path: "/readyz"}).do(h); w.Code != test.status || w.Body.String() != test.body {
			t.Errorf("%d %q, want %d %q", w.Code, w.Body, test.status, test.body)
		}
		if w := (asked{path: "/healthz"}).do(h); w.Code != 200 || w.Body.String() != "ok\n" {
			t.Errorf("/healthz: %d %q", w.Code, w.Body)
		}
	}
}

// TestCode finds a decision as people type its code.
func TestCode(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	sources := standing(t, c)
	code := notice.NewCode(12345)
	sources.Record = func(_ context.Context, asked string) (Record, error) {
		switch asked {
		case code:
			return Record{Code: code, At: c.now(), Told: []string{"Refused <script>hacked=1</script>", "  and why"}, JSON: []byte(`{"a":"</pre><script>hacked=1</script>","b":{"c":1}}`)}, nil
		case notice.NewCode(2):
			return Record{}, errors.New("journal 3: line 7 is damaged")
		}
		return Record{}, ErrNoRecord
	}
	h := New(Options{Now: c.now}).Handler(sources)
	for _, test := range []struct {
		path, accept string
		status       int
		words        string
	}{
		{"/code/" + code, "", 200, "&#34;c&#34;: 1"},
		{"/code/" + strings.ToLower(code), "text/html", 200, "Refused &lt;script&gt;hacked=1&lt;/script&gt;\n  and why"},
		{"/code/" + code, "application/json", 200, `"b":{"c":1}}` + "\n"},
		{"/code/" + notice.NewCode(1), "", 404, "There is no decision " + notice.NewCode(1)},
		{"/code/" + notice.NewCode(2), "", 500, "line 7 is damaged."},
		{"/code/AAAAAAAAAAA", "", 400, "not the code of a decision"},
		{"/code/..%2f..%2fetc%2fpasswd", "", 400, "not the code of a decision"},
		{"/code?code=" + code[:4] + "-" + code[4:], "", 303, ""},
		{"/code?code=nonsense", "", 400, "not the code of a decision"},
		{"/code", "", 400, "not the code of a decision"},
	} {
		w := asked{path: test.path, header: map[string]string{"Accept": test.accept}}.do(h)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.words) || strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && strings.Contains(w.Body.String(), "<script>hacked") {
			t.Errorf("%s: %d, want %d with %q\n%s", test.path, w.Code, test.status, test.words, w.Body)
		}
	}
	none := New(Options{Now: c.now}).Handler(Sources{})
	if w := (asked{path: "/code/" + code}).do(none); w.Code != 404 || !strings.Contains(w.Body.String(), "No decisions are kept") {
		t.Errorf("without a journal: %d %s", w.Code, w.Body)
	}
}

// TestCSV reads the files back, with names that a spreadsheet would run.
func TestCSV(t *testing.T) {
	l, c := morning(t)
	for _, organisation := range []string{"=cmd|' /C calc'!A1", "@SUM(1)", "-2+3", "a;=1+1", "plain, with a comma", "-5"} {
		l.Decided(decided(c.now(), organisation, "+1", notice.Block, notice.Block, ""))
	}
	h := l.Handler(standing(t, c))
	read := func(path string) map[string][]string {
		w := asked{path: path}.do(h)
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") {
			t.Fatalf("%s: %d, %v", path, w.Code, err)
		}
		if !strings.Contains(w.Header().Get("Content-Disposition"), `filename="`+strings.TrimPrefix(strings.SplitN(path, ".", 2)[0], "/")+`-2025-07-08-102241.csv"`) {
			t.Errorf("%s is named %q", path, w.Header().Get("Content-Disposition"))
		}
		all := make(map[string][]string)
		for _, row := range rows {
			all[row[0]] = row
			if len(row) != len(rows[0]) {
				t.Errorf("%s: %q has %d cells, the heading %d", path, row, len(row), len(rows[0]))
			}
		}
		return all
	}
	rows := read("/organisations.csv?span=window")
	for _, name := range []string{"'=cmd|' /C calc'!A1", "'@SUM(1)", "'-2+3", "a;'=1+1", "plain, with a comma", "-5"} {
		if rows[name] == nil {
			t.Errorf("there is no %q in %v", name, rows)
		}
	}
	want := []string{"ORG-06", "0", "0", "91", "0", "91", "2025-07-08T10:22:30+01:00", "blocked", "", "", "", ""}
	if diff := cmp.Diff(want, rows["ORG-06"]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// Organisations are found by what they are called, too.
	for find, want := range map[string]string{"org-06": "ORG-06", "general+hosp": "ORG-09"} {
		if rows := read("/organisations.csv?find=" + find); len(rows) != 2 || rows[want] == nil {
			t.Errorf("found by %s: %v", find, rows)
		}
	}
	if rows := read("/stopped.csv?find=general"); len(rows) != 1 {
		t.Errorf("found of what stopped coming: %v", rows)
	}
	if row := read("/requirements.csv?span=start")["care-identity-2025"]; row == nil || row[1] != "identity-agent" || row[2] != "Identity Agent is a supported version" {
		t.Errorf("requirement %q", row)
	}
	if rows := read("/clients.csv"); rows["identity-agent"] == nil {
		t.Errorf("clients %v", rows)
	}
	if row := read("/organisations.csv?span=1m")["ORG-06"]; row == nil || row[3] != "4" || row[7] != "blocked" {
		t.Errorf("in the last minute %q", row)
	}
	// A picture is told second by second, whatever its bars are wide.
	curve := read("/curve.csv?chart=15m&of=organisations&name=ORG-06&notice=care-identity-2025&requirement=identity-agent")
	if diff := cmp.Diff([]string{"2025-07-08T10:22:30+01:00", "1", "0", "0", "1", "0"}, curve["2025-07-08T10:22:30+01:00"]); diff != "" || len(curve) != 901 {
		t.Errorf("%d rows (-want +got)\n%s", len(curve), diff)
	}
	if hour := read("/curve.csv?chart=24h"); len(hour) != 83+1 || hour["2025-07-08T10:22:00+01:00"] == nil || hour["2025-07-08T10:22:00+01:00"][1] != "60" {
		t.Errorf("the day has %d rows, since the gate began to count at nine", len(hour))
	}
	if row := read("/stopped.csv")["organisation"]; row == nil || row[1] != "ORG-05" || row[3] != "277" || row[5] != "0" || row[9] != "Invented Surgery" || row[11] != "01632 960002" {
		t.Errorf("stopped %q", row)
	}
}

// TestPaths: every path answers with its type, and nothing else is there.
func TestPaths(t *testing.T) {
	l, c := morning(t)
	h := l.Handler(standing(t, c))
	for _, test := range []struct {
		path   string
		status int
		kind   string
	}{
		{"/", 200, "text/html; charset=utf-8"},
		{"/?chart=24h&span=5m&sort=-name&find=zz&of=clients&name=a&part=b&rows=all", 200, "text/html; charset=utf-8"},
		{"/live.json", 200, "application/json"},
		{"/metrics", 200, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"},
		{"/assets/live.css", 200, "text/css; charset=utf-8"},
		{"/assets/live.js", 200, "text/javascript; charset=utf-8"},
		{"/assets/icon.svg", 200, "image/svg+xml"},
		{"/assets/", 404, ""},
		{"/assets/none.js", 404, ""},
		{"/assets/..%2fhttp.go", 404, ""},
		{"/none", 404, ""},
		{"/debug/pprof/", 404, ""},
	} {
		w := asked{path: test.path}.do(h)
		if kind := w.Header().Get("Content-Type"); w.Code != test.status || test.kind != "" && kind != test.kind {
			t.Errorf("%s: %d %q, want %d %q", test.path, w.Code, kind, test.status, test.kind)
		}
	}
	var st map[string]any
	if err := json.Unmarshal(asked{path: "/live.json?chart=2h"}.do(h).Body.Bytes(), &st); err != nil || st["curve"].(map[string]any)["chart"] != "2h" {
		t.Errorf("/live.json?chart=2h: %v, %v", st["curve"], err)
	}
}

// TestHostileNames: nothing that a client, a file or an operator wrote becomes
// markup.
func TestHostileNames(t *testing.T) {
	c := &clockAt{at: day(t, 10, 22, 0)}
	h := hostileGate(c).Handler(hostileSources(t, c))
	page := asked{path: `/?find=` + url.QueryEscape(hostile)}.do(h).Body.String()
	if n := strings.Count(page, "hacked=1"); n < 15 {
		t.Errorf("the hostile text stands %d times on the page", n)
	}
	for _, not := range []string{"<script>hacked", "<img", hostile} {
		if strings.Contains(page, not) {
			t.Errorf("the page has %q in it", not)
		}
	}
}

const hostile = `"><script>hacked=1</script><img src=x onerror=hacked=1>'&`

// hostileGate has counted names that want to be markup.
func hostileGate(c *clockAt) *Live {
	l := New(Options{Now: c.now, Version: hostile})
	d := decided(c.now(), hostile, hostile, notice.Block, notice.Block, hostile)
	d.Client, d.Extractor, d.TLS = hostile, hostile, hostile
	d.Findings[0].Notice, d.Findings[0].Requirement, d.Findings[0].Title = hostile, hostile, hostile
	l.Decided(d)
	return l
}

func hostileSources(t testing.TB, c *clockAt) Sources {
	s := standing(t, c)
	plan := s.Plan()
	window := Window{Notice: hostile, Requirement: hostile, Title: hostile, Name: hostile, From: plan.Open[0].From, Until: plan.Open[0].Until}
	forGood := Window{Notice: "n", Requirement: hostile, Name: "/", Places: true, From: plan.Open[0].From}
	s.Plan = func() Plan {
		return Plan{
			Loaded: true, Digest: hostile, Why: hostile, Stale: hostile, Files: []File{{Path: hostile, Kind: hostile, State: hostile, Problem: hostile}},
			Pending: &Pending{Digest: hostile, Why: hostile, Files: []string{hostile}}, Hold: &Hold{By: hostile, Reason: hostile},
			Open: []Window{forGood, window}, Next: &window,
		}
	}
	s.Budget = func() Budget {
		return Budget{All: Spent{Unit: hostile, Tripped: true, Why: hostile}, Organisations: []SpentHere{{hostile, Spent{Unit: hostile, Tripped: true}}},
			Problem: hostile, Proven: &Proven{Problem: hostile}}
	}
	s.Organisation, s.Report = func(string) string { return hostile }, func() string { return hostile }
	s.Contact = func(string) (name, phone, hours string) { return hostile, hostile, hostile }
	s.Door = func() Door { return Door{Away: map[string]uint64{hostile: 1}} }
	s.Pager = func() Pager { return Pager{To: hostile, Trouble: hostile} }
	s.Journal = func() Journal { return Journal{Dir: hostile, Why: hostile} }
	s.Certificates = func() []Certificate { return []Certificate{{Use: hostile, Subject: hostile}} }
	s.Clock = func() Clock { return Clock{Now: c.now(), Doubt: hostile, Rehearsal: true, Rate: 60} }
	return s
}
