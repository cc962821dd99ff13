//go:build !linux

package gates

import "time"

// pauseUntil waits for an instant, as exactly as the Go runtime does here.
func pauseUntil(due time.Time) { time.Sleep(time.Until(due)) }
