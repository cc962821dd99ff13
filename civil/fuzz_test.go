package civil

import (
	"testing"
)

func FuzzParseClock(f *testing.F) {
	for _, seed := range []string{"00:00", "24:00", "23:59", "8:30", "24:01", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clock, err := ParseClock(text)
		if err != nil {
			return
		}
		if !clock.Valid() || clock.String() != text {
			t.Errorf("ParseClock(%q) = %d, written %s", text, clock, clock)
		}
	})
}

func FuzzParsePoint(f *testing.F) {
	for _, seed := range []string{"2025-06", "2025-06-30", "2025-10-15T15:00", "2025-10-15 15:00:30.5", "10000-01", "2025-02-31", ""} {
		f.Add(seed)
	}
	zone := mustZone(f, "Pacific/Apia")
	f.Fuzz(func(t *testing.T, text string) {
		point, err := ParsePoint(text)
		if err != nil {
			return
		}
		if point.IsZero() || point.String() != text || !point.Civil().Valid() {
			t.Errorf("ParsePoint(%q) = %s", text, point.Civil())
		}
		if point.End(zone).Before(point.Start(zone)) {
			t.Errorf("%q ends at %s, before its start %s", text, point.End(zone), point.Start(zone))
		}
		again, err := ParseDateTime(point.Civil().String())
		if err != nil || again != point.Civil() {
			t.Errorf("%s reads back as %s, %v", point.Civil(), again, err)
		}
	})
}

func FuzzParseInstant(f *testing.F) {
	for _, seed := range []string{"2025-07-08T10:30:00+01:00", "2025-07-08T09:30Z", "2011-12-30T10:00", "2025-06-30", "2025-06-30T15:00-", ""} {
		f.Add(seed)
	}
	zone := mustZone(f, "Pacific/Apia")
	f.Fuzz(func(t *testing.T, text string) {
		at, resolution, err := ParseInstant(text, zone)
		if err != nil {
			return
		}
		if year := at.UTC().Year(); year < MinYear-1 || year > MaxYear+1 {
			t.Errorf("ParseInstant(%q) = %s", text, at)
		}
		if back, _ := zone.At(zone.Civil(at)); resolution == Exact && back.After(at) {
			t.Errorf("%q is %s, whose civil time leads to %s", text, at, back)
		}
	})
}
