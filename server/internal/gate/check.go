package gate

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// The headers by which a listed proxy tells of its client, in the canonical form
// that net/http gives them.
const (
	headerTLS          = "X-Gate-Tls"
	headerClient       = "X-Gate-Client"
	headerSeries       = "X-Gate-Card-Series"
	headerDevice       = "X-Gate-Device"
	headerOrganisation = "X-Gate-Organisation"
	headerCode         = "X-Gate-Code" // on /gate/refusal

	headerFor = "X-Forwarded-For"
)

// originals are the headers in which proxies name the request that they ask about:
// nginx samples the first, Caddy and Traefik send the second.
var originals = []struct{ method, uri, host string }{
	{"X-Original-Method", "X-Original-Uri", "X-Original-Host"},
	{"X-Forwarded-Method", "X-Forwarded-Uri", "X-Forwarded-Host"},
}

// checkPath is where proxies ask. Envoy puts the path that it asks about behind it.
const checkPath = "/gate/check"

// Checks is the handler of the decision service.
func (g *Gate) Checks() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		endAmbiguous(w, r)
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		l := g.listed(peer.Addr())
		if err != nil || l == nil {
			g.Watch.Count(live.StrangerRefused)
			g.strangers.Tell(time.Now(), g.Log, "the decision service was asked by "+show(r.RemoteAddr)+", which is not listed; list it under proxies if it should ask")
			http.Error(w, "this address is not listed as a proxy of the gate; list it, with the headers that it sets", http.StatusForbidden)
			return
		}
		if err := l.strange(r.Header); err != nil {
			g.strange(w, r, err)
			return
		}
		// As sent: what Envoy puts behind it is decided about as sent, too.
		rest, ok := strings.CutPrefix(r.RequestURI, checkPath)
		switch {
		case ok && (rest == "" || rest[0] == '/' || rest[0] == '?'):
			g.check(w, r, l, peer.Addr().Unmap(), rest)
		case r.URL.Path == "/gate/refusal":
			g.retell(w, r, l)
		default:
			http.NotFound(w, r)
		}
	})
}

