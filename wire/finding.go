package wire

// Finding is what one check saw of one thing.
type Finding struct {
	// Check is the check's stable code, such as "middleware.loads".
	Check string `json:"check"`
	Level Level  `json:"level"`
	// About is what it is about where there are several: a reader, a host, a
	// product. It names no person.
	About string `json:"about,omitempty"`
	// Say is what was found, in one sentence for those who mend. It holds nothing
	// that reveals who or which device it is: that stands in Values.
	Say string `json:"say"`
	// Tell is the same for the person at the screen, where they should know; "" =
	// they need not.
	Tell string `json:"tell,omitempty"`
	// Do is what mends it, a sentence; "" = nothing needs doing.
	Do string `json:"do,omitempty"`
	// Who mends it: "person", "it-team", "registration-authority", "service-desk" or
	// "network-team".
	Who string `json:"who,omitempty"`
	// Fix is the id of a mend that the agent can make itself (--fix); "" = none.
	Fix    string  `json:"fix,omitempty"`
	Values []Value `json:"values,omitempty"`
}

// Value is one value that a finding rests on.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	// Reveals is what the value tells; "" = nothing of anybody.
	Reveals Reveals `json:"reveals,omitempty"`
}

// Worst returns the worst level among findings; [Well] if there are none.
func Worst(findings []Finding) Level {
	worst := Well
	for _, f := range findings {
		if f.Level.Worse(worst) {
			worst = f.Level
		}
	}
	return worst
}
