package estate

import "slices"

// Organisations are the organisations and what they belong to.
type Organisations struct {
	*Table

	parents  []int32
	loops    [][]string
	unlisted []string
}

// Parent returns the row of what an organisation belongs to, -1 if there is
// nothing.
func (o *Organisations) Parent(row int) int {
	if uint(row) >= uint(len(o.parents)) {
		return -1
	}
	return int(o.parents[row])
}

// Within returns the codes of the organisations above one, the nearest first.
func (o *Organisations) Within(row int) []string {
	var out []string
	for row = o.Parent(row); row >= 0; row = o.Parent(row) {
		out = append(out, o.Key(row))
	}
	return out
}

func (o *Organisations) within(code string) []string {
	row, ok := o.Find(code)
	if !ok {
		return nil
	}
	return o.Within(row)
}

// Loops returns the circles in which organisations were said to belong to each
// other, each from its least code upwards. That one is taken to belong to
// nothing.
func (o *Organisations) Loops() [][]string { return o.loops }

// Unlisted returns the codes that something names and no file lists, in order.
func (o *Organisations) Unlisted() []string { return o.unlisted }

// finish makes a row of every code that anything names, and finds the parents.
func (o *Organisations) finish(e *Estate) {
	for _, c := range []*Column{
		o.Column("parent"), o.Column("it_provider"), o.Column("registration_authority"),
		e.People.Column("organisation"), e.Devices.Column("organisation"), e.Cards.Column("organisation"),
		e.SignIns.organisations,
	} {
		for number := 1; number <= c.Len(); number++ {
			o.keys.row(c.TextOf(uint32(number)))
		}
	}
	for row := range o.Len() {
		if !o.Listed(row) {
			o.unlisted = append(o.unlisted, o.Key(row))
		}
	}
	slices.Sort(o.unlisted)
	o.parents = make([]int32, o.Len())
	parent := o.Column("parent")
	for row := range o.parents {
		o.parents[row] = -1
		if code := parent.Text(row); code != "" {
			above, _ := o.Find(code)
			o.parents[row] = int32(above)
		}
	}
	o.cut()
}

// cut finds circles and takes the parent away from the least code of each.
func (o *Organisations) cut() {
	const (
		fresh = iota
		onPath
		done
	)
	state := make([]uint8, len(o.parents))
	for start := range o.parents {
		var path []int32
		row := int32(start)
		for row >= 0 && state[row] == fresh {
			state[row] = onPath
			path = append(path, row)
			row = o.parents[row]
		}
		if row >= 0 && state[row] == onPath {
			o.cutLoop(path[slices.Index(path, row):])
		}
		for _, row := range path {
			state[row] = done
		}
	}
	slices.SortFunc(o.loops, slices.Compare)
}

func (o *Organisations) cutLoop(rows []int32) {
	codes := make([]string, len(rows))
	for i, row := range rows {
		codes[i] = o.Key(int(row))
	}
	least := slices.Index(codes, slices.Min(codes))
	o.parents[rows[least]] = -1
	o.loops = append(o.loops, slices.Concat(codes[least:], codes[:least]))
}
