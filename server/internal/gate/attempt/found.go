package attempt

import "slices"

// state is how much is known of a value that is looked for.
type state uint8

const (
	absent state = iota // it is not there
	unseen              // it may be in a body that nobody looked at
	known
	hidden // it is there, or may be, and cannot be read
)

// found is one value that was looked for.
type found struct {
	state state
	value string
	list  []string // the texts of a JSON list; nil: it is no list
	why   string   // why it is hidden
}

// see adds one more value of a name. Two that differ cannot both be meant, and
// nobody knows which of them the service takes.
func (f *found) see(next found) {
	switch {
	case f.state == absent || f.state == unseen:
		*f = next
	case f.state == hidden:
	case next.state == hidden:
		*f = next
	case next.state == known && (f.value != next.value || !slices.Equal(f.list, next.list)):
		*f = found{state: hidden, value: f.value, why: "it stands twice, and differently"}
	}
}

// hide says of all names that were not found why they may be there all the same.
func hide(all []found, why string) {
	for i := range all {
		if all[i].state == absent {
			all[i] = found{state: hidden, why: why}
		}
	}
}

// reuse returns n empty values in the memory of old ones.
func reuse(old []found, n int) []found {
	old = slices.Grow(old[:0], n)[:n]
	clear(old)
	return old
}
