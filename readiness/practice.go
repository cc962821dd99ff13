package readiness

// Practice is what one small organisation has to do, so that it fits a page of
// paper: who reads it manages a practice and not an estate. Instants are as in a
// Report. Lists are never nil.
type Practice struct {
	At           string           `json:"at"`
	Organisation string           `json:"organisation"`
	Name         string           `json:"name,omitempty"`
	Steps        []PracticeStep   `json:"steps"`       // in the order in which they are to be done
	Days         []PracticeDay    `json:"days"`        // of blocks to come, the first first
	Devices      []PracticeDevice `json:"devices"`     // with something to do, or not known well enough
	Cards        []PracticeCard   `json:"cards"`       // the same
	FineDevices  int              `json:"fineDevices"` // with nothing to do, and not listed
	FineCards    int              `json:"fineCards"`
	Contacts     []Contact        `json:"contacts"` // whom to ring, one a team
}

// PracticeStep is one action that the lists of a Practice name by its Do.
type PracticeStep struct {
	Do  string `json:"do"`
	Who string `json:"who,omitempty"`
	Say string `json:"say,omitempty"`
}

// PracticeDay is one block and what it stops there if nothing is done.
type PracticeDay struct {
	From    string   `json:"from"`
	Until   string   `json:"until,omitempty"` // "" = for good
	Do      []string `json:"do"`              // what lacks one of these is stopped
	Devices int      `json:"devices"`
	Cards   int      `json:"cards"`
	People  int      `json:"people"`
}

// PracticeDevice is one computer.
type PracticeDevice struct {
	Device  string   `json:"device"`
	Name    string   `json:"name,omitempty"`
	Do      []string `json:"do"`              // of the steps, in their order
	Missing []string `json:"missing"`         // in words: "the software of the device"
	Stops   string   `json:"stops,omitempty"` // the first block that stops it; "" = none is planned
}

// PracticeCard is one smartcard and whose it is.
type PracticeCard struct {
	Card    string   `json:"card"`
	Series  string   `json:"series,omitempty"`
	Holder  string   `json:"holder,omitempty"`
	Name    string   `json:"name,omitempty"` // of the holder
	Do      []string `json:"do"`
	Missing []string `json:"missing"`
	Stops   string   `json:"stops,omitempty"`
}
