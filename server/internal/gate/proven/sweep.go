package proven

// sweepIfDue forgets what is old: once a day, after the clock was set back, and
// once an hour while there is no room.
func (s *Store) sweepIfDue() {
	hour, last := s.hour.Load(), s.swept.Load()
	if hour >= last && hour-last < sweepEveryHours && (s.full.Load() == 0 || hour == last) {
		return
	}
	s.sweep(hour)
}

// sweep forgets what does not count at an hour, and takes what lies in the future
// for seen then, so that a clock that was ahead makes nothing be remembered
// longer, neither in memory nor on the disk.
func (s *Store) sweep(hour uint32) {
	s.swept.Store(hour)
	ahead := false
	for i := range s.shards {
		sh := &s.shards[i]
		sh.Lock()
		before := len(sh.proofs)
		for m, p := range sh.proofs {
			switch {
			case !p.seen.counts(hour):
				delete(sh.proofs, m)
				s.known[p.seen.unit()].Add(-1)
			case p.seen.hour() > hour:
				p.seen = seenAt(p.seen.unit(), hour)
				sh.proofs[m] = p
				ahead = true
			}
		}
		if len(sh.proofs) < before/2 {
			// A map keeps the room of what was in it.
			smaller := make(map[Mark]proof, len(sh.proofs))
			for m, p := range sh.proofs {
				smaller[m] = p
			}
			sh.proofs = smaller
		}
		sh.Unlock()
	}
	if ahead && s.keeper != nil {
		s.keeper.rewrite()
	}
}
