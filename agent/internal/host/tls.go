package host

// TLS are the settings of Windows for what connections offer. What is really
// negotiated is another matter: package network looks at that.
type TLS struct {
	Part
	// Client has all protocols of Protocols, in that order.
	Client  []Protocol    `json:"client,omitempty"`
	WinHTTP []WinHTTP     `json:"winhttp,omitempty"`
	Inet    []InternetTLS `json:"internet,omitempty"`
	FIPS    *bool         `json:"fips,omitempty"` // FIPS mode; nil: not set, which is off
}

// A Protocol is SCHANNEL\Protocols\NAME\Client. nil: not set, so that the system's
// own default holds.
type Protocol struct {
	Name              string  `json:"name,omitzero" reveals:"none"` // "SSL 3.0", "TLS 1.2"
	Enabled           *uint32 `json:"enabled,omitempty"`
	DisabledByDefault *uint32 `json:"disabled_by_default,omitempty"`
}

// WinHTTP is DefaultSecureProtocols of one view. nil: not set.
type WinHTTP struct {
	View    View    `json:"view,omitzero" reveals:"none"`
	Default *uint32 `json:"default,omitempty"` // bits: see ProtocolBits
}

// InternetTLS is SecureProtocols of Internet Settings in one scope. nil: not set.
type InternetTLS struct {
	Scope  Scope   `json:"scope,omitzero" reveals:"none"`
	Secure *uint32 `json:"secure,omitempty"` // bits: see ProtocolBits
}
