package fact

import "slices"

// Reconcile returns what is known of a product on a device of which somebody
// else, who need not have seen all of it, says other. Where they contradict each
// other neither is guessed:
//
//   - where one of them knows nothing, what the other says holds;
//   - where one says that it is not installed and the other that it is, nothing
//     is known;
//   - where what c says leaves room for the other, c holds, and the other where c
//     says only that it is installed;
//   - else the versions that both name are installed, and one that is not known.
//
// Both stay as they are. Nothing is allocated unless they share some of several
// versions.
func (c Cell) Reconcile(other Cell) Cell {
	switch {
	case !other.Known():
		return c
	case !c.Known():
		return other
	case c.absent && other.absent:
		return c
	case c.absent || other.absent:
		return Cell{}
	case len(c.versions) == 0:
		return other
	case c.allows(other):
		return c
	}
	both := Cell{unversioned: true}
	for _, v := range c.versions {
		if other.has(v) {
			both.versions = append(both.versions, v)
		}
	}
	return both
}

// allows reports whether what other says of a product that is installed can be
// some of what c says, which names versions.
func (c Cell) allows(other Cell) bool {
	if c.unversioned {
		return true // it may be any
	}
	for _, v := range other.versions {
		if !c.has(v) {
			return false
		}
	}
	// A version that is not known, beside others, is none of those.
	return !other.unversioned || len(other.versions) == 0 || len(c.versions) > len(other.versions)
}

func (c Cell) has(v Version) bool { return slices.ContainsFunc(c.versions, v.Equal) }
