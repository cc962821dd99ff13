package network

import "time"

// Form is the version of the form in which a Network is recorded. Read takes no
// other.
const Form = 1

// Network is what was seen of the network, all at about the same instant.
type Network struct {
	Form int `json:"form"`
	// At is when looking began, by this machine's clock.
	At time.Time `json:"at"`
	// TookMS is how long it took.
	TookMS int `json:"tookMs"`
	// Stack names the TLS that was used, such as "Go crypto/tls go1.26.8".
	Stack string `json:"stack"`
	// Link is whether this machine has any address beyond loopback.
	Link Link `json:"link"`
	// Hosts are those that were given, in their order.
	Hosts []Host `json:"hosts,omitempty"`
	// Server is the Lanyard server or gate that was given. Nil if none was.
	Server *Server `json:"server,omitzero"`
	// Proxies are the settings of this machine.
	Proxies Proxies `json:"proxies"`
	// Clock compares this machine's clock with the answers of the hosts.
	Clock Clock `json:"clock"`
	// Listeners are the asked ports of loopback.
	Listeners []Listener `json:"listeners,omitempty"`
	// Roots says whether the roots that this machine trusts could be read.
	Roots Roots `json:"roots"`
}

// Link is what the machine's interfaces say of being connected at all. Addresses
// are not kept: they tell where the device is.
type Link struct {
	// Up counts the interfaces beyond loopback that are up and have an address
	// that is more than link-local.
	Up   int  `json:"up"`
	IPv4 bool `json:"ipv4"`
	IPv6 bool `json:"ipv6"`
	// Fault says why interfaces could not be read.
	Fault *Fault `json:"fault,omitzero"`
}

// Host is one host that was given, and how it can be reached.
type Host struct {
	Target
	Names Names `json:"names"`
	// Bypassed are the settings that have a proxy and except this host from it.
	Bypassed []string `json:"bypassed,omitempty"`
	// Paths are the ways to the host that were tried: straight first, then by
	// each proxy that is set for it. Never empty in what Look returns.
	Paths []Path `json:"paths,omitempty"`
}

// Target is a host that is to be looked at, and why.
type Target struct {
	// Name is a DNS name or an IP address.
	Name string `json:"name"`
	// Port is a TCP port. 0 is 443 when looked at.
	Port int `json:"port"`
	// Environment is live, integration, deployment and so on, if known.
	Environment string `json:"environment,omitzero"`
	// Net is where the host answers: "hscn", "internet" or "" if not known.
	Net string `json:"net,omitzero"`
	// Use is what the host is for, in words.
	Use string `json:"use,omitzero"`
	// Source is where the list has it from.
	Source string `json:"source,omitzero"`
}

// Server is the Lanyard server that was given by its address.
type Server struct {
	// URL is the address as given, without credentials, query and fragment.
	URL string `json:"url"`
	// Host is what was found of it. Its Versions tell whether its door for old
	// TLS is open.
	Host Host `json:"host"`
	// Gate is true where the answer showed a Lanyard gate, by its page
	// /gate/help.
	Gate bool `json:"gate"`
	// Program is what the server calls itself, from its Server header.
	Program string `json:"program,omitzero"`
	// Status is the HTTP status of the gate's help page. 0 is no answer.
	Status int `json:"status,omitzero"`
	// Fault says why nothing was learnt beyond Host.
	Fault *Fault `json:"fault,omitzero"`
}

// Roots tells of the roots that certificates were judged by.
type Roots struct {
	// Held counts the roots that this machine trusts; 0 where the system does not
	// list them (macOS).
	Held int `json:"held"`
	// Public counts the roots of the public list that this program carries.
	Public int `json:"public"`
	// Fault says why the machine's roots could not be read.
	Fault *Fault `json:"fault,omitzero"`
}
