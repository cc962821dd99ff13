package network

// Path is one way to a host, and how far it leads.
type Path struct {
	// Proxy is the proxy's host and port, without credentials; "" is straight.
	Proxy string `json:"proxy,omitzero" reveals:"site"`
	// Settings is where the proxy was set: one of "environment", "user",
	// "machine", "winhttp". "" where Proxy is.
	Settings string `json:"settings,omitzero"`
	// Connections are the addresses that were dialled, the host's or the
	// proxy's.
	Connections []Connection `json:"connections,omitempty"`
	// Tunnel is what the proxy answered to CONNECT. Nil if it was not asked.
	Tunnel *Answered `json:"tunnel,omitzero"`
	// TLS is the handshake. Nil if the path did not lead there.
	TLS *TLS `json:"tls,omitzero"`
	// Versions are further handshakes, each with exactly one version, in the
	// order in which they were asked for. Empty where none was, or TLS did not
	// get as far as an answer.
	Versions []Version `json:"versions,omitempty"`
	// Answered is what the host, or whatever stands in its place, answered to
	// GET /: through TLS, or without it where TLS was answered in plain HTTP.
	Answered *Answered `json:"answered,omitzero"`
	// Fault is the first thing that stopped the path. Nil where TLS was
	// negotiated, whoever signed the certificate.
	Fault *Fault `json:"fault,omitzero"`
}

// Connection is one attempt to reach an address.
type Connection struct {
	Address string `json:"address" reveals:"address"`
	Port    int    `json:"port"`
	// TookMS is until it was connected, or until it failed.
	TookMS int    `json:"tookMs"`
	Fault  *Fault `json:"fault,omitzero"`
}

// Reached tells whether any address could be connected to.
func (p Path) Reached() bool {
	for _, c := range p.Connections {
		if c.Fault == nil {
			return true
		}
	}
	return false
}

// Works tells whether TLS was negotiated with a certificate that this machine
// can trust for the host.
func (p Path) Works() bool {
	return p.Fault == nil && p.TLS != nil && p.TLS.Fault == nil && p.TLS.Trusted()
}

// Best is the path that leads furthest: one that works, else one with TLS, else
// the first. Nil where there is none.
func (h Host) Best() *Path {
	var best *Path
	for i := range h.Paths {
		p := &h.Paths[i]
		switch {
		case p.Works():
			return p
		case best == nil, p.TLS != nil && p.TLS.Fault == nil && (best.TLS == nil || best.TLS.Fault != nil):
			best = p
		}
	}
	return best
}

// Answered is an HTTP answer, as far as it was read.
type Answered struct {
	// Status is the code; 0 where there was none that could be read.
	Status int `json:"status"`
	// Reason is the text beside the code.
	Reason string `json:"reason,omitzero"`
	TookMS int    `json:"tookMs"`
	// Date is the header of that name as it came, if it could be read.
	Date string `json:"date,omitzero"`
	// Server and Via are the headers of those names.
	Server string `json:"server,omitzero"`
	Via    string `json:"via,omitzero" reveals:"site"`
	// Location is where a redirect leads: scheme, host and path alone.
	Location string `json:"location,omitzero" reveals:"site"`
	// Authenticate are the schemes of WWW-Authenticate or Proxy-Authenticate,
	// such as Negotiate, NTLM, Basic, without what follows them.
	Authenticate []string `json:"authenticate,omitempty"`
	// Title is the title of an error page, at most 200 bytes.
	Title string `json:"title,omitzero"`
	// Page is what the page was recognised as. "" is an ordinary answer.
	Page PageKind `json:"page,omitzero"`
	// By is the product that the page was recognised as coming from.
	By    string `json:"by,omitzero"`
	Fault *Fault `json:"fault,omitzero"`
}

// PageKind is what an answer is that the host did not give.
type PageKind string

const (
	// PagePortal is a network that wants a person to sign in or agree first.
	//
	// Source: RFC 6585 §6 (511), RFC 8952.
	PagePortal PageKind = "captive-portal"
	// PageBlocked is a filter or proxy that says no.
	PageBlocked PageKind = "blocked"
)

var pageKinds = []PageKind{"", PagePortal, PageBlocked}
