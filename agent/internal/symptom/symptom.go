package symptom

// Symptom is an error as a person meets it.
type Symptom struct {
	// Codes are the codes by which it is known, as they are written; a code that
	// ends in _ begins a family.
	Codes []string `json:"codes,omitempty"`
	// Phrases are parts of its text; any of them is enough.
	Phrases []string `json:"phrases,omitempty"`
	Title   string   `json:"title"` // what one sees
	Means   string   `json:"means"` // one sentence
	Causes  []Cause  `json:"causes"`
	Source  string   `json:"source"`
}

// Cause is one cause, the likeliest first.
type Cause struct {
	Say string `json:"say"` // what is wrong
	Do  string `json:"do"`  // what mends it
	Who string `json:"who"` // who mends it, as findings name people
	// Checks are those that find it; none: nothing on the device shows it.
	Checks []string `json:"checks,omitempty"`
}
