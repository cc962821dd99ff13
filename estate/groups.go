package estate

import "math/bits"

// groups puts rows together. The first row of a group stands for it.
type groups struct {
	parent []int32
	joined bool // any two were put together
	// By the row that stands for a group: in which namespaces it has an identifier
	// of its own, a bit each. Two groups that share one are certainly not the same.
	masks numbers
	wrong map[int32]bool // groups that hold certainly different ones
}

func newGroups(rows int) *groups {
	g := &groups{parent: make([]int32, rows), wrong: map[int32]bool{}}
	for row := range g.parent {
		g.parent[row] = int32(row)
	}
	return g
}

// clone returns the groups as they are now.
func (g *groups) clone() *groups {
	c := &groups{parent: append([]int32(nil), g.parent...), wrong: map[int32]bool{}}
	c.masks = g.masks.clone()
	return c
}

// of returns the first row of the group that a row is in.
func (g *groups) of(row int32) int32 {
	for g.parent[row] != row {
		g.parent[row] = g.parent[g.parent[row]]
		row = g.parent[row]
	}
	return row
}

// mask returns the namespaces of the group that a row is in.
func (g *groups) mask(row int32) uint64 { return g.masks.at(int(g.of(row))) }

func (g *groups) mark(row int32, mask uint64) {
	row = g.of(row)
	g.masks.set(int(row), g.masks.at(int(row))|mask)
}

// join puts two groups together.
func (g *groups) join(a, b int32) {
	a, b = g.of(a), g.of(b)
	if a == b {
		return
	}
	g.joined = true
	wrong := g.wrong[a] || g.wrong[b] || g.mask(a)&g.mask(b) != 0
	mask := g.mask(a) | g.mask(b)
	first := min(a, b)
	g.parent[max(a, b)] = first
	g.mark(first, mask)
	if wrong {
		g.wrong[first] = true
	}
}

// differ reports whether two groups are certainly not the same.
func (g *groups) differ(a, b int32) bool { return g.of(a) != g.of(b) && g.mask(a)&g.mask(b) != 0 }

// overlap reports whether two of some groups, each named once, are certainly
// not the same.
func (g *groups) overlap(rows []int32) bool {
	together, each := uint64(0), 0
	for _, row := range rows {
		together |= g.mask(row)
		each += bits.OnesCount64(g.mask(row))
	}
	return bits.OnesCount64(together) != each
}
