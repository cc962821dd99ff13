package network

// Proxies are the proxy settings of this machine, as read; which of them hold
// for a host is said by its Paths.
type Proxies struct {
	// Environment is HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Nil if none is set.
	Environment *ProxySettings `json:"environment,omitzero"`
	// User is what Windows programs of this user go by (WinINET; .NET's default).
	// Nil on other operating systems, or if it could not be read.
	User *ProxySettings `json:"user,omitzero"`
	// Machine is the same for all users, where a policy says so
	// (ProxySettingsPerUser is 0).
	Machine *ProxySettings `json:"machine,omitzero"`
	// WinHTTP is what services go by.
	WinHTTP *ProxySettings `json:"winhttp,omitzero"`
	// Fault says which of them could not be read.
	Fault *Fault `json:"fault,omitzero"`
}

// ProxySettings are one set of settings. Credentials in them are never kept.
type ProxySettings struct {
	// On is false where a proxy is written down and switched off.
	On bool `json:"on"`
	// HTTP and HTTPS are host and port of the proxy for each.
	HTTP  string `json:"http,omitzero" reveals:"site"`
	HTTPS string `json:"https,omitzero" reveals:"site"`
	// Bypass are the hosts that are reached straight, as written.
	Bypass []string `json:"bypass,omitempty" reveals:"site"`
	// PAC is the address of a script that chooses. It is not fetched and not
	// evaluated: what it would choose for a host is not known here.
	PAC string `json:"pac,omitzero" reveals:"site"`
	// Detect is true where such a script is looked for on the network (WPAD).
	Detect bool `json:"detect,omitzero"`
	// Credentials is true where the settings had a name or password in them.
	Credentials bool   `json:"credentials,omitzero"`
	Fault       *Fault `json:"fault,omitzero"`
}

// Script tells whether a script chooses the proxy, so that the paths of a host
// may not be those that programs take.
func (p Proxies) Script() bool {
	for _, s := range []*ProxySettings{p.User, p.Machine} {
		if s != nil && (s.PAC != "" || s.Detect) {
			return true
		}
	}
	return false
}

// Where a proxy of a path was set.
const (
	fromEnvironment = "environment"
	fromUser        = "user"
	fromMachine     = "machine"
	fromWinHTTP     = "winhttp"
)

var allSettings = []string{"", fromEnvironment, fromUser, fromMachine, fromWinHTTP}
