package civil

import (
	"fmt"
	"sync"
	"time"
)

// Zone is a named time zone with its transitions. LoadZone makes it; it does
// not change and may be used by any number of goroutines.
type Zone struct {
	name     string
	location *time.Location
	spans    []span // in order, without holes; never empty
}

// loaded keeps each zone after its first use, by name. It holds at most the few
// hundred zones of the embedded data.
var loaded sync.Map

// LoadZone finds a zone by its IANA name, Area/Place such as Europe/London, or
// UTC. Case matters. Abbreviations, names without an area, the machine's zone
// ("Local") and paths are not zones.
func LoadZone(name string) (*Zone, error) {
	if zone, ok := loaded.Load(name); ok {
		return zone.(*Zone), nil
	}
	data := archive()
	if data.files[name] == nil {
		if known, ok := data.sameButCase(name); ok {
			return nil, fmt.Errorf("zone %s is not known: write %s", quote(name), known)
		}
		return nil, fmt.Errorf("zone %s is not in zone data %s: write an IANA name such as Europe/London, or UTC", quote(name), data.version)
	}
	location, err := data.location(name)
	if err != nil {
		return nil, fmt.Errorf("reading zone %s from the embedded zone data: %w", quote(name), err)
	}
	zone, _ := loaded.LoadOrStore(name, &Zone{name: name, location: location, spans: spansOf(location)})
	return zone.(*Zone), nil
}

// Name is the IANA name by which z was loaded.
func (z *Zone) Name() string { return z.name }

// Location is z for the functions of package time. Its own time.Date resolves
// gaps and folds by no rule: use [Zone.At].
func (z *Zone) Location() *time.Location { return z.location }

// Civil is the civil time that clocks in z show at t.
func (z *Zone) Civil(t time.Time) DateTime {
	t = t.In(z.location)
	hour, minute, second := t.Clock()
	return DateTime{Date: dateOf(t), Hour: hour, Minute: minute, Second: second, Nanosecond: t.Nanosecond()}
}
