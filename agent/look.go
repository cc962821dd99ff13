package agent

import (
	"context"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
)

// LookOptions are how a device is looked at.
type LookOptions struct {
	// Now is the device's clock.
	Now func() time.Time
}

func (o *LookOptions) look(ctx context.Context) (*device.Device, error) {
	return device.Look(ctx, device.Options{Now: o.Now()}), nil
}
