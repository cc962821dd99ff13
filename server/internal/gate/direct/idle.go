package direct

import (
	"sync"
	"time"
)

// idle is the connections that nobody uses. The one that was used last is used
// first, so that the others grow old and end.
type idle struct {
	wait time.Duration // how long one is kept; 0 = as long as the service keeps it
	most int           // how many; 0 = as many as there are

	mu    sync.Mutex
	conns []*conn     // the oldest first
	timer *time.Timer // nil: none can grow old
}

// put keeps a connection.
func (i *idle) put(c *conn) {
	c.idleSince = time.Now()
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.most > 0 && len(i.conns) >= i.most {
		_ = c.Close()
		return
	}
	i.conns = append(i.conns, c)
	if i.timer == nil && i.wait > 0 {
		i.timer = time.AfterFunc(i.wait, i.age)
	}
}

// take returns a connection on which nothing has come since; nil if there is none.
func (i *idle) take() *conn {
	for {
		i.mu.Lock()
		last := len(i.conns) - 1
		if last < 0 {
			i.mu.Unlock()
			return nil
		}
		c := i.conns[last]
		i.conns[last], i.conns = nil, i.conns[:last]
		i.mu.Unlock()
		if c.isQuiet() && (i.wait == 0 || time.Since(c.idleSince) < i.wait) {
			return c
		}
		_ = c.Close()
	}
}

// age closes what has been idle for long enough.
func (i *idle) age() {
	i.mu.Lock()
	defer i.mu.Unlock()
	old := 0
	for ; old < len(i.conns) && time.Since(i.conns[old].idleSince) >= i.wait; old++ {
		_ = i.conns[old].Close()
	}
	i.conns = append(i.conns[:0:0], i.conns[old:]...)
	if i.timer = nil; len(i.conns) > 0 {
		i.timer = time.AfterFunc(i.wait-time.Since(i.conns[0].idleSince), i.age)
	}
}

func (i *idle) closeAll() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, c := range i.conns {
		_ = c.Close()
	}
	i.conns = nil
}
