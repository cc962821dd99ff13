package importing

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// cell is a column of a table that is read into a column of the estate.
type cell struct {
	place    int
	heading  string
	column   *estate.Column
	endOfDay bool // a date alone is the end of its day
	lower    bool // one of few words, which some write with capitals
}

// cells returns which columns of the table are read into a table of the estate,
// without the key.
func (r *reading) cells(t *estate.Table, key string) []cell {
	var out []cell
	for _, c := range t.Columns {
		place := r.heading.place(fold(c.Name))
		if place < 0 || c.Name == key {
			continue
		}
		a := c.Attribute
		out = append(out, cell{place, r.heading.written[place], c, a != nil && a.EndOfDay, a != nil && len(a.Enum) > 0})
	}
	return out
}

// put sets what a cell says, or rejects it.
func (r *reading) put(t *estate.Table, n int, c *cell, text string, o estate.Origin) {
	if text == "" {
		return
	}
	if c.column.Times != nil {
		if second, ok := r.instant(c, text); ok {
			if err := t.SetSecond(n, c.column, second, o); err != nil {
				r.rejectCell(c.heading, text, err)
			}
		}
		return
	}
	if c.lower {
		text = strings.ToLower(text)
	}
	if err := t.Set(n, c.column, text, o); err != nil {
		r.rejectCell(c.heading, text, err)
	}
}

// instant reads a cell that holds one, or rejects it; false of none.
func (r *reading) instant(c *cell, text string) (int64, bool) {
	if strings.TrimSpace(text) == "" {
		return 0, false
	}
	second, err := r.dates.parse(text, c.endOfDay)
	if err != nil {
		r.rejectCell(c.heading, text, err)
		return 0, false
	}
	return second, true
}

// seen returns when a row's facts were seen by a column of it; NoTime where it
// does not say.
func (r *reading) seen(c *cell, row []string) int64 {
	if c != nil {
		if second, ok := r.instant(c, row[c.place]); ok {
			return second
		}
	}
	return estate.NoTime
}

// fill reads the table into one of the estate, a row a subject.
func (r *reading) fill(t *estate.Table, after func(row []string, n int, o estate.Origin)) error {
	f := formOf(r.kind)
	key := r.heading.place(fold(f.needs[0]))
	cells := r.cells(t, f.needs[0])
	return r.each(func(row []string) bool {
		id, ok := r.key(row, key)
		if !ok {
			return false
		}
		o := r.origin(estate.NoTime)
		n, _ := t.Row(id, o)
		for i := range cells {
			r.put(t, n, &cells[i], row[cells[i].place], o)
		}
		if after != nil {
			after(row, n, o)
		}
		return true
	})
}

// unread notes which headings are none that are known, and what they may mean.
func (r *reading) unread(more ...string) {
	known := append(append([]string{}, formOf(r.kind).columns...), more...)
	var left []string
	for i, name := range r.heading.folded {
		if name == "" || containsFolded(known, name) {
			continue
		}
		text := shorten(r.heading.written[i], 40)
		if like := nearest(name, known); like != "" {
			text += " (is " + like + " meant?)"
		}
		left = append(left, text)
	}
	if len(left) > 0 {
		r.note("not read, for they are no columns of %s and no products of the catalogue: %s", r.kind, strings.Join(left, ", "))
	}
}

func containsFolded(words []string, folded string) bool {
	for _, w := range words {
		if fold(w) == folded {
			return true
		}
	}
	return false
}
