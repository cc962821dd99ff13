package host

import (
	"context"
	"time"
)

// Clock is the machine's clock and zone.
type Clock struct {
	Part
	Now           time.Time `json:"now,omitzero"`                 // UTC
	Zone          string    `json:"zone,omitzero" reveals:"none"` // "GMT Standard Time", "Europe/London"
	OffsetMinutes int       `json:"offset_minutes,omitzero"`      // east of UTC, now
	// Source is where the time comes from: "NT5DS" (the domain), "NTP", "NoSync"; empty: not known.
	Source string `json:"source,omitzero" reveals:"text"`
}

const (
	zoneKey = `HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation`
	timeKey = `HKLM\SYSTEM\CurrentControlSet\Services\W32Time\Parameters`
)

func (w *onWindows) clock(ctx context.Context, c *Clock, now time.Time) {
	reg := newHive(ctx, w.reg, &c.Part)
	defer reg.done()
	c.set(now)
	c.Zone = reg.values(key(zoneKey, 64)).text("TimeZoneKeyName")
	c.Source = reg.values(key(timeKey, 64)).text("Type")
}

func (c *Clock) set(now time.Time) {
	_, seconds := now.Zone()
	c.Now, c.OffsetMinutes = instant(now), seconds/60
}
