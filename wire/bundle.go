package wire

import "time"

// BundleVersion is the version of the bundle that this package writes and the
// newest that it reads.
const BundleVersion = 1

// Bundle is what an agent saw on one device at one instant.
type Bundle struct {
	// Version is [BundleVersion]; the key comes first, so that a reader knows the
	// file by its beginning.
	Version int `json:"lanyard_bundle"`
	// TakenAt is when the agent looked, by the device's clock.
	TakenAt time.Time `json:"taken_at"`
	// JudgedAt is the instant by which Asked was judged, where that is not TakenAt.
	JudgedAt *time.Time `json:"judged_at,omitempty"`
	// SkewSeconds is how far the device's clock was ahead of those of the servers
	// that it reached, in seconds; nil: it reached none that told the time.
	SkewSeconds *float64 `json:"skew_seconds,omitempty"`
	// Agent is the version of the agent.
	Agent string `json:"agent"`

	Device Device `json:"device"`
	// Installed is the software that the device's own list of programs names.
	Installed []Installed `json:"installed,omitempty"`
	// Inventory says whether Installed is all there is: "complete", or "partial"
	// where a part of the list could not be read.
	Inventory string `json:"inventory"`

	// Clients are the sign-in clients that are installed or run.
	Clients []Client `json:"clients,omitempty"`
	Readers []Reader `json:"readers,omitempty"`
	Cards   []Card   `json:"cards,omitempty"`
	// Connections are what was negotiated with the hosts that were tried.
	Connections []Connection `json:"connections,omitempty"`

	// Findings are those of the agent's checks, in the order of the checks.
	Findings []Finding `json:"findings"`
	// Asked is what notices ask of the device and of the cards in it.
	Asked []Asked `json:"asked,omitempty"`
	// Notices are the editions by which Asked was judged.
	Notices []Edition `json:"notices,omitempty"`

	// LeftOut says how many entries of its lists were left out, because the bundle would
	// have been longer than [MaxBundle]; nil: none.
	LeftOut *LeftOut `json:"left_out,omitempty"`

	// Withheld are the kinds of value that were taken out before the bundle was
	// written, in the order of [AllReveals].
	Withheld []Reveals `json:"withheld,omitempty"`
}

// Device is the machine.
type Device struct {
	// ID tells this device from others without naming it: it is made of what the
	// system drew by chance when it was installed. Two bundles with one ID are of
	// one device.
	ID string `json:"id"`
	// Name, Serial and the ids below are as other exports have them, and join the
	// device with those.
	Name     string `json:"name,omitempty" reveals:"device"`
	Domain   string `json:"domain,omitempty" reveals:"device"`
	Serial   string `json:"serial,omitempty" reveals:"device"`
	IntuneID string `json:"intune_id,omitempty" reveals:"device"`
	EntraID  string `json:"entra_id,omitempty" reveals:"device"`

	// OS is "windows", "linux" or "macos"; "" = not known, in a recording.
	OS        string `json:"os,omitempty"`
	OSName    string `json:"os_name,omitempty"`    // such as "Windows 11 Pro 23H2"
	OSVersion string `json:"os_version,omitempty"` // such as "10.0.22631.4317"
	Arch      string `json:"arch,omitempty"`       // amd64, arm64 or 386
	Remote    bool   `json:"remote,omitempty"`     // looked at in a remote session
	Virtual   string `json:"virtual,omitempty"`    // what virtual desktop it is; "" = none was recognised
}

// Installed is one entry of the device's list of programs.
type Installed struct {
	Name      string `json:"name"`
	Version   string `json:"version,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	// View is which list named it: "64" or "32" of Windows, "user" of whoever is
	// signed in; "" where there is one list.
	View string `json:"view,omitempty"`
}

// Client is one sign-in client on the device.
type Client struct {
	Product string `json:"product"`           // its id in the catalogue of the notices
	Version string `json:"version,omitempty"` // "" = not known
	Running bool   `json:"running"`
}

// Reader is one card reader.
type Reader struct {
	Name   string `json:"name"`
	Vendor string `json:"vendor,omitempty"`
	Serial string `json:"serial,omitempty" reveals:"device"`
	State  string `json:"state"` // empty, present, mute, in-use, unavailable
}

// Card is one card in a reader.
type Card struct {
	Reader string `json:"reader"`
	// ATR is the answer to reset in capital hexadecimal (ISO/IEC 7816-3 §8).
	ATR string `json:"atr,omitempty"`
	// Series are the generations that its answer to reset tells it may be; none: it tells
	// none. Whoever judges asks the notices what the type tells besides.
	Series []int  `json:"series,omitempty"`
	Type   string `json:"type,omitempty"`
	// PossibleSeries are the generations that it may be by its answer to reset and its
	// type together, as the notices that the agent had know types: what its sentences and
	// its page say. None: not known, or the two contradict each other.
	PossibleSeries []int `json:"possible_series,omitempty"`
	// Number is the number printed on the card, where the card or a person told it.
	Number string `json:"number,omitempty" reveals:"card"`
	// Serial is a number of the chip or the token.
	Serial string `json:"serial,omitempty" reveals:"card"`
	// Certificates are those that could be read without a PIN.
	Certificates []Certificate `json:"certificates,omitempty"`
	// TriesLeft is how many wrong PINs the card still takes, as it says itself
	// without one being spent; nil: it does not say.
	TriesLeft *int `json:"tries_left,omitempty"`
	Blank     bool `json:"blank,omitempty"`
}

// Certificate is one certificate on a card.
type Certificate struct {
	// Use is "authentication", "signature", "key-management", "card" or "other".
	Use       string    `json:"use"`
	NotBefore time.Time `json:"not_before"`
	Expires   time.Time `json:"expires"`
	Key       string    `json:"key,omitempty"` // such as RSA-2048 or P-256
	Issuer    string    `json:"issuer,omitempty"`
	Subject   string    `json:"subject,omitempty" reveals:"person"`
	Serial    string    `json:"serial,omitempty" reveals:"card"`
}

// Connection is what was negotiated with one host.
type Connection struct {
	Host string `json:"host"`
	// TLS is the version, as [fact.ParseTLS] reads it; "" = none was negotiated,
	// and Failure says why.
	TLS     string `json:"tls,omitempty"`
	Cipher  string `json:"cipher,omitempty"`
	Issuer  string `json:"issuer,omitempty"` // who signed the certificate shown
	Failure string `json:"failure,omitempty"`
	// By is whose TLS it was: "agent" for this program's own, which can differ from
	// that of a sign-in client, or "system".
	By string `json:"by"`
}

// LeftOut is how many entries each list of a bundle lacks.
type LeftOut struct {
	Installed   int `json:"installed,omitempty"`
	Readers     int `json:"readers,omitempty"`
	Cards       int `json:"cards,omitempty"`
	Connections int `json:"connections,omitempty"`
	Findings    int `json:"findings,omitempty"`
	Asked       int `json:"asked,omitempty"`
}

// Edition is one revision of a notice.
type Edition struct {
	Notice   string `json:"notice"`
	Revision int    `json:"revision"`
}
