package readiness

import (
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// named is whom the excuses of a set name, as rows of the estate.
type named struct {
	ones     [notice.Organisation + 1]marked // by object; organisations are those that have an excuse, and those below them have it too
	groups   [notice.Organisation + 1]marked // by object: the values of its column groups that hold a named group
	columns  [notice.Organisation + 1]*estate.Column
	anyGroup bool
}

// marked is some rows of a table, or numbers of a column.
type marked []bool

func (m marked) has(i int32) bool { return i >= 0 && int(i) < len(m) && m[i] }

func markedIn(t *estate.Table, keys []string) marked {
	if len(keys) == 0 {
		return nil
	}
	m := make(marked, t.Len())
	for _, key := range keys {
		if row, ok := t.Find(key); ok {
			m[row] = true
		}
	}
	return m
}

func newNamed(e *estate.Estate, x notice.Excused) *named {
	n := &named{}
	n.ones[notice.Card] = markedIn(e.Cards, x.Cards)
	n.ones[notice.Device] = markedIn(e.Devices, x.Devices)
	n.ones[notice.Person] = markedIn(e.People, x.People)
	n.ones[notice.Organisation] = markedIn(e.Organisations.Table, slices.Concat(x.Organisations, x.Paused))
	if len(x.Groups) == 0 {
		return n
	}
	for o, t := range map[notice.Object]*estate.Table{
		notice.Card: e.Cards, notice.Device: e.Devices, notice.Person: e.People, notice.Organisation: e.Organisations.Table,
	} {
		c := t.Column("groups")
		m := make(marked, c.Len()+1)
		for number := range m {
			for _, v := range c.Possible(uint32(number)) {
				m[number] = m[number] || slices.ContainsFunc(v.Texts(), func(group string) bool { return slices.Contains(x.Groups, group) })
			}
			n.anyGroup = n.anyGroup || m[number]
		}
		n.groups[o], n.columns[o] = m, c
	}
	return n
}

// beings are what excuses name besides organisations.
var beings = [...]notice.Object{notice.Card, notice.Device, notice.Person}

// nobody reports whether no card, device or person is named.
func (n *named) nobody() bool {
	for _, o := range beings {
		if n.ones[o] != nil {
			return false
		}
	}
	return !n.anyGroup
}

// isOne reports whether an excuse names a card, device or person.
func (n *named) isOne(t *ties) bool {
	for _, o := range beings {
		if n.ones[o].has(t.rowOf(o)) {
			return true
		}
	}
	return false
}

// groupOf returns the number of a row's groups, if a named one is among them;
// else 0.
func (n *named) groupOf(o notice.Object, row int32) uint32 {
	if !n.anyGroup || row == none {
		return 0
	}
	if number := n.columns[o].Number(int(row)); n.groups[o].has(int32(number)) {
		return number
	}
	return 0
}

// groupsOf returns the named groups of a card, device and person.
func (n *named) groupsOf(t *ties) (groups [len(beings)]uint32, any bool) {
	for i, o := range beings {
		groups[i] = n.groupOf(o, t.rowOf(o))
	}
	return groups, groups != [len(beings)]uint32{}
}

// finders tell of rows whether excuses may be about them, each by one object.
func (n *named) finders(r *rows) []func(row int) bool {
	var out []func(row int) bool
	for _, o := range beings {
		if r.find[o] == nil || n.ones[o] == nil && !n.anyGroup {
			continue
		}
		at := r.of(o)
		if ones := n.ones[o]; ones != nil {
			out = append(out, func(row int) bool { return ones.has(at(row)) })
		}
		if n.anyGroup {
			out = append(out, func(row int) bool { return n.groupOf(o, at(row)) != 0 })
		}
	}
	return out
}
