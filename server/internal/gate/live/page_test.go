package live

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
)

// FuzzQuery: whatever an address asks for, the page answers, and what was read
// says the same when it is written and read again.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"", "chart=2h&span=1h&sort=-last&find=gp&rows=all", "of=requirements&name=a&part=b", "of=organisations&name=other", "of=organisations&name=ORG&notice=care-identity-2025&requirement=identity-agent&chart=24h", "sort=-", "sort=--name", "find=%ff%00", "%zz", "chart=9999999999h"} {
		f.Add(q)
	}
	c := &clockAt{at: day(f, 10, 0, 0)}
	l := New(Options{Now: c.now})
	l.Decided(decided(c.now(), "ORG", "1", notice.Block, notice.Block, ""))
	h := l.Handler(standing(f, c))
	f.Fuzz(func(t *testing.T, raw string) {
		v, _ := url.ParseQuery(raw) // what can be read, as net/http takes it
		q := parseQuery(v)
		if again := parseQuery(q.values()); again != q {
			t.Fatalf("%q is %+v, and written and read again %+v", raw, q, again)
		}
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
		r.URL.RawQuery = raw
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.HasSuffix(w.Body.String(), "</html>\n") {
			t.Fatalf("%q: %d", raw, w.Code)
		}
	})
}

// BenchmarkPage reads the page while 21,000 organisations have a row.
func BenchmarkPage(b *testing.B) {
	c := &clockAt{at: day(b, 10, 22, 0)}
	l := New(Options{Now: c.now})
	l.WindowOpened(day(b, 10, 0, 0))
	for _, d := range mixed(b) {
		l.Decided(d)
	}
	h := l.Handler(standing(b, c))
	for _, path := range []string{"/", "/live.json", "/metrics"} {
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", "http://127.0.0.1"+path, nil)
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if w.Code != 200 {
					b.Fatalf("%d: %s", w.Code, w.Body)
				}
			}
		})
	}
}
