package readiness

// view is the distinct rows of a sight, as each instant sees them: two rows that
// differ at some instant may be alike at another.
type view struct {
	rows  []uint32 // one of each
	timed []timed
	fixed []uint32 // numbers by what is the same at every instant
	count int      // of those numbers
	place [][]uint32
}

func newView(t team, v *sight, rows []uint32) *view {
	w := &view{rows: rows, timed: v.timed}
	if len(v.timed) == 0 {
		w.count = len(rows)
		return w
	}
	var lanes []lane
	for _, l := range v.fixed {
		lanes = append(lanes, lane{count: l.count, at: func(i int) uint32 { return l.at(int(rows[i])) }})
	}
	var first []uint32
	w.fixed, first = number(t, len(rows), lanes)
	w.count = len(first)
	for _, timed := range v.timed {
		places := make([]uint32, len(rows))
		for i, row := range rows {
			places[i] = timed.at(int(row))
		}
		w.place = append(w.place, places)
	}
	return w
}

// at numbers the rows as an instant sees them, and returns one row of each
// number. Of rows that nothing timed tells apart each has its own.
func (w *view) at(t team, instant int) (of []uint32, rows []uint32) {
	if len(w.timed) == 0 {
		return nil, w.rows
	}
	lanes := []lane{{count: w.count, at: func(i int) uint32 { return w.fixed[i] }}}
	for k := range w.timed {
		seen := w.timed[k].places.view(instant)
		lanes = append(lanes, lane{count: int(seen[len(seen)-1]) + 1, at: func(i int) uint32 { return seen[w.place[k][i]] }})
	}
	of, first := number(t, len(w.rows), lanes)
	rows = make([]uint32, len(first))
	for n, i := range first {
		rows[n] = w.rows[i]
	}
	return of, rows
}

// numberOf returns the number of a row's place in a list that at returned.
func numberOf(of []uint32, i uint32) uint32 {
	if of == nil {
		return i
	}
	return of[i]
}
