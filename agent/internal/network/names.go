package network

// Names is what the system's resolver says of a host's name.
type Names struct {
	// Literal is true where the host was given as an address: nothing was asked.
	Literal bool `json:"literal,omitzero"`
	// V4 and V6 are the answers to the questions for A and AAAA.
	V4 Answer `json:"v4"`
	V6 Answer `json:"v6"`
}

// Answer is one answer of the resolver.
type Answer struct {
	TookMS int `json:"tookMs"`
	// Addresses are at most 8 of those given, in the resolver's order.
	Addresses []Address `json:"addresses,omitempty"`
	// More counts the addresses that were given beyond them.
	More  int    `json:"more,omitzero"`
	Fault *Fault `json:"fault,omitzero"`
}

// Scope is the kind of network that an address belongs to.
type Scope string

const (
	// ScopeGlobal is everything that is none of the others.
	ScopeGlobal Scope = "global"
	// ScopePrivate is RFC 1918 and RFC 4193. A public name with such an address is
	// answered by a resolver of the site: for a host on HSCN that may be right,
	// else it is often a filter or a portal.
	ScopePrivate Scope = "private"
	// ScopeShared is RFC 6598, between a provider and its customers.
	ScopeShared Scope = "shared"
	// ScopeLoopback is this machine: a name in the hosts file, or a filter.
	ScopeLoopback Scope = "loopback"
	// ScopeLinkLocal is RFC 3927 and RFC 4291 §2.5.6.
	ScopeLinkLocal Scope = "link-local"
	// ScopeNowhere is 0.0.0.0 and ::, which filters answer.
	ScopeNowhere Scope = "nowhere"
)

var scopes = []Scope{ScopeGlobal, ScopePrivate, ScopeShared, ScopeLoopback, ScopeLinkLocal, ScopeNowhere}

// Address is one address of a host.
type Address struct {
	IP    string `json:"ip" reveals:"address"`
	Scope Scope  `json:"scope"`
}

// Found tells whether the name has any address.
func (n Names) Found() bool {
	return n.Literal || len(n.V4.Addresses) > 0 || len(n.V6.Addresses) > 0
}

// Fault is why the name has no address: that of IPv4 if it is more than that
// there is none, else that of IPv6. Nil where there is an address.
func (n Names) Fault() *Fault {
	switch {
	case n.Found():
		return nil
	case n.V4.Fault != nil && n.V4.Fault.Kind != NoSuchName, n.V6.Fault == nil:
		return n.V4.Fault
	}
	return n.V6.Fault
}
