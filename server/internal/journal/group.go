package journal

import "time"

// text is whole lines on their way to a segment.
type text struct {
	at      time.Time
	lines   []byte
	records int
	details int // records that carry their detail
	dropped int // records whose detail was left out
}

// A group is the text of goroutines that came while another was writing. The
// first of them writes it, when its turn comes; until then others join.
type group struct {
	text
	full   bool          // nobody joins
	turn   chan struct{} // gives the right to write to the one who began the group
	done   chan struct{} // closed when it is written, or cannot be
	buffer *[]byte       // that its lines are gathered in

	stands Position // its first line
	err    error
}

// commit has a text written, alone or with others, and returns where it stands.
// The right to write is j.writing: it passes from group to group in their order
// and falls free with the last, so the order of lines is that of commits.
func (j *Journal) commit(t text) (Position, error) {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return Position{}, ErrClosed
	}
	if len(t.lines) == 0 {
		j.mu.Unlock()
		return Position{}, nil
	}
	if !j.writing {
		j.writing, j.begun = true, time.Now()
		j.mu.Unlock()
		return j.write(t)
	}
	if j.stalled() {
		j.unkept += t.records
		j.mu.Unlock()
		return Position{}, &WriteError{j.dir, ErrStalled}
	}
	g, first := j.join(t)
	start := int64(len(g.lines) - len(t.lines))
	j.mu.Unlock()
	if first {
		<-g.turn
		j.mu.Lock()
		j.waiting = j.waiting[1:] // nobody joins any more
		j.mu.Unlock()
		g.stands, g.err = j.write(g.text)
		close(g.done)
		*g.buffer = g.lines
		j.keepBuffer(g.buffer)
		return g.stands, g.err
	}
	<-g.done
	if g.err != nil {
		return Position{}, g.err
	}
	return Position{g.stands.Segment, g.stands.Offset + start}, nil
}

// stalled reports whether a write hangs. j.mu is held.
func (j *Journal) stalled() bool {
	return j.writing && j.stallAfter > 0 && time.Since(j.begun) > j.stallAfter
}

// join adds a text to the last group that waits, or begins one. One write goes to
// one segment, so a group is of one day. j.mu is held.
func (j *Journal) join(t text) (g *group, first bool) {
	if n := len(j.waiting); n > 0 {
		g = j.waiting[n-1]
		if !g.full && dayOf(g.at) == dayOf(t.at) && len(g.lines)+len(t.lines) <= maxGroupBytes {
			g.lines = append(g.lines, t.lines...)
			g.records += t.records
			g.details += t.details
			g.dropped += t.dropped
			return g, false
		}
	}
	g = &group{text: t, turn: make(chan struct{}, 1), done: make(chan struct{}), buffer: j.buffers.Get().(*[]byte)}
	g.lines = append((*g.buffer)[:0], t.lines...)
	j.waiting = append(j.waiting, g)
	return g, true
}

// takeTurn takes the right to write, after those who came before. Who has it gives
// it back with passTurn.
func (j *Journal) takeTurn() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.writing {
		j.writing, j.begun = true, time.Now()
		return
	}
	g := &group{full: true, turn: make(chan struct{}, 1)}
	j.waiting = append(j.waiting, g)
	j.mu.Unlock()
	<-g.turn
	j.mu.Lock()
	j.waiting = j.waiting[1:]
}

// passTurn gives the right to write to the next group, or lets it fall free. j.mu
// is held.
func (j *Journal) passTurn() {
	if len(j.waiting) > 0 {
		j.begun = time.Now()
		j.waiting[0].turn <- struct{}{}
		return
	}
	j.writing = false
	j.idle.Broadcast()
}
