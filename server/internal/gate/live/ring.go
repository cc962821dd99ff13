package live

// ring keeps what happened in the last spans of time, one cell a span. Cells are
// not emptied as time goes on: each says which span it is about, and who reads
// leaves out what is too old, or lies ahead because the clock was set back.
type ring[N any] struct {
	width int64 // of a span, in seconds
	cells []cell[N]
}

type cell[N any] struct {
	span uint32 // number of the span since 1970; seconds fit until 2106
	n    N
}

func newRing[N any](width int64, cells int) ring[N] {
	return ring[N]{width: width, cells: make([]cell[N], cells)}
}

// at returns the counts of the span that an instant lies in, empty if nothing was
// counted in it.
func (r *ring[N]) at(unix int64) *N {
	span := uint32(max(0, unix) / r.width)
	c := &r.cells[int(span)%len(r.cells)]
	if c.span != span {
		*c = cell[N]{span: span}
	}
	return &c.n
}

// of returns the counts of the span of an event; nil if it is recalled, and its cell
// is that of a later span already. What is not recalled takes the cell all the same:
// then the clock was set back.
func (r *ring[N]) of(e event) *N {
	span := uint32(max(0, e.at) / r.width)
	if e.recalled && r.cells[int(span)%len(r.cells)].span > span {
		return nil
	}
	return r.at(e.at)
}

// each gives the counts of the spans in [from, until), in seconds since 1970, in
// no order. The spans that the two lie in count as whole, at from, or not at all,
// at until, if it begins one.
func (r *ring[N]) each(from, until int64, f func(unix int64, n *N)) {
	first, end := spanOf(from, r.width), spanOf(until+r.width-1, r.width)
	for i := range r.cells {
		if c := &r.cells[i]; int64(c.span) >= first && int64(c.span) < end && c.span != 0 {
			f(int64(c.span)*r.width, &c.n)
		}
	}
}

// spanOf is the number of the span of an instant.
func spanOf(unix, width int64) int64 { return max(0, unix) / width }
