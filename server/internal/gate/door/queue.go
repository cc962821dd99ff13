package door

// queue holds connections in the order in which they came, the oldest first. A
// connection is in one queue at most. The zero value is empty.
type queue struct {
	first, last *conn
	n           int
}

// push puts c at the end. It is in no queue.
func (q *queue) push(c *conn) {
	c.in, c.before, c.after = q, q.last, nil
	if q.last == nil {
		q.first = c
	} else {
		q.last.after = c
	}
	q.last = c
	q.n++
}

// leave takes c out of whichever queue it is in, if it is in one.
func (c *conn) leave() {
	q := c.in
	if q == nil {
		return
	}
	if c.before == nil {
		q.first = c.after
	} else {
		c.before.after = c.after
	}
	if c.after == nil {
		q.last = c.before
	} else {
		c.after.before = c.before
	}
	c.in, c.before, c.after = nil, nil, nil
	q.n--
}

// pop takes the oldest out; nil: the queue is empty.
func (q *queue) pop() *conn {
	c := q.first
	if c != nil {
		c.leave()
	}
	return c
}
