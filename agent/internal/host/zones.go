package host

// Zones are the settings of Windows for which sites count as its intranet, and what
// those may do. They decide whether a page on localhost asks for a Windows password.
type Zones struct {
	Part
	Intranet []Intranet   `json:"intranet,omitempty"`
	Sites    []Site       `json:"sites,omitempty"`
	Logon    []ZoneLogon  `json:"logon,omitempty"`
	Compat   []CompatView `json:"compatibility_view,omitempty"`
}

// Intranet are the four boxes of one scope. nil: not set there. 1 is a tick.
type Intranet struct {
	Scope       Scope   `json:"scope,omitzero" reveals:"none"`
	AutoDetect  *uint32 `json:"auto_detect,omitempty"`     // detect the intranet automatically
	LocalNames  *uint32 `json:"local_names,omitempty"`     // IntranetName: all local sites
	ProxyBypass *uint32 `json:"proxy_bypass,omitempty"`    // ProxyByPass: sites that bypass the proxy
	UNC         *uint32 `json:"unc_as_intranet,omitempty"` // UNCAsIntranet: network paths
}

// A Site is an entry of ZoneMap: a site that was put into a zone.
type Site struct {
	Scope  Scope  `json:"scope,omitzero" reveals:"none"`
	Name   string `json:"name,omitzero" reveals:"text"`   // "*.nhs.uk"
	Scheme string `json:"scheme,omitzero" reveals:"text"` // "https", "*"
	Zone   uint32 `json:"zone"`                           // 0 computer, 1 intranet, 2 trusted, 3 internet, 4 restricted
}

// A ZoneLogon is the value 1A00 of a zone: who is logged on without being asked.
// 0 automatic, 0x10000 ask, 0x20000 automatic in the intranet only, 0x30000 anonymous.
type ZoneLogon struct {
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
	Zone  uint32 `json:"zone"`
	Logon uint32 `json:"logon"`
}

// CompatView is what makes old Internet Explorer modes apply to sites. nil: not set.
type CompatView struct {
	Scope    Scope    `json:"scope,omitzero" reveals:"none"`
	Intranet *uint32  `json:"intranet,omitempty"` // IntranetCompatibilityMode: all of the intranet
	Sites    []string `json:"sites,omitempty" reveals:"text"`
}
