package gate

import (
	"strconv"
	"sync"
	"time"
)

// complainEvery is how often a line about what strangers do may be written. More
// would let them fill the disk, and hide what else stands there.
const complainEvery = time.Second

// Complaints are lines of a log that strangers cause, or each of many decisions. Those that come too fast are
// counted, and the next that is written says how many they were.
type Complaints struct {
	mu   sync.Mutex
	next time.Time // when one may be written again, by the machine's clock
	left int
}

// Tell writes one by say, or counts it.
func (c *Complaints) Tell(now time.Time, say func(words string), words string) {
	c.mu.Lock()
	left := c.left
	if now.Before(c.next) && c.next.Sub(now) <= complainEvery { // else the clock was set back
		c.left++
		c.mu.Unlock()
		return
	}
	c.next, c.left = now.Add(complainEvery), 0
	c.mu.Unlock()
	if left > 0 {
		words += " (" + strconv.Itoa(left) + " more like it were not written)"
	}
	say(words)
}
