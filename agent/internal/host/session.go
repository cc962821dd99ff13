package host

import "time"

// A Session is where and as whom this program runs.
type Session struct {
	Part
	User string `json:"user,omitzero" reveals:"person"`
	ID   uint32 `json:"id,omitzero"` // Windows session
	// Remote: the person sits at another machine. nil: not known.
	Remote *bool `json:"remote,omitempty"`
	// Via is how: "rdp", "citrix", "horizon", "x11", "ssh"; empty: not remote, or not known how.
	Via string `json:"via,omitzero" reveals:"none"`
	// Client is the name of the machine that the person sits at.
	Client string `json:"client,omitzero" reveals:"device-name"`
	// Elevated: this program has the rights of an administrator now. Administrator: the
	// person could give it those. nil: not known.
	Elevated      *bool     `json:"elevated,omitempty"`
	Administrator *bool     `json:"administrator,omitempty"`
	Locale        string    `json:"locale,omitzero" reveals:"none"` // of the person: "en-GB"
	BootedAt      time.Time `json:"booted_at,omitzero"`
	// Desktop are signs that this is a virtual or published desktop.
	Desktop []Sign `json:"desktop,omitempty"`
}

// A Sign is something that points to a kind of virtual desktop or machine.
type Sign struct {
	Of   string `json:"of,omitzero" reveals:"none"` // "citrix", "horizon", "rds", "avd", "hyper-v", "vmware", "kvm", …
	Seen string `json:"seen,omitzero" reveals:"text"`
}

// Disk is the room on the drives that matter.
type Disk struct {
	Part
	Drives []Drive `json:"drives,omitempty"`
}

// A Drive is the one the system is on, or the one for temporary files.
type Drive struct {
	Of    string `json:"of,omitzero" reveals:"none"` // "system", "temporary"
	Path  string `json:"path,omitzero" reveals:"path"`
	Free  uint64 `json:"free"`  // bytes that this person may use
	Total uint64 `json:"total"` // bytes
}

// Restart is whether the machine waits to be restarted.
type Restart struct {
	Part
	Pending []Sign `json:"pending,omitempty"` // Of: "servicing", "update", "rename", "package", "join"
}

// Clock is the machine's clock and zone.
type Clock struct {
	Part
	Now           time.Time `json:"now,omitzero"`                 // UTC
	Zone          string    `json:"zone,omitzero" reveals:"none"` // "GMT Standard Time", "Europe/London"
	OffsetMinutes int       `json:"offset_minutes,omitzero"`      // east of UTC, now
	// Source is where the time comes from: "NT5DS" (the domain), "NTP", "NoSync"; empty: not known.
	Source string `json:"source,omitzero" reveals:"text"`
}
