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

func TestThePortService(t *testing.T) {
	service := func(out http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
			t.Error("credentials were sent")
		}
		switch r.URL.Path {
		case "/PRS/ConnectPRService":
			fmt.Fprint(out, `{"statusCode":"200","statusText":"OK"}`)
		case portNumberPath:
			fmt.Fprint(out, `{"statusCode":200,"portData":{"portNumber":50123}}`)
		default:
			http.NotFound(out, r)
		}
	}
	asks := func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Add("WWW-Authenticate", "Negotiate")
		out.Header().Add("WWW-Authenticate", "NTLM")
		out.WriteHeader(401)
	}
	for _, c := range []struct {
		name    string
		secure  bool
		handler http.HandlerFunc
		serve   func(net.Conn)
		want    Listener
		status  int
		schemes string
		kind    Kind
	}{
		{name: "well", handler: service, want: Listener{Open: true, Code: "200", Leads: 50123}, status: 200},
		{name: "by https, as it once was", secure: true, handler: service, want: Listener{Open: true, TLS: true, Code: "200", Leads: 50123}, status: 200},
		{name: "wants to know who asks", handler: asks, want: Listener{Open: true}, status: 401, schemes: "Negotiate NTLM"},
		{name: "something else", handler: func(out http.ResponseWriter, _ *http.Request) { fmt.Fprint(out, "<title>My router</title>") }, want: Listener{Open: true}, status: 200},
		{name: "not well", handler: func(out http.ResponseWriter, _ *http.Request) { fmt.Fprint(out, `{"statusCode":"PR20002"}`) }, want: Listener{Open: true, Code: "PR20002"}, status: 200},
		{name: "no HTTP", serve: func(c net.Conn) { io.ReadAtLeast(c, make([]byte, 4096), 5); c.Write([]byte("* OK imap ready\r\n")) }, want: Listener{Open: true}, kind: Malformed},
		{name: "closed", want: Listener{}, kind: Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			port := Port{Of: "port-service", Path: "/PRS/ConnectPRService", Source: "invented"}
			switch {
			case c.serve != nil:
				port.Number = int(w.listen("local", c.serve).Port())
			case c.handler != nil:
				var conf *tls.Config
				if c.secure {
					conf = config(w.owner.issue("localhost", func(*x509.Certificate) {}), tls.VersionTLS12, tls.VersionTLS12)
				}
				port.Number = int(w.web("local", conf, c.handler).Port())
			default:
				l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is closed again
				if err != nil {
					t.Fatal(err)
				}
				port.Number = l.Addr().(*net.TCPAddr).Port
				l.Close()
			}
			o := w.options()
			o.Ports = []Port{port}
			got := w.look(o).Listeners[0]
			if got.Open != c.want.Open || got.TLS != c.want.TLS || got.Code != c.want.Code || got.Leads != c.want.Leads || got.Of != "port-service" {
				t.Errorf("%+v", got)
			}
			if (got.Fault == nil) != (c.kind == "") || got.Fault != nil && got.Fault.Kind != c.kind {
				t.Errorf("fault %+v", got.Fault)
			}
			if c.status != 0 && (got.Answered.Status != c.status || strings.Join(got.Answered.Authenticate, " ") != c.schemes || got.Address != "127.0.0.1") {
				t.Errorf("answered %+v at %s", got.Answered, got.Address)
			}
		})
	}
}

func FuzzPortService(f *testing.F) {
	f.Add([]byte(`{"statusCode":"200","portData":{"portNumber":50123}}`))
	f.Add([]byte(`{"statusCode":2e99,"portData":{"portNumber":"-1"}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		code, port := portService(in)
		if port < 0 || port > 65535 || code != clean(code, 40) {
			t.Errorf("%q %d", code, port)
		}
	})
}

// said is a connection on which an answer is already there.
type said struct{ io.Reader }

func (said) Write(p []byte) (int, error) { return len(p), nil }

func FuzzAnswer(f *testing.F) {
	f.Add([]byte("HTTP/1.1 403 No\r\nServer: squid\r\nLocation: http://a:b@c/d?e\r\nDate: Tue, 08 Jul 2025 12:00:00 GMT\r\nAge: 4\r\n\r\n<title>a&amp;b"), false)
	f.Add([]byte("HTTP/1.1 103 E\r\n\r\nHTTP/1.1 407 P\r\nProxy-Authenticate: NTLM\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), true)
	w := &look{}
	w.fill()
	f.Fuzz(func(t *testing.T, in []byte, connect bool) {
		method := http.MethodGet
		if connect {
			method = http.MethodConnect
		}
		x := w.exchange(t.Context(), said{strings.NewReader(string(in))}, method, "/", "gas.example.test", everyPage)
		s := x.sample("gas.example.test", "", false)
		n := Network{Hosts: []Host{{Paths: []Path{{Answered: &x.Answered}}}}}
		if s != nil {
			n.Clock.Samples = []Sample{*s}
		}
		holds(t, n)
	})
}