// check answers 204, 204 with a warning, or 403 with words.
func (g *Gate) check(w http.ResponseWriter, r *http.Request, l *Listed, peer netip.Addr, rest string) {
	g.Watch.Count(live.Checked)
	a := g.ask()
	defer g.done(a)
	x, ok := g.read(w, r, l, rest, a)
	if !ok {
		return
	}
	if a.attempt.Role != attempt.Begins {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	a.seen = visitorOf(r.Header, l, peer)
	a.visitor, a.via = &a.seen, peer.String()
	overrule(&a.attempt, r.Header, l)
	a.header = headers(r.Header)
	g.decide(a)
	switch a.decision.Action {
	case notice.Block:
		// The words are in the form that the client asks for: a proxy that stands
		// between passes them on, or asks for them again at /gate/refusal.
		form := refusal.Negotiated
		if x != nil {
			form, _ = refusal.FormNamed(x.Refusal.Form)
		}
		refusal.Write(w, r, form, http.StatusForbidden, g.wordsOf(a))
	case notice.Warn:
		refusal.Warn(w.Header(), g.wordsOf(a))
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// read makes an attempt of what a listed proxy tells. It reports false where it
// has answered already.
func (g *Gate) read(w http.ResponseWriter, r *http.Request, l *Listed, rest string, a *asked) (*attempt.Extractor, bool) {
	method, target, host, named := original(r, l, rest)
	var x *attempt.Extractor
	if named {
		path, query, same, err := readTarget(target)
		if err != nil {
			g.strange(w, r, fmt.Errorf("the request that is asked about cannot be read: %w", err))
			return nil, false
		}
		if same && within(path, g.Open) {
			g.Watch.Count(live.Opened)
			w.WriteHeader(http.StatusNoContent)
			return nil, false
		}
		m := g.Extractors.Match(method, host, path, query, r.Header)
		if m.Role != attempt.Other {
			_, body, cut, err := peek(w, r, m.BodyBytes)
			if err != nil {
				g.Watch.Count(live.BodyBroken)
				g.trouble(w, r, statusOf(err))
				return nil, false
			}
			a.asks = attempt.Request{Method: method, Host: host, Path: path, Query: query, Header: r.Header, Body: body, Cut: cut}
			m.Read(&a.asks, &a.attempt)
			x = m.Extractor
		}
		a.request = method + " " + path
	} else {
		// The proxy asks about a sign-in and does not say which request it is.
		g.Extractors.Agent(r.Header, &a.attempt)
		a.attempt.Role = attempt.Begins
	}
	return x, true
}

// original returns the request that a proxy asks about, if it says.
func original(r *http.Request, l *Listed, rest string) (method, uri, host string, named bool) {
	for _, o := range originals {
		if uri := l.get(r.Header, o.uri); uri != "" {
			method = l.get(r.Header, o.method)
			if method == "" {
				method = r.Method
			}
			return method, uri, l.get(r.Header, o.host), true
		}
	}
	if rest == "" || rest[0] == '?' {
		return "", "", "", false
	}
	// Envoy sends the request itself, without its body, below the path.
	return r.Method, rest, r.Host, true
}

// overrule sets what the proxy saw itself. These texts are parts of the request.
func overrule(a *attempt.Attempt, h http.Header, l *Listed) {
	if client := l.get(h, headerClient); client != "" {
		product, version, _ := strings.Cut(client, "/")
		a.Client, a.Version = strings.TrimSpace(product), strings.TrimSpace(version)
	}
	if series := l.get(h, headerSeries); series != "" {
		a.Series = series
	}
	if device := l.get(h, headerDevice); device != "" {
		a.Device = device
	}
	if organisation := l.get(h, headerOrganisation); organisation != "" {
		a.Organisation = organisation
	}
}

// visitorOf is the client as its proxy tells of it.
func visitorOf(h http.Header, l *Listed, peer netip.Addr) door.Visitor {
	v := door.Visitor{Via: peer}
	if lines := h[headerFor]; len(lines) > 0 && l.sets(headerFor) {
		v.Address = lastFor(lines[len(lines)-1])
	}
	if name := l.get(h, headerTLS); name != "" {
		if tls, err := fact.ParseTLS(name); err == nil {
			v.TLS = uint16(tls)
		}
	}
	return v
}

// lastFor is the address that a listed proxy put at the end of X-Forwarded-For; what
// stands before it is hearsay. Some proxies add a line of their own (HAProxy, option
// forwardfor), so the line is the last, too. Invalid: it is none.
func lastFor(line string) netip.AddrPort {
	last := strings.TrimSpace(line[strings.LastIndexByte(line, ',')+1:])
	a, err := netip.ParseAddr(last)
	if err != nil {
		with, err := netip.ParseAddrPort(last) // some write the port, too
		if err != nil {
			return netip.AddrPort{}
		}
		a = with.Addr()
	}
	return netip.AddrPortFrom(a.Unmap().WithZone(""), 0)
}

// strange refuses a request whose headers may be forged, and records it.
func (g *Gate) strange(w http.ResponseWriter, r *http.Request, why error) {
	g.Watch.Count(live.HeaderRefused)
	g.forgeries.Tell(time.Now(), g.Log, "refused a question of "+show(r.RemoteAddr)+": "+why.Error())
	http.Error(w, why.Error(), http.StatusBadRequest)
}

// retell gives the words of a refusal again, for proxies that throw away the body
// of the answer to their question (nginx, auth_request). The code is the proxy's:
// it is listed to set X-Gate-Code.
func (g *Gate) retell(w http.ResponseWriter, r *http.Request, l *Listed) {
	words, ok := g.recent.find(l.get(r.Header, headerCode))
	if !ok {
		g.trouble(w, r, http.StatusForbidden)
		return
	}
	refusal.Write(w, r, g.formOf(r, l), http.StatusForbidden, words)
}

// formOf is the form in which the client reads words whose request a proxy names.
func (g *Gate) formOf(r *http.Request, l *Listed) refusal.Form {
	method, target, host, named := original(r, l, "")
	path, query, _, err := readTarget(target)
	if !named || err != nil {
		return refusal.Negotiated
	}
	m := g.Extractors.Match(method, host, path, query, r.Header)
	if m.Extractor == nil {
		return refusal.Negotiated
	}
	form, _ := refusal.FormNamed(m.Extractor.Refusal.Form)
	return form
}
