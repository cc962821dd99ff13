package gate

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Listed is peers that may ask the decision service, and the headers that they set
// themselves on every request, whatever their client sent. No other header of
// theirs that tells of the client is believed: a proxy passes on what it does not
// set.
type Listed struct {
	From    []netip.Prefix
	Headers []string // canonical names
}

// listed returns the entry of a peer; nil if it has none.
func (g *Gate) listed(peer netip.Addr) *Listed {
	peer = peer.Unmap()
	for i := range g.Listed {
		for _, p := range g.Listed[i].From {
			if p.Contains(peer) {
				return &g.Listed[i]
			}
		}
	}
	return nil
}

// sets reports whether the proxy sets a header.
func (l *Listed) sets(name string) bool { return slices.Contains(l.Headers, name) }

// get returns a header that the proxy sets; "" of one that it passes on.
func (l *Listed) get(h http.Header, name string) string {
	if v := h[name]; len(v) == 1 && l.sets(name) {
		return v[0]
	}
	return ""
}

// strange returns what is wrong with the X-Gate headers of a request: one that the
// proxy does not set, another spelling, or one that stands twice. Each of them may
// be the client's own.
func (l *Listed) strange(h http.Header) error {
	for name, values := range h {
		switch {
		case !isOwnHeader(name):
		case !l.sets(name):
			return fmt.Errorf("the header %s is none that this proxy is listed to set; have the proxy remove it, or list it", show(name))
		case len(values) != 1:
			return fmt.Errorf("the header %s stands %d times; have the proxy set it, which removes its client's", show(name), len(values))
		}
	}
	return nil
}

// show cuts what a stranger wrote.
func show(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
