package estate

// SourceID is the place of a source in Estate.Sources.
type SourceID uint32

// Source is a file, or another place that facts come from.
type Source struct {
	Name string // as people know it: the file's
	Kind string // what it is, such as devices.csv or intune-apps
	Rank Rank
	Made int64 // when it was made: its facts were seen then, unless they have a time of their own; NoTime = not known
}

// Rank is how far a source is believed: of two facts that disagree, that of the
// higher rank holds.
type Rank uint8

// The ranks, from the lowest.
const (
	Hand      Rank = iota // written down by a person
	Inventory             // collected by a tool
	Signed                // signed by the device
	Handshake             // shown in a handshake
)

// Origin is where a fact comes from.
type Origin struct {
	Source SourceID
	Line   int   // from 1; 0 = not of a line
	Seen   int64 // when it was seen, in seconds; NoTime = when the source was made
}
