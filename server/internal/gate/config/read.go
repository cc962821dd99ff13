package config

import (
	"fmt"
	"net/http"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/text"
)

// Read reads a configuration. It returns everything that is wrong, in the order
// of the file, and no configuration if there is an error. Paths of files become
// relative to where the program runs.
func Read(file string, src []byte) (*Config, text.Problems) {
	root, problems := text.Parse(file, src)
	if root == nil {
		return nil, problems
	}
	r := &reader{dir: filepath.Dir(file), list: &text.Listing{}}
	for _, p := range append(problems, text.Check(root, shape)...) {
		r.list.Add(p)
	}
	if r.list.Problems().HasErrors() {
		return nil, r.list.Problems()
	}
	c := r.config(root)
	for _, w := range c.Check() {
		r.list.Add(r.place(root, w))
	}
	if problems = r.list.Problems(); problems.HasErrors() {
		return nil, problems
	}
	return c, problems
}

type reader struct {
	dir  string
	list *text.Listing
}

func (r *reader) config(n *text.Node) *Config {
	c := &Config{
		Listen:       n.Get("listen").String(),
		Upstream:     n.Get("upstream").Get("url").String(),
		UpstreamCA:   r.path(n.Get("upstream").Get("ca")),
		UpstreamWait: duration(n.Get("upstream").Get("wait")),
		TLS:          r.pair(n.Get("tls")),
		OldTLS:       r.pair(n.Get("old-tls")),
		Clients:      r.path(n.Get("clients")),
		Notices:      r.paths(n.Get("notices")),
		Exemptions:   r.paths(n.Get("exemptions")),
		Pauses:       r.paths(n.Get("pauses")),
		Extractors:   r.paths(n.Get("extractors")),
		Decide:       n.Get("decide").String(),
		Admin:        n.Get("admin").String(),
		Journal:      r.path(n.Get("journal").Get("dir")),
		Keep:         duration(n.Get("journal").Get("keep")),
		KeepBytes:    bytes(n.Get("journal").Get("keep-bytes")),
		Hold:         n.Get("hold").String() == "true",
		Pager:        Pager{n.Get("pager").Get("url").String(), r.path(n.Get("pager").Get("secret"))},
		Clock:        Clock{Start: n.Get("clock").Get("start").String()},
	}
	c.Clock.Rate, _ = strconv.ParseFloat(n.Get("clock").Get("rate").String(), 64)
	c.Armed = n.Get("armed").String()
	if c.Armed != "" && !isDigest(c.Armed) {
		c.Armed = r.path(n.Get("armed"))
	}
	for _, k := range kinds {
		kind := k
		if k == "any" {
			kind = ""
		}
		for _, p := range r.paths(n.Get("estate").Get(k)) {
			c.Estate = append(c.Estate, Export{p, kind})
		}
	}
	for _, p := range items(n.Get("open")) {
		c.Open = append(c.Open, p.Text)
	}
	for _, h := range items(n.Get("admin-hosts")) {
		c.AdminHosts = append(c.AdminHosts, h.Text)
	}
	for _, p := range items(n.Get("proxies")) {
		c.Proxies = append(c.Proxies, r.proxy(p))
	}
	b := n.Get("budget")
	c.Budget = Budget{number(b.Get("organisation")), number(b.Get("all")), number(b.Get("organisations")), number(b.Get("networks")), number(b.Get("unproven"))}
	return c
}

func (r *reader) proxy(n *text.Node) Proxy {
	p := Proxy{Speaks: n.Get("proxy-protocol").String() == "true"}
	for _, from := range items(n.Get("from")) {
		prefix, err := ParseNetwork(from.Text)
		if err != nil {
			r.list.Add(from.Error(err.Error(), "write an address or a network, such as 10.1.0.0/16"))
			continue
		}
		p.From = append(p.From, prefix)
	}
	for _, h := range items(n.Get("headers")) {
		p.Headers = append(p.Headers, http.CanonicalHeaderKey(h.Text))
	}
	return p
}

// ParseNetwork reads an address, which is a network of one, or a network.
func ParseNetwork(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%s is neither an address nor a network", text.Show(s))
	}
	if p != p.Masked() {
		return netip.Prefix{}, fmt.Errorf("%s is an address within a network; the network is %s", text.Show(s), p.Masked())
	}
	return p, nil
}

// ParseProxy reads a network, and the names of the headers that its proxies set.
func ParseProxy(network string, headers []string) (Proxy, error) {
	prefix, err := ParseNetwork(network)
	if err != nil {
		return Proxy{}, err
	}
	p := Proxy{From: []netip.Prefix{prefix}}
	for _, h := range headers {
		if h = strings.TrimSpace(h); h == "" {
			continue
		}
		if !header.Pattern.MatchString(h) {
			return Proxy{}, fmt.Errorf("%s is no header; %s", text.Show(h), header.Mend)
		}
		p.Headers = append(p.Headers, http.CanonicalHeaderKey(h))
	}
	return p, nil
}

// ParseLength reads a length of time as a configuration writes it, such as 90d.
func ParseLength(s string) (time.Duration, error) {
	if !length.Pattern.MatchString(s) {
		return 0, fmt.Errorf("%s is no length of time; %s", text.Show(s), length.Mend)
	}
	n, _ := strconv.Atoi(s[:len(s)-1])
	unit := map[byte]time.Duration{'d': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute, 's': time.Second}[s[len(s)-1]]
	return time.Duration(n) * unit, nil
}

// ParseSize reads a size such as 20GB, in bytes.
func ParseSize(s string) (int64, error) {
	if !size.Pattern.MatchString(s) {
		return 0, fmt.Errorf("%s is no size; %s", text.Show(s), size.Mend)
	}
	n, _ := strconv.ParseInt(s[:len(s)-2], 10, 64)
	return n * map[string]int64{"MB": 1e6, "GB": 1e9, "TB": 1e12}[s[len(s)-2:]], nil
}

// place puts what Check found at its key.
func (r *reader) place(root *text.Node, w Wrong) text.Problem {
	n := root.Key(w.Key)
	if n == nil {
		n = root
	}
	if w.Warning {
		return n.Warning(w.What, w.Mend)
	}
	return n.Error(w.What, w.Mend)
}

func (r *reader) pair(n *text.Node) Pair { return Pair{r.path(n.Get("cert")), r.path(n.Get("key"))} }

func (r *reader) path(n *text.Node) string {
	if n.IsZero() || filepath.IsAbs(n.String()) {
		return n.String()
	}
	return filepath.Join(r.dir, n.String())
}

// paths are those of one scalar or of a list.
func (r *reader) paths(n *text.Node) []string {
	if n.IsZero() {
		return nil
	}
	if n.Kind == text.Scalar {
		return []string{r.path(n)}
	}
	var out []string
	for _, i := range n.Items {
		out = append(out, r.path(i))
	}
	return out
}

func items(n *text.Node) []*text.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// number and duration read texts that the table of keys let through.
func number(n *text.Node) int { i, _ := strconv.Atoi(n.String()); return i }

func bytes(n *text.Node) int64 { b, _ := ParseSize(n.String()); return b }

func duration(n *text.Node) time.Duration { d, _ := ParseLength(n.String()); return d }
