package config

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	urlpath "path"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/text"
)

// Wrong is something that does not go together.
type Wrong struct {
	Key        string // the key of the file that it is about
	What, Mend string
	Warning    bool // it starts all the same
}

// String is "what; how to mend it".
func (w Wrong) String() string { return w.What + "; " + w.Mend }

// maxUpstreamWait bounds how long a sign-in hangs on a service that is gone.
const maxUpstreamWait = time.Hour

// Check says everything that does not go together.
func (c *Config) Check() []Wrong {
	var out []Wrong
	add := func(key, what, mend string) { out = append(out, Wrong{Key: key, What: what, Mend: mend}) }
	warn := func(key, what, mend string) { out = append(out, Wrong{key, what, mend, true}) }
	if len(c.Notices) == 0 {
		add("notices", "no notice is named", "name the notices to enforce")
	}
	if c.Listen == "" && c.Decide == "" {
		add("listen", "the gate listens nowhere", "name listen, or decide for the decision service alone")
	}
	if c.Listen != "" {
		c.checkFront(add)
	}
	if (c.OldTLS.Cert == "") != (c.OldTLS.Key == "") {
		add("old-tls", "of the certificate for old clients one part is missing", "name both its certificate and its key")
	}
	if c.OldTLS.Cert != "" && (c.OldTLS.Cert == c.TLS.Cert || c.OldTLS.Key == c.TLS.Key) {
		add("old-tls", "old clients are to be served with the certificate of all others", "make an RSA key and a certificate of their own: what old TLS gives away must not be of use elsewhere")
	}
	if c.UpstreamWait > maxUpstreamWait {
		add("upstream", "the service may take longer than an hour to answer", "write an hour or less")
	}
	if c.Clock.Rate != 0 && c.Clock.Start == "" {
		add("clock", "a clock with a rate has no start", "name the instant at which the rehearsal begins")
	}
	if c.Clock.Start != "" && c.Pager.URL != "" {
		warn("pager", "a rehearsal would page somebody", "leave the pager out of rehearsals, or tell those who are paged")
	}
	for _, a := range []struct{ key, address string }{{"listen", c.Listen}, {"decide", c.Decide}, {"admin", c.Admin}} {
		if a.address != "" && !address.Pattern.MatchString(a.address) {
			add(a.key, text.Show(a.address)+" is no address to listen at", address.Mend)
		}
	}
	c.checkProxies(add, warn)
	c.checkOpen(add)
	c.checkPager(add)
	if !isLoopback(c.Admin) {
		warn("admin", "the admin address is not of this machine alone, and it asks for no password", "put it behind something that does, or name a loopback address")
	}
	if c.Decide != "" && !isLoopback(c.Decide) && len(c.Proxies) == 0 {
		add("proxies", "nobody could ask the decision service: no proxy is listed", "list the proxies that ask, and the headers that they set")
	}
	return out
}

func (c *Config) checkFront(add func(key, what, mend string)) {
	u, err := url.Parse(c.Upstream)
	switch {
	case c.Upstream == "":
		add("upstream", "there is no service behind the gate", "name its URL, such as https://127.0.0.1:8443")
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		add("upstream", "the URL of the service is "+c.Upstream, "write scheme, host and port, such as https://127.0.0.1:8443")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.User != nil || u.Fragment != "":
		add("upstream", "the URL of the service has more than scheme, host and port", "leave the rest out: requests go on as they came")
	}
	if c.TLS.Cert == "" || c.TLS.Key == "" {
		add("tls", "the front has no certificate", "name a certificate and its key")
	}
}

// read are the headers of a proxy's question that the gate reads, if they are listed.
var read = []string{
	"X-Gate-Card-Series", "X-Gate-Client", "X-Gate-Code", "X-Gate-Device", "X-Gate-Organisation", "X-Gate-Tls",
	"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Method", "X-Forwarded-Uri",
	"X-Original-Host", "X-Original-Method", "X-Original-Uri",
}

// checkProxies finds headers that are listed and mean nothing. With one that is
// spelled wrong the right one would not be believed, or each question refused.
func (c *Config) checkProxies(add, warn func(key, what, mend string)) {
	for _, p := range c.Proxies {
		for _, h := range p.Headers {
			if slices.Contains(read, http.CanonicalHeaderKey(h)) {
				continue
			}
			say := warn
			if strings.HasPrefix(strings.ToLower(h), "x-gate-") {
				say = add
			}
			say("proxies", text.Show(h)+" is no header that the gate reads", "list those that the proxy sets of "+strings.Join(read, ", "))
		}
	}
}

// checkOpen finds paths that would open nothing, so that somebody who is blocked
// would miss the way out, and one that would open all.
func (c *Config) checkOpen(add func(key, what, mend string)) {
	for _, o := range c.Open {
		switch {
		case strings.Trim(o, "/") == "":
			add("open", "every path would be answered without a decision", "name the paths of the remedy, such as /help")
		case o[0] != '/' || strings.ContainsAny(o, "?#%;\\") || urlpath.Clean(o) != strings.TrimRight(o, "/"):
			add("open", text.Show(o)+" opens nothing, because no request has it as its normal path", "write a path that begins with /, without dots, doubled slashes and escapes, such as /help")
		}
	}
}

func (c *Config) checkPager(add func(key, what, mend string)) {
	if c.Pager.URL == "" {
		return
	}
	u, err := url.Parse(c.Pager.URL)
	switch {
	case err != nil || u.Host == "":
		add("pager", "the URL of the pager cannot be read", "write one such as https://pager.example.org/hook")
	case u.Scheme == "https":
	case u.Scheme == "http" && isLoopback(net.JoinHostPort(u.Hostname(), "80")):
	default:
		add("pager", "pages would go over the network in clear", "use https")
	}
}

// isLoopback reports whether an address is of this machine alone; "" is.
func isLoopback(address string) bool {
	if address == "" {
		return true
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

func isDigest(s string) bool { return strings.HasPrefix(s, "sha256:") }
