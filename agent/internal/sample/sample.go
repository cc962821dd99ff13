package sample

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
)

// Taken is when the samples were taken.
var Taken = time.Date(2026, 11, 30, 8, 40, 0, 0, time.UTC)

// Sample is one invented device.
type Sample struct {
	Name  string // a name for its files: "well"
	Title string // what it is, in a few words
	About string // what is wrong with it, a sentence or two
	// Device is as the agent would have read it. Each call makes it anew.
	Device *device.Device
}

// Devices returns the samples: the one that is well first.
func Devices() []Sample {
	return []Sample{
		{"well", "A GP's computer that is well", "Windows 11, NHS Smartcard Connect 4.1, the Oberthur middleware, and a PIV card.", well()},
		{"old", "An old computer of a trust", "Windows 10, Identity Agent 2.3.2.0, which speaks TLS 1.0, the Gemalto middleware instead of the Oberthur one, and a card of series 5 or 6.", old()},
		{"mixed", "A pharmacy's computer with too much on it", "Identity Agent and NHS Smartcard Connect side by side, middleware for 32-bit programs alone and of two releases, and a proxy that opens connections.", mixed()},
		{"unstarted", "A ward's computer after an update", "NHS Credential Management was installed this morning and has not been started, policies keep browsers from it, and the card is locked.", unstarted()},
	}
}
