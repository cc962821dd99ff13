package budget

// trip says whether something is open, and when it may close.
//
// It opens when more than the limit were locked out. It closes when fewer than
// the limit were, by then, and a window has ended since it opened, or it was open
// for Limits.Reset. To keep it from going to and fro, one look after a window's
// end that finds still too many holds it open for as long as is counted
// (Limits.Per) or until the next window's end, whichever comes first.
type trip struct {
	open  bool
	since int64
	count int    // when it opened
	epoch uint64 // how many windows had ended when it opened

	heldEpoch uint64 // how many had ended when a look found too many
	heldUntil int64  // and until when that holds; 0: no look did
}

// mayClose tells whether it closes if fewer than the limit are counted.
func (t *trip) mayClose(now int64, epoch uint64, l *spans) bool {
	switch {
	case !t.open:
		return false
	case t.epoch == epoch && now-t.since < l.reset:
		return false
	}
	// A time that lies further ahead than it could was set before the clock was
	// set back.
	held := t.heldUntil != 0 && t.heldEpoch == epoch && now < t.heldUntil && t.heldUntil-now <= l.per
	return !held
}

// look closes it if it may and fewer than the limit are counted. It reports
// whether it closed it.
func (t *trip) look(used, limit int, now int64, epoch uint64, l *spans) bool {
	if t.open && t.since > now {
		t.since = now // the clock was set back
	}
	if !t.mayClose(now, epoch, l) {
		return false
	}
	if used < limit {
		*t = trip{}
		return true
	}
	t.heldEpoch, t.heldUntil = epoch, now+l.per
	return false
}

// stands tells whether it is open, with used counted, and changes nothing.
func (t *trip) stands(used, limit int, now int64, epoch uint64, l *spans) bool {
	return t.open && (used >= limit || !t.mayClose(now, epoch, l))
}

// spans are times in nanoseconds.
type spans struct{ per, reset int64 }
