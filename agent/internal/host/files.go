package host

import "time"

// Files are what was found at the places where programs and middleware may lie.
type Files struct {
	Part
	// List has every file that was found, and those of the places named by a full
	// path that were looked at in vain, with State absent.
	List []File `json:"list,omitempty"`
}

// A Presence says whether a file is there.
type Presence string

// The presences.
const (
	Present    Presence = "present"
	Absent     Presence = "absent"
	Unreadable Presence = "unreadable" // it is there, but could not be opened; Why says why
	Unsure     Presence = "unsure"     // it could not be found out whether it is there
)

// A File is one place that was looked at.
type File struct {
	Of    string   `json:"of,omitzero" reveals:"none"` // whose it would be, as named by the candidate: "oberthur-middleware"
	Path  string   `json:"path,omitzero" reveals:"path"`
	State Presence `json:"state,omitzero" reveals:"none"`
	Why   string   `json:"why,omitzero" reveals:"path"`

	Size       int64     `json:"size,omitzero"` // bytes
	ModifiedAt time.Time `json:"modified_at,omitzero"`
	// Machine is for which processor a program or library is, as Go names it
	// ("amd64", "386", "arm64"), and empty for what is neither.
	Machine string `json:"machine,omitzero" reveals:"none"`
	// Version is the number in the version resource, "2.4.10.0". It is what the file
	// says of itself. VersionText is the same in words, and may differ.
	Version     string `json:"version,omitzero" reveals:"text"`
	VersionText string `json:"version_text,omitzero" reveals:"text"`
	Product     string `json:"product,omitzero" reveals:"text"`
	Company     string `json:"company,omitzero" reveals:"text"`
	Description string `json:"description,omitzero" reveals:"text"`
	// Signature: the file carries an Authenticode signature. It is not verified.
	Signature bool `json:"signature,omitzero"`
	// Broken says what is wrong with the file as a program: not one, cut short, a
	// version resource that cannot be read.
	Broken string `json:"broken,omitzero" reveals:"none"`
	// OnPath: its folder is on the search path of this program's environment.
	OnPath bool `json:"on_path,omitzero"`
}
