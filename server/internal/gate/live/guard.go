package live

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// policy is what a browser may do with the page: run our script, use our style,
// ask us, send forms to us, and nothing else (Content Security Policy Level 3).
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guard refuses what a page of somebody else could make an operator's browser ask
// for. There is no login: an operator's browser is let in because it runs where
// the address can be reached, and so is every page that it shows.
//
//   - A name that is pointed at this address (DNS rebinding) is not in Hosts.
//   - A form or script of another site is told by Sec-Fetch-Site or Origin
//     (http.CrossOriginProtection), and does not know the token.
//   - A frame of another site is not shown (frame-ancestors).
func (a *admin) guard(next http.Handler) http.Handler {
	forms := http.NewCrossOriginProtection()
	forms.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		a.trouble(w, http.StatusForbidden, "This was sent by another site", "Nothing was done. Open the gate's page itself and use its form.")
	}))
	next = forms.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case r.URL.Path == "/healthz" || r.URL.Path == "/readyz":
			// Who probes may call the gate as it likes: these tell nothing else.
		case !a.knows(r.Host):
			a.trouble(w, http.StatusMisdirectedRequest, "The gate is not called by this name here",
				"If "+label(r.Host)+" is its name, list it as a host of the admin address; else a page may have pointed its own name here to read yours.")
			return
		case embedded(r):
			a.trouble(w, http.StatusForbidden, "Another site asked for this", "Open the gate's page itself.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// embedded tells whether another site's page asks for something other than to go
// here (W3C Fetch Metadata Request Headers §2). Browsers that do not say are let
// through: they do not show the answer to that page either.
func embedded(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
	}
	return false
}

// hostNames is a set of names of hosts.
func hostNames(names []string) map[string]bool {
	set := map[string]bool{"localhost": true}
	for _, n := range names {
		set[hostName(n)] = true
	}
	return set
}

// hostName is a name without its port, in one spelling.
func hostName(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// knows tells whether a Host header is one by which the gate is called. An address
// in numbers is: nobody can point it elsewhere.
func (a *admin) knows(host string) bool {
	name := hostName(host)
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return a.hosts[name]
}

// carries tells whether a form carries the token.
func (a *admin) carries(r *http.Request) bool {
	return subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(a.token)) == 1
}
