package network

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/dns/dnsmessage"
)

// dnsServer answers on loopback; answer gives addresses and a code for a name, and
// false to stay silent.
func dnsServer(t *testing.T, answer func(name string, kind dnsmessage.Type) ([]netip.Addr, dnsmessage.RCode, bool)) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			addresses, code, speak := answer(q.Name.String(), q.Type)
			if !speak {
				continue
			}
			reply := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true, RCode: code}, Questions: m.Questions}
			for _, a := range addresses {
				r := dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: dnsmessage.ClassINET, TTL: 1}}
				if a.Is4() {
					r.Body = &dnsmessage.AResource{A: a.As4()}
				} else {
					r.Body = &dnsmessage.AAAAResource{AAAA: a.As16()}
				}
				reply.Answers = append(reply.Answers, r)
			}
			if packed, err := reply.Pack(); err == nil {
				conn.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func TestNames(t *testing.T) {
	answers := func(name string, kind dnsmessage.Type) ([]netip.Addr, dnsmessage.RCode, bool) {
		v4, v6 := kind == dnsmessage.TypeA, kind == dnsmessage.TypeAAAA
		switch {
		case name == "both.example.test." && v4:
			return []netip.Addr{netip.MustParseAddr("192.0.2.1")}, 0, true
		case name == "both.example.test." && v6:
			return []netip.Addr{netip.MustParseAddr("2001:db8::1")}, 0, true
		case name == "hijacked.example.test." && v4:
			return []netip.Addr{netip.MustParseAddr("10.9.8.7"), netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("0.0.0.0"), netip.MustParseAddr("100.64.0.1"), netip.MustParseAddr("169.254.1.1")}, 0, true
		case name == "many.example.test." && v4:
			var all []netip.Addr
			for i := range 20 {
				all = append(all, netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}))
			}
			return all, 0, true
		case name == "broken.example.test.":
			return nil, dnsmessage.RCodeServerFailure, true
		case name == "none.example.test.":
			return nil, dnsmessage.RCodeNameError, true
		}
		return nil, 0, true
	}
	for name, c := range map[string]struct {
		kind   Kind // of IPv4; "" is found
		v4, v6 string
		more   int
	}{
		"both.example.test":     {v4: "192.0.2.1 global", v6: "2001:db8::1 global"},
		"hijacked.example.test": {v4: "0.0.0.0 nowhere, 10.9.8.7 private, 100.64.0.1 shared, 127.0.0.1 loopback, 169.254.1.1 link-local"},
		"many.example.test":     {more: 12},
		"none.example.test":     {kind: NoSuchName},
		"empty.example.test":    {kind: NoSuchName},
		"broken.example.test":   {kind: NoResolver},
	} {
		o := Options{Resolver: dnsServer(t, answers)}
		l := &look{Options: o}
		n, addresses := l.resolve(t.Context(), name)
		said := func(a Answer) string {
			var all []string
			for _, x := range a.Addresses {
				all = append(all, fmt.Sprintf("%s %s", x.IP, x.Scope))
			}
			slices.Sort(all) // the resolver's own order goes by this machine's addresses
			return strings.Join(all, ", ")
		}
		if said(n.V4) != c.v4 && c.more == 0 || c.more > 0 && len(n.V4.Addresses) != maxAddresses || said(n.V6) != c.v6 || n.V4.More != c.more {
			t.Errorf("%s: %s |%s and %d more", name, said(n.V4), said(n.V6), n.V4.More)
		}
		if (c.kind == "") != (n.V4.Fault == nil) || n.V4.Fault != nil && n.V4.Fault.Kind != c.kind {
			t.Errorf("%s: fault %+v, want %s", name, n.V4.Fault, c.kind)
		}
		if n.Found() != (len(addresses) > 0) || n.Found() == (n.Fault() != nil) {
			t.Errorf("%s: found %v, fault %v", name, n.Found(), n.Fault())
		}
	}
}

func TestNamesWithoutANetwork(t *testing.T) {
	unreachable := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("connect: network is unreachable")
	}}
	for offline, kind := range map[bool]Kind{true: NoNetwork, false: NoResolver} {
		o := Options{Resolver: unreachable, Hosts: []Target{{Name: "gas.example.test"}}, Registry: noRegistry{}, Interfaces: func() Link { return Link{Up: map[bool]int{true: 0, false: 1}[offline]} }}
		n := Look(t.Context(), o)
		holds(t, n)
		if f := the(t, n).Fault; f == nil || f.Kind != kind {
			t.Errorf("offline %v: %+v", offline, f)
		}
	}
}

func TestASilentResolverIsNotAwaited(t *testing.T) {
	asked := make(chan bool, 10)
	r := dnsServer(t, func(string, dnsmessage.Type) ([]netip.Addr, dnsmessage.RCode, bool) {
		asked <- true
		return nil, 0, false
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	l := &look{Options: Options{Resolver: r}}
	n, _ := l.resolve(ctx, "gas.example.test")
	if f := n.Fault(); f == nil || f.Kind != NotAwaited {
		t.Errorf("fault %+v", f)
	}
}

func TestAddressesNeedNoNames(t *testing.T) {
	w := newWorld(t)
	at := w.web("x", config(w.public.issue("127.0.0.1", nil), tls.VersionTLS12, tls.VersionTLS13), hello)
	o := w.options()
	o.Hosts = []Target{{Name: "127.0.0.1", Port: int(at.Port())}}
	n := w.look(o)
	if p := the(t, n); p.Fault != nil || !n.Hosts[0].Names.Literal || p.TLS.NameMatches {
		t.Errorf("%+v", n.Hosts[0])
	}
	for _, name := range []string{"", "a b", "a/b", "gas.nhs.uk:443", "\u202e", "http://a"} {
		o.Hosts = []Target{{Name: name, Port: 443}}
		if p := the(t, w.look(o)); p.Fault == nil || len(p.Connections) > 0 {
			t.Errorf("%q: %+v", name, p)
		}
	}
}

func TestAlternate(t *testing.T) {
	a := func(s ...string) (all []netip.Addr) {
		for _, x := range s {
			all = append(all, netip.MustParseAddr(x))
		}
		return all
	}
	got := alternate(a("1.1.1.1", "1.1.1.2", "1.1.1.3"), a("::1"))
	if diff := cmp.Diff(fmt.Sprint(a("1.1.1.1", "::1", "1.1.1.2", "1.1.1.3")), fmt.Sprint(got)); diff != "" {
		t.Error(diff)
	}
}
