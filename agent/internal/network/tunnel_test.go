package network

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// proxy gives a name a proxy that asks answer what to do; "" is to connect.
// opening signs in the place of all hosts if it is not nil.
func (w *world) proxy(name string, answer string, opening *authority) *[]string {
	var asked []string
	at := w.listen(name, func(c net.Conn) {
		r := bufio.NewReader(c)
		request, err := http.ReadRequest(r)
		if err != nil {
			return
		}
		w.mu.Lock()
		asked = append(asked, request.Method+" "+request.Host)
		if request.Header.Get("Proxy-Authorization") != "" {
			w.t.Error("credentials were sent")
		}
		host, _, _ := strings.Cut(request.Host, ":")
		to, ok := w.names[host]
		w.mu.Unlock()
		if answer != "" {
			io.WriteString(c, answer)
			return
		}
		if !ok {
			io.WriteString(c, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
			return
		}
		io.WriteString(c, "HTTP/1.0 200 Connection established\r\nVia: 1.1 proxy1.example.test (squid)\r\n\r\n")
		if opening != nil {
			s := tls.Server(c, config(opening.issue(host, nil), tls.VersionTLS12, tls.VersionTLS12))
			if request, err := http.ReadRequest(bufio.NewReader(s)); err == nil && request.URL.Path == "/" {
				io.WriteString(s, "HTTP/1.1 200 OK\r\nDate: "+w.right.Format(http.TimeFormat)+"\r\n\r\n")
			}
			s.Close()
			return
		}
		up, err := net.Dial("tcp", to.String())
		if err != nil {
			return
		}
		defer up.Close()
		go func() { io.Copy(up, r); up.(*net.TCPConn).CloseWrite() }()
		io.Copy(c, up)
	})
	_ = at
	return &asked
}

func TestByAProxy(t *testing.T) {
	const page = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<title>Blocked by proxy</title>"
	for _, c := range []struct {
		name    string
		answer  string
		opening bool
		kind    Kind
		says    []string
		status  int
		page    PageKind
		schemes string
	}{
		{name: "connects", status: 200},
		{name: "opens", opening: true, status: 200},
		{name: "wants credentials", answer: "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", kind: ProxyCredentials, status: 407, says: []string{"407", "Negotiate or NTLM or Basic", "no credentials"}, schemes: "Negotiate,NTLM,Basic"},
		{name: "refuses", answer: page, kind: ProxyRefused, status: 403, page: PageBlocked, says: []string{"403 Forbidden"}},
		{name: "says nothing", answer: "\r\n", kind: Malformed, says: []string{"asking the proxy to connect"}},
		{name: "closes", answer: " ", kind: Malformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.web("gas.example.test", config(w.public.issue("gas.example.test", nil), tls.VersionTLS12, tls.VersionTLS13), hello)
			var opening *authority
			if c.opening {
				opening = w.owner
			}
			asked := w.proxy("proxy.example.test", c.answer, opening)
			w.env["HTTPS_PROXY"] = "http://someone:secret@proxy.example.test:8080"
			o := w.options("gas.example.test")
			o.Versions = []string{"1.2"}
			n := w.look(o)
			paths := n.Hosts[0].Paths
			if len(paths) != 2 || paths[0].Proxy != "" || paths[1].Proxy != "proxy.example.test:8080" || paths[1].Settings != "environment" {
				t.Fatalf("paths %+v", paths)
			}
			if !paths[0].Works() {
				t.Errorf("straight: %+v", paths[0].Fault)
			}
			p := paths[1]
			if (*asked)[0] != "CONNECT gas.example.test:443" {
				t.Errorf("the proxy was asked %q", *asked)
			}
			if c.kind == "" {
				if p.Fault != nil || !p.Works() || p.Versions[0].Fault != nil || p.Answered == nil {
					t.Errorf("by the proxy: %+v, versions %+v", p.Fault, p.Versions)
				}
				if i, opened := p.TLS.Inspected(); opened != c.opening || opened && i.By != "Contoso TLS Inspection CA" {
					t.Errorf("opened %v by %+v", opened, i)
				}
				if p.Tunnel.Via != "1.1 proxy1.example.test (squid)" {
					t.Errorf("tunnel %+v", p.Tunnel)
				}
			} else if p.Fault == nil || p.Fault.Kind != c.kind || p.TLS != nil || p.Works() {
				t.Errorf("by the proxy: %+v", p)
			}
			if c.status != 0 && (p.Tunnel == nil || p.Tunnel.Status != c.status || p.Tunnel.Page != c.page || strings.Join(p.Tunnel.Authenticate, ",") != c.schemes) {
				t.Errorf("tunnel %+v", p.Tunnel)
			}
			for _, words := range c.says {
				if !strings.Contains(p.Fault.Text, words) {
					t.Errorf("%q does not say %q", p.Fault.Text, words)
				}
			}
			var recorded strings.Builder
			if err := Write(&recorded, n); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(recorded.String(), "secret") || strings.Contains(recorded.String(), "someone") {
				t.Error("credentials of the proxy were kept")
			}
			if !n.Proxies.Environment.Credentials {
				t.Error("it is not said that there are credentials in the settings")
			}
		})
	}
}

func TestOnlyTheProxyKnowsTheWay(t *testing.T) {
	w := newWorld(t)
	w.proxy("proxy.example.test", "", w.owner)
	w.registry = registered{
		CurrentUser: {internetSettings: {"ProxyEnable": uint64(1), "ProxyServer": "https=proxy.example.test:8080"}},
	}
	w.web("inner.example.test", config(w.public.issue("inner.example.test", nil), tls.VersionTLS12, tls.VersionTLS13), hello)
	o := w.options("inner.example.test")
	inner := o.Dial
	o.Resolver = without{w, "inner.example.test"}
	o.Dial = inner
	n := w.look(o)
	h := n.Hosts[0]
	if f := h.Paths[0].Fault; f == nil || f.Kind != NoSuchName || h.Names.Found() {
		t.Errorf("straight: %+v", f)
	}
	if best := h.Best(); best.Proxy != "proxy.example.test:8080" || best.Settings != "user" || !best.Works() {
		t.Errorf("best: %+v", best)
	}
}

func TestProxiesThatCannotBe(t *testing.T) {
	for setting, kind := range map[string]Kind{
		"socks5://proxy.example.test:1080": NotPossible,
		"https://proxy.example.test":       NotPossible,
		"nowhere.example.test:8080":        NoSuchName,
		"proxy.example.test:99999":         Malformed,
	} {
		w := newWorld(t)
		w.web("gas.example.test", config(w.public.issue("gas.example.test", nil), tls.VersionTLS12, tls.VersionTLS13), hello)
		w.env["https_proxy"] = setting
		paths := w.look(w.options("gas.example.test")).Hosts[0].Paths
		if len(paths) != 2 || paths[1].Fault == nil || paths[1].Fault.Kind != kind {
			t.Errorf("%s: %+v", setting, paths)
		}
	}
}
