package estate

import (
	"slices"
)

// Dispute is a fact that does not hold, since another disagrees.
type Dispute struct {
	Column string // of the table, or the id of a product
	Value  string
	Source SourceID
	Line   int
	Seen   int64 // NoTime = not dated
	// Contradiction says that it comes from as strong a source as what it
	// disagrees with, seen at the same time: neither holds. The fact is missing,
	// or one of both where a fact may be known in part.
	Contradiction bool
}

// statement is one value that was told of a fact which has, or had, several.
// Each value is kept once, from its strongest origin.
type statement struct {
	value   uint64
	next    uint32 // of the same row, plus one
	visit   uint32
	column  uint16
	verdict verdict
}

// verdict is what became of a statement.
type verdict uint8

const (
	free         verdict = iota // no statement any more
	holds                       // or agrees with what holds
	overruled                   // by a stronger one
	contradicted                // by one that is as strong
)

// maxStatements is how many values of one fact are kept, the strongest: a file
// that repeats one id a million times costs no more than the bytes of its rows.
const maxStatements = 16

// isContested reports whether the facts of a row in a column are statements.
func (t *Table) isContested(row int, c *Column) bool {
	for i := t.heads.at(row); i != 0; {
		s := t.statements.get(int(i) - 1)
		if int(s.column) == c.place {
			return true
		}
		i = uint64(s.next)
	}
	return false
}

// state adds a value to those that a fact has, and settles which of them holds.
func (t *Table) state(row int, c *Column, cell uint64, o Origin) {
	stated := t.statedOf(row, c)
	if len(stated) == 0 {
		t.addStatement(row, c, c.cells.at(row), uint32(c.origins.at(row)))
	}
	var same, weakest *statement
	for _, s := range t.statedOf(row, c) {
		if s.value == cell {
			same = s
		}
		if weakest == nil || t.less(row, c, weakest, s) {
			weakest = s
		}
	}
	switch {
	case same != nil:
		if t.estate.precedence(o, t.origin(row, same.visit)) <= 0 {
			return
		}
		same.visit = t.visit(row, o)
	case len(stated) >= maxStatements:
		if !t.ranksBefore(c, o, cell, t.origin(row, weakest.visit), weakest.value) {
			return
		}
		weakest.value, weakest.visit = cell, t.visit(row, o)
	default:
		t.addStatement(row, c, cell, t.visit(row, o))
	}
	t.settle(row, c)
}

func (t *Table) addStatement(row int, c *Column, cell uint64, visit uint32) {
	t.statements.append(statement{value: cell, visit: visit, column: uint16(c.place), verdict: holds, next: uint32(t.heads.at(row))})
	t.heads.set(row, uint64(t.statements.len()))
}

// statedOf returns the statements of a fact, in no order that matters.
func (t *Table) statedOf(row int, c *Column) []*statement {
	var out []*statement
	for i := t.heads.at(row); i != 0; {
		s := t.statements.get(int(i) - 1)
		if int(s.column) == c.place {
			out = append(out, s)
		}
		i = uint64(s.next)
	}
	return out
}

// less reports whether b ranks before... the stronger first.
func (t *Table) less(row int, c *Column, a, b *statement) bool {
	return t.ranksBefore(c, t.origin(row, a.visit), a.value, t.origin(row, b.visit), b.value)
}

// ranksBefore orders statements: the stronger first, then by what they say.
func (t *Table) ranksBefore(c *Column, a Origin, aValue uint64, b Origin, bValue uint64) bool {
	if p := t.estate.precedence(a, b); p != 0 {
		return p > 0
	}
	return c.show(aValue) < c.show(bValue)
}

// settle says which statement of a fact holds.
func (t *Table) settle(row int, c *Column) {
	stated := t.statedOf(row, c)
	slices.SortFunc(stated, func(a, b *statement) int {
		switch {
		case t.less(row, c, a, b):
			return -1
		case t.less(row, c, b, a):
			return 1
		}
		return 0
	})
	top := 1 // how many are as strong as the strongest
	first := t.origin(row, stated[0].visit)
	for top < len(stated) && t.estate.strength(first, t.origin(row, stated[top].visit)) == 0 {
		top++
	}
	for i, s := range stated {
		s.verdict = overruled
		if i < top {
			s.verdict = contradicted
		}
	}
	held := uint64(0)
	switch {
	case c.Attribute != nil && c.Attribute.Several:
		held = c.narrow(stated, top)
	case top == 1:
		stated[0].verdict = holds
		held = stated[0].value
	}
	c.cells.set(row, held)
	c.origins.set(row, uint64(stated[0].visit))
}

// Disputes returns the facts of a row that do not hold: in the order of the
// columns, of one column the strongest first.
func (t *Table) Disputes(row int) []Dispute {
	if t.heads.at(row) == 0 {
		return nil
	}
	var out []Dispute
	for _, c := range t.Columns {
		stated := t.statedOf(row, c)
		slices.SortFunc(stated, func(a, b *statement) int {
			if t.less(row, c, a, b) {
				return -1
			}
			return 1
		})
		for _, s := range stated {
			if s.verdict == holds {
				continue
			}
			o := t.origin(row, s.visit)
			out = append(out, Dispute{
				Column: c.Name, Value: c.show(s.value),
				Source: o.Source, Line: o.Line, Seen: t.estate.seenAt(o),
				Contradiction: s.verdict == contradicted,
			})
		}
	}
	return out
}
