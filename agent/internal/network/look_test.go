package network

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// nameless gives every name the same address.
type nameless struct{ silent bool }

func (n nameless) LookupNetIP(ctx context.Context, network, _ string) ([]netip.Addr, error) {
	switch {
	case n.silent:
		<-ctx.Done()
		return nil, ctx.Err()
	case network == "ip4":
		return []netip.Addr{netip.MustParseAddr("192.0.2.1")}, nil
	}
	return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
}

// pipes dials to somebody who serves, without any network.
func pipes(serve func(net.Conn)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		if serve == nil { // a black hole
			<-ctx.Done()
			return nil, ctx.Err()
		}
		here, there := net.Pipe()
		go serve(there)
		return here, nil
	}
}

func TestSilenceTakesTheBudgetAndNoMore(t *testing.T) {
	for name, c := range map[string]struct {
		resolver Resolver
		serve    func(net.Conn)
	}{
		"resolver":   {nameless{silent: true}, nil},
		"black hole": {nameless{}, nil},
		"silence":    {nameless{}, func(c net.Conn) { io.Copy(io.Discard, c) }},
		"slow loris": {nameless{}, func(c net.Conn) {
			go io.Copy(io.Discard, c)
			for {
				for _, b := range []byte{22, 3, 3, 0x40, 0} { // the beginning of a record, a byte at a time
					if _, err := c.Write([]byte{b}); err != nil {
						return
					}
					time.Sleep(400 * time.Millisecond)
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := Options{Resolver: c.resolver, Dial: pipes(c.serve), Registry: noRegistry{}, Server: "https://gate.example.test", Ports: DefaultPorts(), Versions: versionNames, Interfaces: func() Link { return Link{Up: 1} }}
				for i := range 100 {
					o.Hosts = append(o.Hosts, Target{Name: fmt.Sprintf("h%d.example.test", i)})
				}
				began := time.Now()
				n := Look(t.Context(), o)
				if took := time.Since(began); took != DefaultBudget || n.TookMS != 1500 {
					t.Errorf("took %v, said %d ms", took, n.TookMS)
				}
				holds(t, n)
				if len(n.Hosts) != 100 {
					t.Fatalf("%d hosts", len(n.Hosts))
				}
				silent := 0
				for _, h := range n.Hosts {
					p := h.Paths[0]
					if p.Fault == nil || p.Works() {
						t.Fatalf("%s works", h.Name)
					}
					if p.Fault.Kind == NotAwaited {
						continue // its turn never came
					}
					silent++
					if p.Fault.Kind != Timeout {
						t.Errorf("%s: %+v", h.Name, p.Fault)
					}
				}
				if silent < atOnce {
					t.Errorf("%d hosts were looked at", silent)
				}
				time.Sleep(time.Minute) // the others see that nobody listens
			})
		})
	}
}

func TestALookThatIsGivenUpEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		began := time.Now()
		n := Look(ctx, Options{Resolver: nameless{}, Dial: pipes(func(c net.Conn) { io.Copy(io.Discard, c) }), Registry: noRegistry{}, Hosts: []Target{{Name: "gas.example.test"}}})
		if took := time.Since(began); took != 100*time.Millisecond {
			t.Errorf("took %v", took)
		}
		if f := the(t, n).Fault; f == nil || f.Kind != NotAwaited {
			t.Errorf("%+v", f)
		}
	})
}

func TestASlowAnswerSpoilsNoHandshake(t *testing.T) {
	w := newWorld(t)
	conf := config(w.public.issue("gas.example.test", nil), tls.VersionTLS12, tls.VersionTLS13)
	conf.Time = func() time.Time { return noon }
	synctest.Test(t, func(t *testing.T) {
		o := w.options("gas.example.test")
		o.Budget, o.Resolver = 0, nameless{}
		o.Dial = pipes(func(c net.Conn) {
			s := tls.Server(c, conf)
			s.Read(make([]byte, 4096))
			for { // a header a second, for ever
				if _, err := io.WriteString(s, "HTTP/1.1 200 OK\r\nX: y\r\n"); err != nil {
					return
				}
				time.Sleep(time.Second)
			}
		})
		n := Look(t.Context(), o)
		p := the(t, n)
		if p.Fault != nil || !p.Works() || p.Answered.Fault == nil {
			t.Errorf("%+v", p)
		}
		time.Sleep(time.Minute) // the server sees that nobody listens
	})
}

