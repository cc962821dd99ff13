package host

// DotNet is the .NET Framework, and how it chooses TLS. Only Windows has it.
type DotNet struct {
	Part
	// Release is NDP\v4\Full\Release; 0: no .NET Framework 4.5 or later.
	Release uint32 `json:"release,omitzero"`
	// Version4 is what Release stands for ("4.8", "4.8.1"), or "4.0" where only an
	// older 4 is there; empty: none.
	Version4 string `json:"version4,omitzero" reveals:"text"`
	// Version35 is the version of 3.5 ("3.5.30729.4926") where it is installed and on.
	Version35 string         `json:"version35,omitzero" reveals:"text"`
	Strong    []StrongCrypto `json:"strong,omitempty"`
}

// StrongCrypto are the two switches that make programs of one generation of .NET
// speak TLS 1.2. nil: not set. There is one for each generation and view that was read.
// Source: Microsoft, "Transport Layer Security (TLS) best practices with .NET Framework".
type StrongCrypto struct {
	View             View    `json:"view,omitzero" reveals:"none"`
	Generation       string  `json:"generation,omitzero" reveals:"none"` // "v2.0.50727" (3.5 too), "v4.0.30319"
	SchUseStrong     *uint32 `json:"sch_use_strong_crypto,omitempty"`
	SystemDefaultTLS *uint32 `json:"system_default_tls_versions,omitempty"`
}
