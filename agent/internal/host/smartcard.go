package host

// Smartcard is what the system has for readers and cards, apart from the readers
// and cards themselves (package card sees those). The services SCardSvr,
// CertPropSvc, SCPolicySvc and ScDeviceEnum, and pcscd, are among Services.
type Smartcard struct {
	Part
	Drivers     []Driver     `json:"drivers,omitempty"`
	Minidrivers []Minidriver `json:"minidrivers,omitempty"`
	// CapiOverrideOff is DisableCapiOverrideForRSA: 0 brings CSPs back for RSA cards
	// after the updates of October 2025 (CVE-2024-30098), 1 keeps the KSP. nil: not set.
	CapiOverrideOff *uint32 `json:"disable_capi_override_for_rsa,omitempty"`
	// Propagation is the policy CertPropEnabled: certificates of a card appear in the
	// person's store. nil: not set, which is on.
	Propagation *uint32 `json:"certificate_propagation,omitempty"`
	// Daemon: pcscd's socket is there (Linux). nil: not looked at.
	Daemon *bool `json:"daemon,omitempty"`
}

// A Driver is the driver of a reader that is or was connected.
type Driver struct {
	Description string `json:"description,omitzero" reveals:"text"` // "Microsoft Usbccid Smartcard Reader (WUDF)"
	Version     string `json:"version,omitzero" reveals:"text"`
	Date        string `json:"date,omitzero" reveals:"none"` // "2006-06-21"
	Provider    string `json:"provider,omitzero" reveals:"text"`
	INF         string `json:"inf,omitzero" reveals:"text"`
	Device      string `json:"device,omitzero" reveals:"text"` // "usb\class_0b", MatchingDeviceId
}

// A Minidriver is one entry of Calais\SmartCards: which software Windows uses for
// cards with which ATR.
type Minidriver struct {
	Name     string `json:"name,omitzero" reveals:"text"`
	View     View   `json:"view,omitzero" reveals:"none"`
	ATR      string `json:"atr,omitzero" reveals:"none"`        // hex, upper case; empty: none
	Mask     string `json:"mask,omitzero" reveals:"none"`       // hex, as long as the ATR
	Provider string `json:"provider,omitzero" reveals:"text"`   // Crypto Provider: a CSP
	KSP      string `json:"ksp,omitzero" reveals:"text"`        // Smart Card Key Storage Provider
	Module   string `json:"minidriver,omitzero" reveals:"path"` // 80000001: file of the minidriver
}
