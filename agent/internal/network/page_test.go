package network

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestPortalsAndBlocks(t *testing.T) {
	refuse := func(status int, page string, headers ...string) http.HandlerFunc {
		return func(out http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				out.Header().Set(headers[i], headers[i+1])
			}
			out.WriteHeader(status)
			io.WriteString(out, page)
		}
	}
	const squid = "<html><head><TITLE lang=en>ERROR: The requested URL could not be\nretrieved &amp; more</TITLE></head><body>Access Denied.</body>"
	for _, c := range []struct {
		name    string
		plain   bool // in place of TLS
		other   bool // with a certificate for somebody else
		answer  http.HandlerFunc
		page    PageKind
		by      string
		title   string
		status  int
		leadsTo string
	}{
		{name: "plain portal", plain: true, answer: refuse(302, "", "Location", "http://portal.example.test/login?mac=00:11:22:33:44:55&user=someone"), page: PagePortal, status: 302, leadsTo: "http://portal.example.test/login"},
		{name: "portal that says so", plain: true, answer: refuse(511, "<title>Network Authentication Required</title>"), page: PagePortal, title: "Network Authentication Required", status: 511},
		{name: "plain page", plain: true, answer: refuse(200, "<title>Free Wi-Fi</title> this is a captive portal"), page: PagePortal, title: "Free Wi-Fi", status: 200},
		{name: "portal with its own certificate", other: true, answer: refuse(302, "", "Location", "https://portal.example.test/"), page: PagePortal, status: 302, leadsTo: "https://portal.example.test/"},
		{name: "squid", answer: refuse(403, squid, "X-Squid-Error", "ERR_ACCESS_DENIED 0"), page: PageBlocked, by: "Squid", title: "ERROR: The requested URL could not be retrieved & more", status: 403},
		{name: "blocked by proxy", answer: refuse(403, "<h1>Blocked by Proxy</h1>"), page: PageBlocked, status: 403},
		{name: "domain not authorised", answer: refuse(403, "<title>Oh</title><p>DOMAIN NOT AUTHORISED"), page: PageBlocked, title: "Oh", status: 403},
		{name: "the host's own no", answer: refuse(403, "<title>Forbidden</title>You need a smartcard"), title: "Forbidden", status: 403},
		{name: "the host's own redirect", answer: refuse(302, "", "Location", "https://other.example.test/login"), status: 302, leadsTo: "https://other.example.test/login"},
		{name: "a page that speaks of a product is not read", answer: refuse(200, "<title>Sophos</title> blocked by proxy"), status: 200},
		{name: "latin-1", answer: refuse(403, "<title>Acc\xe8s bloqu\xe9</title>"), title: "Accès bloqué", status: 403},
		{name: "hostile title", answer: refuse(403, "<title>\x1b[2J\u202e"+strings.Repeat("x", 5000)), title: "[2J " + strings.Repeat("x", 193) + "…", status: 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			var conf *tls.Config
			if !c.plain {
				conf = config(w.public.issue("gas.example.test", func(cert *x509.Certificate) {
					if c.other {
						cert.DNSNames = []string{"portal.example.test"}
					}
				}), tls.VersionTLS12, tls.VersionTLS13)
			}
			w.web("gas.example.test", conf, c.answer)
			p := the(t, w.look(w.options("gas.example.test")))
			if c.plain != (p.Fault != nil && p.Fault.Kind == NotTLS) {
				t.Errorf("fault %+v", p.Fault)
			}
			a := p.Answered
			if a == nil {
				t.Fatal("nothing was answered")
			}
			if a.Page != c.page || a.By != c.by || a.Title != c.title || a.Status != c.status || a.Location != c.leadsTo {
				t.Errorf("answered %+v", a)
			}
			for _, name := range w.dialled {
				if name != "gas.example.test" {
					t.Errorf("%s was contacted, which nobody listed", name)
				}
			}
		})
	}
}

func TestHostileAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(io.ReadWriter)
		kind   Kind // "" is none
		status int
	}{
		{"endless headers", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for i := range 100_000 {
				if _, err := fmt.Fprintf(c, "X-%d: %s\r\n", i, strings.Repeat("y", 100)); err != nil {
					return
				}
			}
		}, Malformed, 0},
		{"one endless header", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nX: ")
			for range 10_000 {
				if _, err := io.WriteString(c, strings.Repeat("y", 1000)); err != nil {
					return
				}
			}
		}, Malformed, 0},
		{"endless patience", func(c io.ReadWriter) {
			for range 10_000 {
				if _, err := io.WriteString(c, "HTTP/1.1 103 Early Hints\r\n\r\n"); err != nil {
					return
				}
			}
		}, Malformed, 0},
		{"endless page", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 403 No\r\n\r\n<title>no</title>")
			for range 10_000 {
				if _, err := io.WriteString(c, strings.Repeat("y", 1000)); err != nil {
					return
				}
			}
		}, "", 403},
		{"endless chunks", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n")
			for range 100_000 {
				if _, err := io.WriteString(c, "1;"+strings.Repeat("e", 100)+"\r\ny\r\n"); err != nil {
					return
				}
			}
		}, "", 403},
		{"a page that stops", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 403 No\r\nContent-Length: 1000\r\n\r\n<title>no")
		}, "", 403},
		{"not HTTP", func(c io.ReadWriter) { io.WriteString(c, "\x00\x01\x02\x03 what\r\n\r\n") }, Malformed, 0},
		{"status of nonsense", func(c io.ReadWriter) { io.WriteString(c, "HTTP/1.1 -12 \x1b[31m\r\n\r\n") }, Malformed, 0},
		{"words that turn", func(c io.ReadWriter) {
			io.WriteString(c, "HTTP/1.1 403 \u202eN\x07o\r\nServer: a\xe2\x80\xaeb\r\nLocation: javascript:alert(1)\r\nWww-Authenticate: Basic realm=\"secret of the trust\"\r\n\r\n")
		}, "", 403},
		{"nothing", func(io.ReadWriter) {}, Ended, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			conf := config(w.public.issue("gas.example.test", nil), tls.VersionTLS12, tls.VersionTLS13)
			w.listen("gas.example.test", func(conn net.Conn) {
				s := tls.Server(conn, conf)
				s.Read(make([]byte, 4096))
				c.answer(s)
				s.Close()
			})
			p := the(t, w.look(w.options("gas.example.test")))
			if p.Fault != nil || !p.Works() {
				t.Errorf("the path itself: %+v", p.Fault)
			}
			a := p.Answered
			if a == nil || a.Status != c.status || (c.kind == "") != (a.Fault == nil) || a.Fault != nil && a.Fault.Kind != c.kind {
				t.Errorf("answered %+v, fault %+v", a, a.Fault)
			}
			if a != nil && strings.Contains(fmt.Sprint(a), "secret") {
				t.Errorf("kept %+v", a)
			}
		})
	}
}
