package network

import (
	"fmt"
	"net/netip"
	"slices"
	"time"
)

// checker collects the first thing that is wrong with a recording.
type checker struct{ err error }

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) text(what, s string, most int) {
	if len(s) > most {
		c.fail("%s is longer than %d bytes", what, most)
	} else if s != clean(s, most) {
		c.fail("%s has characters that no look keeps", what)
	}
}

func (c *checker) count(what string, n, most int) {
	if n > most {
		c.fail("%s: more than %d", what, most)
	}
}

func (c *checker) number(what string, n, least, most int) {
	if n < least || n > most {
		c.fail("%s is %d; it can be %d to %d", what, n, least, most)
	}
}

func (c *checker) instant(what string, t time.Time) {
	if y := t.Year(); y < 1 || y > 9999 {
		c.fail("%s is in the year %d", what, y)
	}
}

func oneOf[T ~string](c *checker, what string, v T, all []T) {
	if !slices.Contains(all, v) {
		c.fail("%s is %.40q, which is not known", what, string(v))
	}
}

func (c *checker) fault(what string, f *Fault) {
	if f != nil {
		oneOf(c, what+": kind", f.Kind, kinds)
		c.text(what+": text", f.Text, maxTextBytes)
		c.text(what+": alert", f.Alert, maxTextBytes)
	}
}

// check tells what of a recording cannot have come from Look.
func (n Network) check() error {
	var c checker
	if n.Form != Form {
		return fmt.Errorf("its form is %d, and this program knows %d; look again with the same version", n.Form, Form)
	}
	c.instant("at", n.At)
	c.number("tookMs", n.TookMS, 0, maxMS)
	c.text("stack", n.Stack, maxTextBytes)
	c.number("link.up", n.Link.Up, 0, 1<<16)
	c.fault("link", n.Link.Fault)
	c.count("hosts", len(n.Hosts), maxHosts)
	for i, h := range n.Hosts {
		c.host(fmt.Sprintf("hosts[%d]", i), h)
	}
	if s := n.Server; s != nil {
		c.text("server.url", s.URL, maxTextBytes)
		c.text("server.program", s.Program, maxTextBytes)
		c.number("server.status", s.Status, 0, 999)
		c.host("server.host", s.Host)
		c.fault("server", s.Fault)
	}
	c.proxies(n.Proxies)
	c.count("clock.samples", len(n.Clock.Samples), (maxHosts+1)*maxPaths)
	for _, s := range n.Clock.Samples {
		c.text("clock.samples.host", s.Host, maxTextBytes)
		c.text("clock.samples.proxy", s.Proxy, maxTextBytes)
	}
	c.text("clock.from", n.Clock.From, maxTextBytes)
	c.text("clock.notBeforeBy", n.Clock.NotBeforeBy, maxTextBytes)
	c.instant("clock.notBefore", n.Clock.NotBefore)
	c.count("listeners", len(n.Listeners), maxListeners)
	for _, l := range n.Listeners {
		c.listener(l)
	}
	c.number("roots.held", n.Roots.Held, 0, 1<<20)
	c.number("roots.public", n.Roots.Public, 0, 1<<20)
	c.fault("roots", n.Roots.Fault)
	return c.err
}

func (c *checker) target(at string, t Target) {
	c.number(at+".port", t.Port, 0, 65535)
	for _, s := range []string{t.Name, t.Environment, t.Net, t.Use, t.Source} {
		c.text(at, s, maxTextBytes)
	}
}

func (c *checker) host(at string, h Host) {
	c.target(at, h.Target)
	c.answer(at+".names.v4", h.Names.V4)
	c.answer(at+".names.v6", h.Names.V6)
	c.count(at+".bypassed", len(h.Bypassed), len(allSettings))
	for _, s := range h.Bypassed {
		oneOf(c, at+".bypassed", s, allSettings)
	}
	c.count(at+".paths", len(h.Paths), maxPaths)
	for i, p := range h.Paths {
		c.path(fmt.Sprintf("%s.paths[%d]", at, i), p)
	}
}

func (c *checker) answer(at string, a Answer) {
	c.number(at+".tookMs", a.TookMS, 0, maxMS)
	c.number(at+".more", a.More, 0, 1<<20)
	c.count(at, len(a.Addresses), maxAddresses)
	for _, address := range a.Addresses {
		c.address(at, address.IP)
		oneOf(c, at+".scope", address.Scope, scopes)
	}
	c.fault(at, a.Fault)
}

