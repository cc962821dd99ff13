package estate

// groups puts rows together. The first row of a group stands for it.
type groups struct {
	parent []int32
	joined bool // any two were put together
}

func newGroups(rows int) *groups {
	g := &groups{parent: make([]int32, rows)}
	for row := range g.parent {
		g.parent[row] = int32(row)
	}
	return g
}

// of returns the first row of the group that a row is in.
func (g *groups) of(row int32) int32 {
	for g.parent[row] != row {
		g.parent[row] = g.parent[g.parent[row]]
		row = g.parent[row]
	}
	return row
}

// join puts two groups together.
func (g *groups) join(a, b int32) {
	a, b = g.of(a), g.of(b)
	if a == b {
		return
	}
	g.joined = true
	g.parent[max(a, b)] = min(a, b)
}
