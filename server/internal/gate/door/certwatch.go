package door

import (
	"context"
	"time"
)

// WatchEvery is how often the files of certificates are looked at.
const WatchEvery = time.Second

// Watch looks at the files at each tick until the context ends. It asks the file
// system and is not told by it, so that what is mounted, linked or replaced by a
// rename is seen alike.
func (c *Certificates) Watch(ctx context.Context, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
			c.Look()
		}
	}
}
