package device

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// Device is what was seen of one device.
type Device struct {
	// At is when looking began, by the device's clock, which may be wrong.
	At      time.Time
	Host    host.Host
	Network network.Network
	Cards   Cards
	Modules Modules
}
