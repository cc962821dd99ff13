package network

import (
	"net"
	"net/netip"
	"os"
)

func getenv(name string) string { return os.Getenv(name) }

// interfaces looks at the addresses of this machine.
func interfaces() Link {
	var l Link
	all, err := net.Interfaces()
	if err != nil {
		l.Fault = &Fault{Kind: Failed, Text: clean("the network interfaces could not be listed: "+err.Error(), maxTextBytes)}
		return l
	}
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue // it went away since it was listed
		}
		has := false
		for _, a := range addresses {
			prefix, err := netip.ParsePrefix(a.String())
			if err != nil {
				continue
			}
			switch scopeOf(prefix.Addr()) {
			case ScopeLinkLocal, ScopeLoopback, ScopeNowhere:
				continue
			}
			has = true
			if prefix.Addr().Unmap().Is4() {
				l.IPv4 = true
			} else {
				l.IPv6 = true
			}
		}
		if has {
			l.Up++
		}
	}
	return l
}

var shared = netip.MustParsePrefix("100.64.0.0/10") // RFC 6598

func scopeOf(a netip.Addr) Scope {
	a = a.Unmap()
	switch {
	case a.IsUnspecified():
		return ScopeNowhere
	case a.IsLoopback():
		return ScopeLoopback
	case a.IsLinkLocalUnicast():
		return ScopeLinkLocal
	case a.IsPrivate():
		return ScopePrivate
	case shared.Contains(a):
		return ScopeShared
	}
	return ScopeGlobal
}
