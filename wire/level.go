package wire

import (
	"fmt"
	"slices"
)

// Level is how bad a finding is.
type Level string

// The levels, from the mildest to the worst.
const (
	Well    Level = "well"    // looked at, and nothing is wrong
	Note    Level = "note"    // worth knowing; nothing needs doing
	Unknown Level = "unknown" // could not be looked at, and why
	Warning Level = "warning" // works today, and will not always or not everywhere
	Problem Level = "problem" // something does not work now
)

// Levels returns all levels, from the mildest to the worst.
func Levels() []Level { return []Level{Well, Note, Unknown, Warning, Problem} }

// Worse reports whether l is worse than other. A level that is none is milder than
// all.
func (l Level) Worse(other Level) bool {
	return slices.Index(Levels(), l) > slices.Index(Levels(), other)
}

// UnmarshalText refuses what is no level.
func (l *Level) UnmarshalText(text []byte) error {
	if !slices.Contains(Levels(), Level(text)) {
		return fmt.Errorf("%.40q is no level of a finding; they are %v", text, Levels())
	}
	*l = Level(text)
	return nil
}
