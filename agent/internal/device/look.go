package device

import (
	"context"
	"sync"
	"time"
)

// Options are how this device is looked at.
type Options struct {
	// Now is when; zero is an error of the caller.
	Now time.Time
	// Version is this program's.
	Version string
}

// Look sees the device that the program runs on. Its parts are seen at the same time,
// each within a time of its own, and each says for itself what it could not see.
func Look(ctx context.Context, o Options) *Device {
	d := &Device{At: o.Now.UTC()}
	var wait sync.WaitGroup
	wait.Go(func() { d.Cards = lookCards(ctx) })
	wait.Wait()
	return d
}
