package checks

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
	"github.com/lanyard-id/lanyard/wire"
)

// reached gives the device a network with one host on it that is well, changed.
func reached(change func(n *network.Network, h *network.Host, p *network.Path)) func(*device.Device) {
	return func(d *device.Device) {
		n := &d.Network
		n.Form, n.At, n.Link.Up = network.Form, d.At, 1
		n.Hosts = []network.Host{{
			Target: network.Target{Name: "sign-in.example", Port: 443},
			Names:  network.Names{V4: network.Answer{Addresses: []network.Address{{IP: "192.0.2.1", Scope: network.ScopeGlobal}}}},
			Paths: []network.Path{{TLS: &network.TLS{
				Version: "1.3", NameMatches: true, Trust: network.TrustPublic, Dates: network.DatesValid, Root: "Invented Root",
				Chain: []network.Certificate{{Issuer: "Invented CA", NotAfter: d.At.AddDate(0, 1, 0)}},
			}}},
		}}
		if change != nil {
			change(n, &n.Hosts[0], &n.Hosts[0].Paths[0])
		}
	}
}

func TestNetwork(t *testing.T) {
	type (
		N = *network.Network
		H = *network.Host
		P = *network.Path
	)
	unnamed := func(kind network.Kind, net string) func(*device.Device) {
		return reached(func(_ N, h H, _ P) {
			h.Net = net
			h.Names = network.Names{V4: network.Answer{Fault: &network.Fault{Kind: kind, Text: "asked in vain"}}, V6: network.Answer{Fault: &network.Fault{Kind: kind, Text: "asked in vain"}}}
		})
	}
	failed := func(kind network.Kind, page network.PageKind) func(*device.Device) {
		return reached(func(_ N, _ H, p P) {
			p.TLS, p.Fault = nil, &network.Fault{Kind: kind, Text: "it went wrong."}
			if page != "" {
				p.Answered = &network.Answered{Page: page, By: "Invented Filter"}
			}
		})
	}
	tls := func(change func(t *network.TLS)) func(*device.Device) {
		return reached(func(_ N, _ H, p P) { change(p.TLS) })
	}
	offline := reached(func(n N, _ H, _ P) { n.Link.Up = 0 })
	for _, c := range []struct {
		check *Check
		cases []one
	}{
		{&networkNames, []one{
			{"found", reached(nil), wire.Well, "is found"},
			{"no such name", unnamed(network.NoSuchName, ""), wire.Problem, "is not found"},
			{"a name of HSCN", unnamed(network.NoSuchName, "hscn"), wire.Note, "HSCN"},
			{"silence", unnamed(network.Timeout, ""), wire.Problem, "asked in vain"},
			{"not awaited", unnamed(network.NotAwaited, ""), wire.Unknown, "not awaited"},
			{"this computer", reached(func(_ N, h H, _ P) { h.Names.V4.Addresses[0].Scope = network.ScopeLoopback }), wire.Note, "this computer itself"},
			{"an address", reached(func(_ N, h H, _ P) { h.Names = network.Names{Literal: true} }), wire.Well, "as an address"},
			{"no network", offline, wire.Problem, "has no network"},
			{"nobody looked", nil, wire.Unknown, "Nobody looked"},
		}},
		{&networkTLS, []one{
			{"1.3", reached(nil), wire.Well, "TLS 1.3"},
			{"1.0", tls(func(t *network.TLS) { t.Version = "1.0" }), wire.Problem, "TLS 1.0"},
			{"none that is known", tls(func(t *network.TLS) { t.Version = "9" }), wire.Unknown, "no version that is known"},
			{"by a proxy", reached(func(_ N, _ H, p P) { p.Proxy = "proxy.example:3128" }), wire.Well, "through the proxy"},
			{"reset", failed(network.Reset, ""), wire.Problem, "(reset)"},
			{"not awaited", failed(network.NotAwaited, ""), wire.Unknown, "not-awaited"},
			{"a proxy that asks who it is", failed(network.ProxyCredentials, ""), wire.Problem, "wants to know who asks"},
			{"a portal", failed(network.NotTLS, network.PagePortal), wire.Problem, "sign-in page of the network"},
			{"a filter", failed(network.NotTLS, network.PageBlocked), wire.Problem, "filter answered in the place of the host, of Invented Filter"},
		}},
		{&networkInspection, []one{
			{"public", reached(nil), wire.Well, "all browsers trust"},
			{"expected", tls(func(t *network.TLS) { t.Trust = network.TrustExpected }), wire.Well, "expected"},
			{"an inspecting proxy", tls(func(t *network.TLS) { t.Trust, t.RootStore = network.TrustPrivate, "group policy" }), wire.Warning, "“Invented CA” signed the certificate. Its root was given to this computer by its owner (group policy)"},
			{"nobody's", tls(func(t *network.TLS) { t.Trust = network.TrustNoRoot }), wire.Problem, "trusts nobody"},
			{"another name", tls(func(t *network.TLS) { t.NameMatches = false }), wire.Problem, "not for this host"},
			{"ended", tls(func(t *network.TLS) { t.Dates = network.DatesExpired }), wire.Problem, "ended on"},
			{"the clock is wrong", tls(func(t *network.TLS) { t.Dates = network.DatesWrongClock }), wire.Problem, "the clock is wrong"},
		}},
		{&networkProxy, []one{
			{"none", reached(nil), wire.Well, "No proxy"},
			{"a script", reached(func(n N, _ H, _ P) { n.Proxies.User = &network.ProxySettings{PAC: "http://invented.example/p.pac"} }), wire.Note, "script"},
			{"one", reached(func(n N, _ H, _ P) {
				n.Proxies.WinHTTP = &network.ProxySettings{On: true, HTTPS: "proxy.example:1", Bypass: []string{"a"}}
			}), wire.Note, "1 entries bypass"},
			{"switched off", reached(func(n N, _ H, _ P) { n.Proxies.User = &network.ProxySettings{HTTPS: "proxy.example:1"} }), wire.Well, "No proxy"},
			{"with a password", reached(func(n N, _ H, _ P) {
				n.Proxies.User = &network.ProxySettings{On: true, HTTP: "proxy.example:1", Credentials: true}
			}), wire.Warning, "name or password"},
		}},
		{&networkLocalPorts, []one{
			{"not asked", nil, wire.Unknown, "not asked"},
			{"well", reached(func(n N, _ H, _ P) {
				n.Listeners = []network.Listener{{Port: 43487, Of: "port-service", Open: true, Code: "200", Leads: 43485}}
			}), wire.Well, "leads to port 43485"},
			{"it asks who", reached(func(n N, _ H, _ P) {
				n.Listeners = []network.Listener{{Port: 43487, Of: "port-service", Open: true, Code: "200"}}
			}), wire.Note, "signs on"},
			{"something else", reached(func(n N, _ H, _ P) {
				n.Listeners = []network.Listener{{Port: 43487, Of: "port-service", Open: true}}
			}), wire.Note, "not as that does"},
			{"nothing, and nothing is installed", reached(func(n N, _ H, _ P) { n.Listeners = []network.Listener{{Port: 43487, Of: "port-service"}} }), wire.Note, "not there"},
			{"nothing, and it is installed", func(d *device.Device) {
				reached(func(n N, _ H, _ P) { n.Listeners = []network.Listener{{Port: 43487, Of: "port-service"}} })(d)
				d.Host.Products.List = []host.Product{{Name: "NHS Port Service", Version: "1.0"}}
			}, wire.Warning, "answers on none"},
		}},
		{&clockSkew, []one{
			{"nobody said", nil, wire.Unknown, "told the time"},
			{"right", skewed(-300, 700), wire.Well, "agrees"},
			{"a minute", skewed(60_000, 61_000), wire.Note, "ahead by 60 seconds"},
			{"an hour behind", skewed(-3_601_000, -3_600_000), wire.Problem, "behind by 60 minutes"},
			{"1970", func(d *device.Device) {
				d.Network = network.Network{Form: network.Form, At: time.Unix(0, 0), Clock: network.Clock{NotBefore: d.At}}
			}, wire.Problem, "behind by 20787 days"},
		}},
	} {
		t.Run(c.check.ID, func(t *testing.T) { try(t, c.check, c.cases) })
	}
}

// skewed is a device whose clock is ahead by something between two bounds, in
// milliseconds.
func skewed(from, to int64) func(*device.Device) {
	return reached(func(n *network.Network, _ *network.Host, _ *network.Path) {
		n.Clock = network.Clock{Known: true, FromMS: from, ToMS: to, Trusted: true}
	})
}
