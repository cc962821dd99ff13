package host

import "context"

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

// protocols are the names of SCHANNEL's keys, the oldest first, with their bits in
// DefaultSecureProtocols and SecureProtocols.
// Source: Windows SDK, winhttp.h, WINHTTP_FLAG_SECURE_PROTOCOL_*.
var protocols = []struct {
	name string
	bit  uint32
}{
	{"SSL 2.0", 0x8}, {"SSL 3.0", 0x20}, {"TLS 1.0", 0x80}, {"TLS 1.1", 0x200}, {"TLS 1.2", 0x800}, {"TLS 1.3", 0x2000},
}

// ProtocolBits gives the names of the protocols that the bits of WinHTTP or Internet
// Settings stand for, the oldest first.
func ProtocolBits(bits uint32) []string {
	var names []string
	for _, p := range protocols {
		if bits&p.bit != 0 {
			names = append(names, p.name)
		}
	}
	return names
}

// Off tells whether the setting turns the protocol off for clients: it is not offered
// even to those who ask for it. Enabled is off at 0 only; any other number is on.
func (p Protocol) Off() bool { return p.Enabled != nil && *p.Enabled == 0 }

// Unset tells whether the system's own default holds.
func (p Protocol) Unset() bool { return p.Enabled == nil && p.DisabledByDefault == nil }

// Protocol gives the settings of a protocol ("TLS 1.2"), unset where there are none.
func (t *TLS) Protocol(name string) Protocol {
	for _, p := range t.Client {
		if p.Name == name {
			return p
		}
	}
	return Protocol{Name: name}
}

const (
	schannelKey  = `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols`
	winHTTPKey   = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp`
	fipsKey      = `HKLM\SYSTEM\CurrentControlSet\Control\Lsa\FipsAlgorithmPolicy`
	inetSettings = `Microsoft\Windows\CurrentVersion\Internet Settings`
)

// inetRoots are where Internet Settings are set, by scope, the strongest first.
var inetRoots = []struct {
	scope Scope
	root  string
}{
	{MachinePolicy, `HKLM\SOFTWARE\Policies\`},
	{UserPolicy, `HKCU\SOFTWARE\Policies\`},
	{User, `HKCU\SOFTWARE\`},
	{Machine, `HKLM\SOFTWARE\`},
}

func (w *onWindows) tls(ctx context.Context, t *TLS) {
	reg := newHive(ctx, w.reg, &t.Part)
	defer reg.done()
	for _, p := range protocols {
		v := reg.values(key(schannelKey, 64).Below(p.name).Below("Client"))
		t.Client = append(t.Client, Protocol{Name: p.name, Enabled: v.number("Enabled"), DisabledByDefault: v.number("DisabledByDefault")})
	}
	for _, view := range views {
		t.WinHTTP = append(t.WinHTTP, WinHTTP{View: view.view, Default: reg.values(key(winHTTPKey, view.bits)).number("DefaultSecureProtocols")})
	}
	for _, from := range inetRoots {
		t.Inet = append(t.Inet, InternetTLS{Scope: from.scope, Secure: reg.values(key(from.root+inetSettings, 64)).number("SecureProtocols")})
	}
	if n := reg.values(key(fipsKey, 64)).number("Enabled"); n != nil {
		on := *n != 0
		t.FIPS = &on
	}
}
