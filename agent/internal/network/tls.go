package network

import "time"

// TLS is one handshake, offering everything from TLS 1.0 to 1.3 so that it is
// seen what the path chooses.
type TLS struct {
	TookMS int `json:"tookMs"`
	// Version is what was negotiated: "1.0" to "1.3". "" where Fault says why
	// not.
	Version string `json:"version,omitzero"`
	// Cipher is the suite by its IANA name.
	Cipher string `json:"cipher,omitzero"`
	// ALPN is the protocol that was agreed; http/1.1 alone is offered. "" is
	// none.
	ALPN string `json:"alpn,omitzero"`
	// Chain is what the other end sent, its own certificate first, at most 10.
	Chain []Certificate `json:"chain,omitempty"`
	// More counts the certificates that were sent beyond them.
	More int `json:"more,omitzero"`
	// NameMatches tells whether the certificate is for this host.
	NameMatches bool `json:"nameMatches"`
	// Trust is whom the chain leads to.
	Trust Trust `json:"trust,omitzero"`
	// Root names the root that the chain leads to, or, where Trust is TrustNoRoot,
	// whoever signed the last certificate that was sent.
	Root string `json:"root,omitzero"`
	// RootStore is where this machine has the root from, where it says, such as
	// "AuthRoot" or "group policy".
	RootStore string `json:"rootStore,omitzero"`
	// RootHeld is true where this machine itself holds that root. Windows holds a
	// public root only after it was first needed, and fetches it then.
	RootHeld bool `json:"rootHeld,omitzero"`
	// ValidFrom and ValidUntil are when all certificates that the chain needs
	// are within their dates; of the first alone where Trust is TrustNoRoot.
	ValidFrom  time.Time `json:"validFrom,omitzero"`
	ValidUntil time.Time `json:"validUntil,omitzero"`
	// Dates is how the chain's dates stand to the best clock there is.
	Dates Dates `json:"dates,omitzero"`
	// Fault is why there was no handshake.
	Fault *Fault `json:"fault,omitzero"`
}

// Trust is whom a chain of certificates leads to. It is told apart from dates
// and names: an expired certificate of a public authority is still TrustPublic.
type Trust string

const (
	// TrustPublic is a root that browsers trust everywhere.
	TrustPublic Trust = "public"
	// TrustExpected is a root or issuer that was given as one that may sign, such as
	// those of the NHS.
	TrustExpected Trust = "expected"
	// TrustPrivate is a root that somebody gave to this machine: an authority of its
	// owner's own, or an inspecting proxy's.
	TrustPrivate Trust = "private"
	// TrustNoRoot is a chain that leads to no root this machine knows.
	TrustNoRoot Trust = "no-root"
)

var trusts = []Trust{"", TrustPublic, TrustExpected, TrustPrivate, TrustNoRoot}

// Dates tells whether certificates are within their dates.
type Dates string

const (
	// DatesValid is all of the chain within its dates.
	DatesValid Dates = "valid"
	// DatesExpired is a certificate that ended, by a clock that is not known to be
	// wrong.
	DatesExpired Dates = "expired"
	// DatesNotYet is one that has not begun.
	DatesNotYet Dates = "not-yet"
	// DatesWrongClock is a chain that is out of its dates by this machine's clock,
	// and within them by the hosts' own: the clock is wrong, not the certificate.
	DatesWrongClock Dates = "wrong-clock"
)

var allDates = []Dates{"", DatesValid, DatesExpired, DatesNotYet, DatesWrongClock}

// Trusted tells whether this machine can trust the certificate for the host,
// with the clock set right.
func (t TLS) Trusted() bool {
	return t.leads() && (t.Dates == DatesValid || t.Dates == DatesWrongClock)
}

// Certificate is what is kept of one certificate. All texts are cleaned and at
// most 300 bytes.
type Certificate struct {
	Subject string `json:"subject"`
	Issuer  string `json:"issuer"`
	// Names are the DNS names and addresses it is for, at most 20.
	Names []string `json:"names,omitempty"`
	// More counts the names beyond them.
	More      int       `json:"more,omitzero"`
	NotBefore time.Time `json:"notBefore"`
	NotAfter  time.Time `json:"notAfter"`
	// SHA1 and SHA256 are the fingerprints, in upper-case hexadecimal: lists of
	// old authorities give the first.
	SHA1   string `json:"sha1"`
	SHA256 string `json:"sha256"`
	// Key is the public key's kind and length in bits, such as "RSA 2048".
	Key string `json:"key,omitzero"`
	// Signature is the algorithm by which it was signed, such as "SHA256-RSA".
	Signature string `json:"signature,omitzero"`
}

// Version is a handshake that offered exactly one version.
type Version struct {
	// Version is "1.0" to "1.3".
	Version  string `json:"version"`
	Accepted bool   `json:"accepted"`
	TookMS   int    `json:"tookMs"`
	// Fault is why not. Only an Alert, a Reset, an Ended or an OtherVersion says that
	// the version is refused; after the others it is not known.
	Fault *Fault `json:"fault,omitzero"`
}

// versionNames are the versions that are told apart.
var versionNames = []string{"1.0", "1.1", "1.2", "1.3"}