func TestNothingIsContactedThatWasNotListed(t *testing.T) {
	refuse := func(_ context.Context, _, address string) (net.Conn, error) {
		t.Errorf("%s was dialled", address)
		return nil, net.ErrClosed
	}
	n := Look(t.Context(), Options{Dial: refuse, Resolver: nobody{t}, Registry: registered{CurrentUser: {internetSettings: {"ProxyEnable": uint64(1), "ProxyServer": "proxy.example.test:1", "AutoConfigURL": "http://wpad.example.test/x"}}}})
	holds(t, n)
	if len(n.Hosts) != 0 || n.Server != nil || len(n.Listeners) != 0 || n.Proxies.User.HTTPS != "proxy.example.test:1" || !n.Proxies.Script() {
		t.Errorf("%+v", n)
	}
}

type nobody struct{ t *testing.T }

func (n nobody) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.t.Errorf("%s was asked for", host)
	return nil, net.ErrClosed
}

func TestTheServer(t *testing.T) {
	gate := func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Server", "lanyard")
		if r.URL.Path == helpPath && strings.HasPrefix(r.Header.Get("Accept"), "text/html") { // else it answers in JSON
			fmt.Fprint(out, "<html><title>"+helpTitle+" - Lanyard</title>")
			return
		}
		http.NotFound(out, r)
	}
	for _, c := range []struct {
		name    string
		least   uint16
		handler http.HandlerFunc
		plain   bool
		gate    bool
		old     bool
	}{
		{name: "gate with its old door open", least: tls.VersionTLS10, handler: gate, gate: true, old: true},
		{name: "gate with its old door shut", least: tls.VersionTLS12, handler: gate, gate: true},
		{name: "gate behind something", plain: true, handler: gate, gate: true},
		{name: "something else", least: tls.VersionTLS12, handler: hello},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			conf, address := config(w.public.issue("gate.example.test", nil), c.least, tls.VersionTLS13), "https://someone:secret@gate.example.test/x?y"
			if c.plain {
				conf, address = nil, "http://gate.example.test"
			}
			w.web("gate.example.test", conf, c.handler)
			o := w.options()
			o.Server = address
			n := w.look(o)
			s := n.Server
			if s == nil || s.Fault != nil || s.Gate != c.gate || s.Status != 200 || strings.Contains(s.URL, "secret") {
				t.Fatalf("%+v", s)
			}
			if skew, ok := n.Skew(); !ok || skew != 0 {
				t.Errorf("skew %v %v", skew, ok)
			}
			p := s.Host.Paths[0]
			if c.plain {
				if p.TLS != nil || p.Works() || p.Fault != nil {
					t.Errorf("%+v", p)
				}
				return
			}
			if !p.Works() || len(p.Versions) != 4 || p.Versions[0].Accepted != c.old || !p.Versions[2].Accepted {
				t.Errorf("%+v", p.Versions)
			}
		})
	}
	for _, address := range []string{"gate.example.test", "ftp://gate.example.test", "https://", "https://a:b:c", "https://a b", "https://a:99999", "\x00"} {
		n := newWorld(t).look(Options{Server: address, Registry: noRegistry{}, Resolver: nobody{t}})
		if n.Server == nil || n.Server.Fault == nil {
			t.Errorf("%q: %+v", address, n.Server)
		}
	}
}

// TestTheGateSaysWhatItIsKnownBy reads the gate's source: agent and server do not
// import each other.
func TestTheGateSaysWhatItIsKnownBy(t *testing.T) {
	src, err := os.ReadFile("../../../server/internal/gate/refusal/pages.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{helpPath, helpTitle} {
		if !strings.Contains(string(src), `"`+words+`"`) {
			t.Errorf("the gate does not say %q any more", words)
		}
	}
}
