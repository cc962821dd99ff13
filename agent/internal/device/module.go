package device

import "github.com/lanyard-id/lanyard/agent/internal/host"

// Modules are the PKCS #11 modules that were found and tried.
type Modules struct {
	host.Part
	List []Module `json:"list,omitempty"`
}

// Outcome is what came of trying a module in a process of its own.
type Outcome string

// The outcomes.
const (
	Loaded            Outcome = "loaded"             // it answered all that it was asked
	NotThere          Outcome = "not-there"          // there is no such file
	NotAModule        Outcome = "not-a-module"       // not a library, or one without C_GetFunctionList
	OtherArchitecture Outcome = "other-architecture" // for programs of another width or processor
	LacksLibrary      Outcome = "lacks-library"      // a library that it needs is missing
	Crashed           Outcome = "crashed"
	Hung              Outcome = "hung"    // it did not answer in time
	Refused           Outcome = "refused" // it answered with an error
	Untried           Outcome = "untried" // it was not tried to its end; nothing follows from that
)

// Module is one module.
type Module struct {
	// Of is whose it is, as [host.File] names it, such as "oberthur-middleware".
	Of   string `json:"of,omitzero"`
	Path string `json:"path"`
	// Bits is for programs of which width it is: 32 or 64; 0: not known.
	Bits    int     `json:"bits,omitzero"`
	Outcome Outcome `json:"outcome"`
	Why     string  `json:"why,omitzero"`
	// Idle: it hung, and no program used a card when its time was up, nor shortly before,
	// so it did not wait for one.
	Idle bool `json:"idle,omitzero"`
	// Library is what it calls itself, with its version, which may be a lie: that of
	// the file stands in host.Files.
	Library string `json:"library,omitzero"`
	Version string `json:"version,omitzero"`
	Slots   []Slot `json:"slots,omitempty"`
	TookMS  int    `json:"took_ms,omitzero"`
	// Signed is what came of a test signature; nil: none was asked for.
	Signed *Signed `json:"signed,omitempty"`
}

// Slot is one slot of a module.
type Slot struct {
	Description string `json:"description,omitzero"`
	Token       bool   `json:"token"` // something is in it
	Label       string `json:"label,omitzero"`
	Serial      string `json:"serial,omitzero"`
	// PIN is what the token says of its PIN: "", "low" (a try was spent), "last"
	// (one is left) or "locked".
	PIN          string `json:"pin,omitzero"`
	Certificates int    `json:"certificates,omitzero"` // how many it shows without a PIN
}

// Signed is a test signature with a key on the token.
type Signed struct {
	Verified  bool   `json:"verified"`
	Mechanism string `json:"mechanism,omitzero"`
	Key       string `json:"key,omitzero"`
	Why       string `json:"why,omitzero"` // what went wrong
	// TriesLeft is set where the PIN was refused and the token says how many are left.
	TriesLeft *int `json:"tries_left,omitempty"`
	TookMS    int  `json:"took_ms,omitzero"`
}
