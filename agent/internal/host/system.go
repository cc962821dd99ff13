package host

// A Family is a kind of operating system.
type Family string

// The families.
const (
	Windows Family = "windows"
	Linux   Family = "linux"
	MacOS   Family = "macos"
)

// A System is the operating system and the machine it runs on.
type System struct {
	Part
	Family  Family `json:"family,omitzero" reveals:"none"`
	Name    string `json:"name,omitzero" reveals:"text"`    // "Windows 11 Pro", "Debian GNU/Linux 12 (bookworm)"
	Edition string `json:"edition,omitzero" reveals:"text"` // Windows: EditionID, "Professional"
	Release string `json:"release,omitzero" reveals:"text"` // Windows: "24H2"; Linux: VERSION_ID; macOS: "15.1"
	// Version is comparable: "10.0.26100.4061" with the update revision (UBR) as its
	// last part on Windows, VERSION_ID on Linux, the product version on macOS.
	Version  string `json:"version,omitzero" reveals:"text"`
	Kernel   string `json:"kernel,omitzero" reveals:"text"`   // Linux and macOS: the kernel's release
	Build    uint32 `json:"build,omitzero"`                   // Windows: 26100. 0: not known
	Revision uint32 `json:"revision,omitzero"`                // Windows: UBR, 4061. 0: not known
	Server   bool   `json:"server,omitzero"`                  // Windows: a server, not a client
	Language string `json:"language,omitzero" reveals:"none"` // of the system: "en-GB"

	// Architecture is the machine's, Program that of this program, both as Go names
	// them: "amd64", "386", "arm64". They differ where it is emulated.
	Architecture string `json:"architecture,omitzero" reveals:"none"`
	Program      string `json:"program,omitzero" reveals:"none"`
	// Emulator is set where Windows is not Windows: "Wine 8.0".
	Emulator string `json:"emulator,omitzero" reveals:"text"`

	Manufacturer string `json:"manufacturer,omitzero" reveals:"text"` // of the machine: "Dell Inc."
	Model        string `json:"model,omitzero" reveals:"text"`
}

// A Join says to whom a Windows machine belongs.
type Join string

// The joins. The zero Join is not known.
const (
	Workgroup   Join = "workgroup"
	Domain      Join = "domain"
	Entra       Join = "entra"
	EntraHybrid Join = "entra-hybrid" // a domain and Entra
)

// An Identity is what this one machine is called and known by. All of it but Join
// is removed by redaction.
type Identity struct {
	Part
	Join       Join   `json:"join,omitzero" reveals:"none"`
	Computer   string `json:"computer,omitzero" reveals:"device-name"`    // NetBIOS name, host name
	DNS        string `json:"dns,omitzero" reveals:"device-name"`         // fully qualified, where known
	DomainName string `json:"domain_name,omitzero" reveals:"device-name"` // domain or workgroup
	MachineID  string `json:"machine_id,omitzero" reveals:"device-id"`    // Windows MachineGuid, Linux /etc/machine-id
	EntraID    string `json:"entra_id,omitzero" reveals:"device-id"`      // device id in Entra
	TenantID   string `json:"tenant_id,omitzero" reveals:"device-id"`     // whose Entra
	Serial     string `json:"serial,omitzero" reveals:"device-id"`        // of the firmware (SMBIOS type 1)
	HardwareID string `json:"hardware_id,omitzero" reveals:"device-id"`   // SMBIOS UUID
}