func (c *checker) address(at, ip string) {
	if _, err := netip.ParseAddr(ip); err != nil || len(ip) > maxTextBytes {
		c.fail("%s: %.60q is no address", at, ip)
	}
	c.text(at, ip, maxTextBytes)
}

func (c *checker) path(at string, p Path) {
	c.text(at+".proxy", p.Proxy, maxTextBytes)
	oneOf(c, at+".settings", p.Settings, allSettings)
	c.count(at+".connections", len(p.Connections), maxDialled)
	for _, d := range p.Connections {
		c.address(at+".connections", d.Address)
		c.number(at+".connections.port", d.Port, 0, 65535)
		c.number(at+".connections.tookMs", d.TookMS, 0, maxMS)
		c.fault(at+".connections", d.Fault)
	}
	c.answered(at+".tunnel", p.Tunnel)
	c.answered(at+".answered", p.Answered)
	c.fault(at, p.Fault)
	c.count(at+".versions", len(p.Versions), maxVersions)
	for _, v := range p.Versions {
		oneOf(c, at+".versions.version", v.Version, versionNames)
		c.number(at+".versions.tookMs", v.TookMS, 0, maxMS)
		c.fault(at+".versions", v.Fault)
	}
	if p.TLS != nil {
		c.tls(at+".tls", *p.TLS)
	}
}

func (c *checker) tls(at string, t TLS) {
	c.number(at+".tookMs", t.TookMS, 0, maxMS)
	if t.Version != "" {
		oneOf(c, at+".version", t.Version, versionNames)
	}
	for _, s := range []string{t.Cipher, t.ALPN, t.Root, t.RootStore} {
		c.text(at, s, maxTextBytes)
	}
	oneOf(c, at+".trust", t.Trust, trusts)
	oneOf(c, at+".dates", t.Dates, allDates)
	c.instant(at+".validFrom", t.ValidFrom)
	c.instant(at+".validUntil", t.ValidUntil)
	c.number(at+".more", t.More, 0, 1<<20)
	c.count(at+".chain", len(t.Chain), maxCertificates)
	for _, cert := range t.Chain {
		for _, s := range []string{cert.Subject, cert.Issuer, cert.SHA1, cert.SHA256, cert.Key, cert.Signature} {
			c.text(at+".chain", s, maxTextBytes)
		}
		c.count(at+".chain.names", len(cert.Names), maxNames)
		for _, s := range cert.Names {
			c.text(at+".chain.names", s, maxTextBytes)
		}
		c.number(at+".chain.more", cert.More, 0, 1<<20)
		c.instant(at+".chain.notBefore", cert.NotBefore)
		c.instant(at+".chain.notAfter", cert.NotAfter)
	}
	c.fault(at, t.Fault)
}

func (c *checker) answered(at string, a *Answered) {
	if a == nil {
		return
	}
	c.number(at+".status", a.Status, 0, 999)
	c.number(at+".tookMs", a.TookMS, 0, maxMS)
	for _, s := range []string{a.Reason, a.Date, a.Server, a.Via, a.Location, a.By} {
		c.text(at, s, maxTextBytes)
	}
	c.text(at+".title", a.Title, maxTitleBytes)
	oneOf(c, at+".page", a.Page, pageKinds)
	c.count(at+".authenticate", len(a.Authenticate), maxSchemes)
	for _, s := range a.Authenticate {
		c.text(at+".authenticate", s, maxTextBytes)
	}
	c.fault(at, a.Fault)
}

func (c *checker) proxies(p Proxies) {
	for _, s := range []*ProxySettings{p.Environment, p.User, p.Machine, p.WinHTTP} {
		if s == nil {
			continue
		}
		for _, t := range []string{s.HTTP, s.HTTPS, s.PAC} {
			c.text("proxies", t, maxTextBytes)
		}
		c.count("proxies.bypass", len(s.Bypass), maxBypass)
		for _, t := range s.Bypass {
			c.text("proxies.bypass", t, maxTextBytes)
		}
		c.fault("proxies", s.Fault)
	}
	c.fault("proxies", p.Fault)
}

func (c *checker) listener(l Listener) {
	c.number("listeners.port", l.Port, 0, 65535)
	c.number("listeners.leads", l.Leads, 0, 65535)
	c.number("listeners.tookMs", l.TookMS, 0, maxMS)
	for _, s := range []string{l.Of, l.Source, l.Address, l.Code} {
		c.text("listeners", s, maxTextBytes)
	}
	c.answered("listeners.answered", l.Answered)
	c.fault("listeners", l.Fault)
}
