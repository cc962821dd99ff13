package mend

import "fmt"

// Root is a root of the registry.
type Root string

// The roots in which there are mends.
const (
	Machinewide Root = "HKLM"
	Person      Root = "HKCU"
)

// Value names a number (REG_DWORD) in the registry.
type Value struct {
	Root Root   `json:"root"`
	Key  string `json:"key"`
	// View is which face of the registry: "64", "32", or "" where there is one.
	View string `json:"view,omitempty"`
	Name string `json:"name"`
}

// String returns the value as people write it.
func (v Value) String() string {
	view := ""
	if v.View != "" {
		view = " (" + v.View + "-bit view)"
	}
	return fmt.Sprintf(`%s\%s, %s%s`, v.Root, v.Key, v.Name, view)
}

// Change is one thing that is made other: a value of the registry, or a service. One
// of both is set.
type Change struct {
	Value   *Value `json:"value,omitempty"`
	Service string `json:"service,omitempty"`
	// To is how it is to be.
	To State `json:"to"`
}

// State is how a value or a service stands.
type State struct {
	// Absent: the value is not there.
	Absent bool   `json:"absent,omitempty"`
	Number uint32 `json:"number,omitempty"`
	// Start is when a service is started: "automatic", "automatic-delayed", "manual" or
	// "disabled"; Runs whether it does.
	Start string `json:"start,omitempty"`
	Runs  bool   `json:"runs,omitempty"`
	// Made are the keys that had to be made for the value, the uppermost first: undoing
	// takes them away again if they are empty.
	Made []string `json:"made,omitempty"`
}

// Same reports whether both stand alike.
func (s State) Same(o State) bool {
	return s.Absent == o.Absent && (s.Absent || s.Number == o.Number) && s.Start == o.Start && s.Runs == o.Runs
}

// words says a state of what the change is about.
func (c Change) words(s State) string {
	switch {
	case c.Value == nil && s.Runs:
		return "starts " + s.Start + ", and runs"
	case c.Value == nil:
		return "starts " + s.Start + ", and does not run"
	case s.Absent:
		return "not set"
	}
	return fmt.Sprintf("%d (0x%x)", s.Number, s.Number)
}

// about is what the change is about.
func (c Change) about() string {
	if c.Value != nil {
		return c.Value.String()
	}
	return "the service " + c.Service
}

// Machine is what can be changed.
type Machine interface {
	// Look returns how a value or service stands. A value that is no number is an
	// error: it is not ours to change.
	Look(c Change) (State, error)
	// Set makes it stand so, and returns which keys it had to make. It needs the rights
	// for it.
	Set(c Change, to State) (made []string, err error)
	// Unmake takes away a key if it is empty.
	Unmake(v Value, key string) error
}
