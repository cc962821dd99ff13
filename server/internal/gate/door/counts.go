package door

// Counts are what became of connections since the listener began.
type Counts struct {
	Open     int               // now, those in a handshake included
	Greeting int               // now: whose handshake is not done
	Idle     int               // now: between two requests, as far as ConnState is told
	Old      uint64            // were let in by the old configuration
	Away     map[Reason]uint64 // did not get as far as HTTP; every reason is there
}

// Counts returns the counts of now.
func (l *Listener) Counts() Counts {
	l.mu.Lock()
	c := Counts{Open: l.open, Greeting: l.greeting.n, Idle: l.idle.n}
	l.mu.Unlock()
	c.Old = l.oldTLS.Load()
	c.Away = make(map[Reason]uint64, len(l.counts))
	for reason, n := range l.counts {
		c.Away[reason] = n.Load()
	}
	return c
}
