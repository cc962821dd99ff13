package checks

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
)

// written is an instant that has certainly passed wherever this program runs: there
// was no such program before.
var written = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// possible is the first year in which a device's clock may be right. It is before
// [written], so that a device can be judged as it stood earlier.
const possible = 2025

// bearable is how wrong a clock may be before dates are judged by another.
const bearable = 5 * time.Minute

// Now is the best that is known of when the device was looked at: by its own clock,
// or, where servers that proved who they are tell another time, by theirs. A clock
// that says 1970 must not make a device be judged by no notice at all.
func Now(d *device.Device) time.Time {
	at := d.At
	if skew, known := d.Network.Skew(); known && d.Network.Clock.Trusted && skew.Abs() > bearable {
		at = at.Add(-skew)
	}
	if at.Year() >= possible {
		return at
	}
	if passed := d.Network.Clock.NotBefore; passed.After(written) {
		return passed
	}
	return written
}
