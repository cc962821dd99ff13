package network

import (
	"context"
	"net"
	"net/netip"
	"time"
)

// DefaultBudget is how long one Look takes at most, whatever does not answer.
const DefaultBudget = 1500 * time.Millisecond

// Options say what to look at, and by what. The zero value contacts nothing.
type Options struct {
	// Hosts are looked at, at most 200. DefaultHosts has a list.
	Hosts []Target
	// Server is the https (or http) address of a Lanyard server or gate. "" is
	// none.
	Server string
	// Versions are asked for besides, one handshake each: "1.0" to "1.3", at most
	// 4. The server is asked for all four.
	Versions []string
	// Ports of loopback are asked. DefaultPorts has a list.
	Ports []Port
	// Expected may sign certificates of the hosts though no browser trusts them.
	// DefaultIssuers has a list.
	Expected []Issuer
	// Budget bounds the whole. 0 is DefaultBudget.
	Budget time.Duration
	// Agent is what this program calls itself to servers. "" is lanyard-agent.
	Agent string
	// Built is when this program was built: a clock before it is wrong. Zero is
	// not known.
	Built time.Time

	// What follows is this machine's own where it is nil.

	// Resolver finds the addresses of names.
	Resolver Resolver
	// Dial connects; network is tcp.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now is this machine's clock.
	Now func() time.Time
	// Getenv reads an environment variable.
	Getenv func(name string) string
	// Registry is Windows' registry; by default there is one on Windows only.
	Registry Registry
	// Roots are the certificates that this machine trusts.
	Roots func() (Held, error)
	// Interfaces are its addresses.
	Interfaces func() Link
}

// Resolver finds the addresses of a name, as net.Resolver does; network is ip4 or
// ip6.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// atOnce is how many hosts are looked at at one time.
const atOnce = 32

// fill puts this machine in the place of what was not given.
func (o *Options) fill() {
	if o.Budget <= 0 {
		o.Budget = DefaultBudget
	}
	if o.Agent == "" {
		o.Agent = "lanyard-agent"
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Getenv == nil {
		o.Getenv = getenv
	}
	if o.Registry == nil {
		o.Registry = systemRegistry()
	}
	if o.Roots == nil {
		o.Roots = systemRoots
	}
	if o.Interfaces == nil {
		o.Interfaces = interfaces
	}
}
