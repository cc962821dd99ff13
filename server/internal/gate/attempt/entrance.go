package attempt

import (
	"net/http"
	"strings"
)

// fit is how well a request fits an entrance.
type fit uint8

const (
	misses   fit = iota
	perhaps      // as far as its body was looked at
	fitsFull     // by all that it asks for
)

// fits holds a request to the entrance. A value that cannot be read counts as the
// one that is needed: else an unreadable body would be a way past the gate.
func (n *entrance) fits(q *reading) fit {
	f := fitsFull
	for i := range n.needs {
		need := &n.needs[i]
		switch v := need.source.find(q); v.state {
		case absent:
			return misses
		case unseen:
			if n.shown && !q.glance {
				return misses
			}
			f = perhaps
		case known:
			if need.is != "" && v.value != need.is && (q.e.exact || !strings.EqualFold(v.value, need.is)) {
				return misses
			}
		}
	}
	return f
}

// opens reports whether a request comes to the entrance, whatever it holds.
func (n *entrance) opens(method, path string, h http.Header) bool {
	return n.path.fits(path) && n.takes(method, h)
}

// overrides are headers by which some services take another method than the one
// that was sent.
var overrides = [...]string{"X-Http-Method-Override", "X-Http-Method", "X-Method-Override"}

// overridden reports whether a service may take a request for one of another method,
// which has a body.
func overridden(h http.Header) bool {
	for _, name := range overrides {
		if len(h[name]) > 0 {
			return true
		}
	}
	return false
}

func (n *entrance) takes(method string, h http.Header) bool {
	if len(n.methods) == 0 || n.hasMethod(method) {
		return true
	}
	for _, name := range overrides {
		for _, other := range h[name] {
			if n.hasMethod(other) {
				return true
			}
		}
	}
	return false
}

// hasMethod ignores case, though methods have one (RFC 9110 §9.1): services do. A
// HEAD is answered as a GET (§9.3.2), with the redirect that a GET would get.
func (n *entrance) hasMethod(method string) bool {
	method = trimSpace(method)
	for _, one := range n.methods {
		if strings.EqualFold(one, method) || one == http.MethodGet && strings.EqualFold(method, http.MethodHead) {
			return true
		}
	}
	return false
}

// open is the entrances of an extractor to which a request comes, whatever it holds:
// a bit for each, in their order.
type open struct{ begins, joins uint32 }

// As many bits as there may be entrances.
var _ [maxEntrances]struct{} = [32]struct{}{}

// openTo returns the entrances to which a request comes; none if it comes to another
// host.
func (e *Extractor) openTo(method, host, path string, h http.Header) open {
	o := open{opening(e.begins, method, path, h), opening(e.joins, method, path, h)}
	if o != (open{}) && !e.serves(host) {
		return open{}
	}
	return o
}

func opening(all []entrance, method, path string, h http.Header) (bits uint32) {
	for i := range all {
		if all[i].opens(method, path, h) {
			bits |= 1 << i
		}
	}
	return bits
}

func (e *Extractor) serves(host string) bool {
	if len(e.hosts) == 0 {
		return true
	}
	host = bareHost(host)
	for i := range e.hosts {
		if e.hosts[i].fits(host) {
			return true
		}
	}
	return false
}

// bareHost is a host without port and without the dot of the root.
func bareHost(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host = host[:i]
	}
	return strings.TrimSuffix(host, ".")
}

// role is what a request is to the extractor. What certainly joins an attempt does
// not begin one because nobody looked at its body; what was looked at and could not
// be read may well begin one.
func (e *Extractor) role(q *reading) Role {
	begins := best(e.begins, q.open.begins, q)
	switch {
	case begins == fitsFull:
		return Begins
	case best(e.joins, q.open.joins, q) != misses:
		return Joins
	case begins == perhaps:
		return Begins
	}
	return Other
}

// best is how well a request fits the one that it fits best, of those that are open
// to it.
func best(all []entrance, open uint32, q *reading) fit {
	best := misses
	for i := range all {
		if best < fitsFull && open&(1<<i) != 0 {
			best = max(best, all[i].fits(q))
		}
	}
	return best
}
