package live

// tally is what was counted under one name.
type tally struct {
	total sums // since the process began, and what was recalled
	// recalled is what a process before this one counted.
	recalled sums
	last     uint32
	was      kind   // the last one
	title    string // of a requirement

	// The last hour, minute by minute, in place: most of what is kept is this.
	lastMinutes [keyMinutes]cell[counts]
	// refused are spans of ten minutes of the last day; nil until anything was
	// blocked or weakened.
	refused *ring[uint32]
	trail   trail
	day     *ring[counts] // the last day by minute; nil: not wanted

	// What came in the hour before a window opened, and what the total was when it
	// did.
	opened int64
	before uint32
	mark   sums

	number    uint16 // of the row, from 1 on in the order in which they came
	trusted   bool
	published bool
	series    sums // since it is published
}

func (t *tally) minutes() ring[counts] {
	return ring[counts]{width: 60, cells: t.lastMinutes[:]}
}

// count counts an event; steps is the room of all trails.
func (t *tally) count(e event, steps *trailRoom) {
	t.turn(e.opened)
	t.total.count(e)
	if e.at < t.opened {
		// It is told of late, when the window's opening was noted already.
		t.mark.count(e)
		if e.at >= t.opened-hourBefore*60 {
			t.before++
		}
	}
	if e.recalled {
		t.recalled.count(e)
	}
	lastMinutes := t.minutes()
	lastMinutes.of(e).count(e)
	t.trail.count(e, 0, steps, t.trusted)
	for i := range e.short {
		of := e
		of.kind, of.weak = e.short[i].kind, e.short[i].weak
		t.trail.count(of, e.short[i].of, steps, t.trusted)
	}
	if t.day != nil {
		t.day.of(e).count(e)
	}
	if e.kind == blocked || e.weak {
		if t.refused == nil {
			t.refused = new(ring[uint32])
			*t.refused = newRing[uint32](tensWidth, keyTens)
		}
		if n := t.refused.of(e); n != nil {
			*n++
		}
	}
	if !e.recalled || e.at >= int64(t.last) {
		t.last, t.was = uint32(max(0, e.at)), e.kind
	}
}

// turn notes, when a window has opened, what came in the hour before. It must come
// before the first count in the window: the cells of that hour are used again.
// A row in which nothing was counted since needs no note, and is read by its cells.
func (t *tally) turn(opened int64) {
	if opened == t.opened || opened == 0 {
		return
	}
	t.before, t.mark = t.beside(opened)
	t.opened = opened
}

// beside is what was counted in the hour before an instant, and the total at it,
// to the minute.
func (t *tally) beside(opened int64) (before uint32, mark sums) {
	lastMinutes := t.minutes()
	var since sums
	minute := spanOf(opened, 60) * 60
	lastMinutes.each(minute-hourBefore*60, minute, func(_ int64, n *counts) { before += n[allowed] + n[warned] + n[blocked] })
	lastMinutes.each(minute, maxUnix, func(_ int64, n *counts) { since.add(n) })
	return before, t.total.less(since)
}

// maxUnix is the last second that a ring can tell.
const maxUnix = 1<<32 - 1

// sinceOpened is what came since a window opened, and in the hour before it.
func (t *tally) sinceOpened(opened int64) (before uint32, since sums) {
	if t.opened == opened {
		return t.before, t.total.less(t.mark)
	}
	before, mark := t.beside(opened)
	return before, t.total.less(mark)
}

// lastOf is what was counted in the last so many minutes, the running one among
// them.
func (t *tally) lastOf(minutes, now int64) sums {
	var s sums
	if int64(t.last) < now-minutes*60 {
		return s // most rows, most of the time
	}
	lastMinutes := t.minutes()
	lastMinutes.each((spanOf(now, 60)-minutes+1)*60, now+1, func(_ int64, n *counts) { s.add(n) })
	return s
}

// each gives what came in [from, until), by the second as far as trails reach back,
// else by the minute.
func (t *tally) each(from, until int64, f func(unix int64, n counts)) {
	r := t.minutes()
	switch {
	case until-from <= seconds:
		t.eachOf(0, from, until, f)
		return
	case t.day != nil:
		r = *t.day
	}
	r.each(from, until, func(unix int64, n *counts) { f(unix, *n) })
}

// eachOf gives what came in [from, until), by the second, and fell short of a
// requirement; 0: all.
func (t *tally) eachOf(requirement uint8, from, until int64, f func(unix int64, n counts)) {
	t.trail.each(from, until, func(unix int64, of uint8, n counts) {
		if of == requirement {
			f(unix, n)
		}
	})
}

// refusedToday is what was blocked or weakened in the last 24 hours, to ten
// minutes.
func (t *tally) refusedToday(now int64) (sum uint64) {
	if t.refused == nil {
		return 0
	}
	t.refused.each((spanOf(now, tensWidth)-keyTens+1)*tensWidth, now+1, func(_ int64, n *uint32) { sum += uint64(*n) })
	return sum
}
