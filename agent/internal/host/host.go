package host

import "time"

// Form is the form of a recording that this program writes, and the newest that
// it reads. It rises when a field changes its meaning or goes away; a field that is
// added does not raise it, but a program that does not know it refuses the file.
const Form = 1

// A Host is what was seen of one machine at one time, and the content of a
// recording. Each part says for itself how far it can be believed: ask Known or
// Whole of a part before you take an absence for a no.
//
// Every text in the tree has the tag `reveals`, which says what of a person or a
// device it may give away; see redact.go.
type Host struct {
	Form   int       `json:"form"`
	SeenAt time.Time `json:"seen_at"`                    // UTC, by the machine's own clock, which may be wrong
	By     string    `json:"by,omitzero" reveals:"none"` // the program and its version
	// Redacted: names and numbers of people and machines were taken out.
	Redacted bool `json:"redacted,omitzero"`

	System     System        `json:"system"`
	Identity   Identity      `json:"identity"`
	Products   Products      `json:"products"`
	Programs   Programs      `json:"programs"`
	Services   Services      `json:"services"`
	Files      Files         `json:"files"`
	DotNet     DotNet        `json:"dotnet"`
	TLS        TLS           `json:"tls"`
	Smartcard  Smartcard     `json:"smartcard"`
	Browsers   Browsers      `json:"browsers"`
	Zones      Zones         `json:"zones"`
	Agents     AgentSettings `json:"agents"`
	Session    Session       `json:"session"`
	Disk       Disk          `json:"disk"`
	Restart    Restart       `json:"restart"`
	Clock      Clock         `json:"clock"`
	SearchPath SearchPath    `json:"search_path"`
}

// parts gives every part by the name it has in a recording.
func (h *Host) parts() map[string]*Part {
	return map[string]*Part{
		"system": &h.System.Part, "identity": &h.Identity.Part, "products": &h.Products.Part, "programs": &h.Programs.Part,
		"services": &h.Services.Part, "files": &h.Files.Part, "dotnet": &h.DotNet.Part, "tls": &h.TLS.Part,
		"smartcard": &h.Smartcard.Part, "browsers": &h.Browsers.Part, "zones": &h.Zones.Part, "agents": &h.Agents.Part,
		"session": &h.Session.Part, "disk": &h.Disk.Part, "restart": &h.Restart.Part, "clock": &h.Clock.Part,
		"search_path": &h.SearchPath.Part,
	}
}

// A State says how far a part was read.
type State string

// The states of a part. The zero State is that of a part nobody looked at.
const (
	// Read: the part was read to its end. What is not in it is not there.
	Read State = "read"
	// Partly: some of it was read. What is in it was seen; what is not in it is unknown.
	Partly State = "partly"
	// NeedsRights: the system refused; a person with more rights could read it.
	NeedsRights State = "needs-rights"
	// NotHere: this kind of system has no such thing.
	NotHere State = "not-here"
	// TooSlow: it was not done when its time was up.
	TooSlow State = "too-slow"
	// Failed: something else went wrong; Why says what.
	Failed State = "failed"
)

// A Part is how one part of a Host was got.
type Part struct {
	State  State    `json:"state,omitzero" reveals:"none"`
	How    string   `json:"how,omitzero" reveals:"none"`  // where from, in words: "registry", "/var/lib/dpkg/status"
	Why    string   `json:"why,omitzero" reveals:"path"`  // what went wrong, for Partly and worse
	TookMS int      `json:"took_ms,omitzero"`             // milliseconds
	Odd    []string `json:"odd,omitempty" reveals:"path"` // what was strange about it: a value of a wrong type, a list cut short
}

// Known tells whether what the part holds was seen. Anything that it does not hold
// may still be there; see Whole.
func (p Part) Known() bool { return p.State == Read || p.State == Partly }

// Whole tells whether the part was read to its end, so that what it does not hold is
// not there.
func (p Part) Whole() bool { return p.State == Read }

// Applies tells whether this kind of system has such a thing at all.
func (p Part) Applies() bool { return p.State != NotHere }

// A View is one of the two faces of the Windows registry: 32-bit programs see
// another HKEY_LOCAL_MACHINE\SOFTWARE than 64-bit ones.
type View string

// The views. The zero View is that of what has only one face.
const (
	View64 View = "64"
	View32 View = "32"
)

// A Scope says for whom a setting or a product is.
type Scope string

// The scopes. The policies are what a domain or a management service imposes; they
// win over the others.
const (
	Machine       Scope = "machine"
	User          Scope = "user"
	MachinePolicy Scope = "machine-policy"
	UserPolicy    Scope = "user-policy"
)
