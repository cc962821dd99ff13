package network

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// route is one way to a host: straight, or by a proxy.
type route struct {
	proxy    string // host:port; "" is straight
	settings string
}

// routes are the ways to a host by the settings, straight first, and the settings
// that have a proxy and except the host from it.
func routes(p Proxies, t Target, scheme string) (all []route, bypassed []string) {
	all = []route{{}}
	seen := map[string]bool{}
	add := func(from string, s *ProxySettings, excepts func(s *ProxySettings, host string) bool) {
		if s == nil || !s.On {
			return
		}
		proxy := s.HTTPS
		if scheme == "http" {
			proxy = s.HTTP
		}
		switch {
		case proxy == "":
		case excepts(s, t.Name):
			bypassed = append(bypassed, from)
		case !seen[proxy] && len(all) < maxPaths:
			seen[proxy] = true
			all = append(all, route{proxy, from})
		}
	}
	add(fromEnvironment, p.Environment, exceptsByEnvironment)
	add(fromUser, p.User, exceptsByWindows)
	add(fromMachine, p.Machine, exceptsByWindows)
	add(fromWinHTTP, p.WinHTTP, exceptsByWindows)
	return all, bypassed
}

// exceptsByEnvironment asks as Go and curl do.
func exceptsByEnvironment(s *ProxySettings, host string) bool {
	ask := httpproxy.Config{HTTPSProxy: "http://any.invalid", NoProxy: strings.Join(s.Bypass, ",")}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	proxy, err := ask.ProxyFunc()(&url.URL{Scheme: "https", Host: host})
	return err == nil && proxy == nil
}

// exceptsByWindows asks as WinINET and WinHTTP do: patterns with *, with or
// without a scheme before them, and <local> for names without a dot.
//
// Source: INTERNET_PROXY_INFO and WINHTTP_PROXY_INFO, learn.microsoft.com.
func exceptsByWindows(s *ProxySettings, host string) bool {
	host = strings.ToLower(host)
	for _, pattern := range s.Bypass {
		for _, p := range strings.Fields(strings.ToLower(pattern)) {
			if p == "<local>" {
				if _, err := netip.ParseAddr(host); err != nil && !strings.Contains(host, ".") {
					return true
				}
				continue
			}
			if scheme, rest, ok := strings.Cut(p, "://"); ok {
				if scheme != "https" {
					continue
				}
				p = rest
			}
			if fits(p, host) {
				return true
			}
		}
	}
	return false
}

// fits tells whether a pattern with any number of * is all of a text. Its time is
// the product of both lengths at most.
func fits(pattern, text string) bool {
	star, from := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, t
			p++
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
		case star >= 0:
			from++
			p, t = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
