package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAt(t *testing.T) {
	tests := []struct {
		zone, civil string
		want        string
		resolution  Resolution
	}{
		{"UTC", "2025-06-30T15:00", "2025-06-30T15:00:00Z", Exact},
		{"Europe/London", "2025-01-15T09:00", "2025-01-15T09:00:00Z", Exact},
		{"Europe/London", "2025-07-08T10:00", "2025-07-08T10:00:00+01:00", Exact},
		{"Europe/London", "2025-03-30T00:59:59.999999999", "2025-03-30T00:59:59.999999999Z", Exact},
		{"Europe/London", "2025-03-30T01:00", "2025-03-30T02:00:00+01:00", Gap},
		{"Europe/London", "2025-03-30T01:30:15.5", "2025-03-30T02:30:15.5+01:00", Gap},
		{"Europe/London", "2025-03-30T02:00", "2025-03-30T02:00:00+01:00", Exact},
		{"Europe/London", "2025-10-26T00:59:59", "2025-10-26T00:59:59+01:00", Exact},
		{"Europe/London", "2025-10-26T01:00", "2025-10-26T01:00:00+01:00", Fold},
		{"Europe/London", "2025-10-26T01:59:59", "2025-10-26T01:59:59+01:00", Fold},
		{"Europe/London", "2025-10-26T02:00", "2025-10-26T02:00:00Z", Exact},
		// British Standard Time until October 1971: no change in 1970.
		{"Europe/London", "1970-01-01T00:00", "1970-01-01T00:00:00+01:00", Exact},

		{"Australia/Lord_Howe", "2025-10-05T02:00", "2025-10-05T02:30:00+11:00", Gap},
		{"Australia/Lord_Howe", "2025-10-05T02:29", "2025-10-05T02:59:00+11:00", Gap},
		{"Australia/Lord_Howe", "2025-10-05T02:30", "2025-10-05T02:30:00+11:00", Exact},
		{"Australia/Lord_Howe", "2025-04-06T01:29", "2025-04-06T01:29:00+11:00", Exact},
		{"Australia/Lord_Howe", "2025-04-06T01:30", "2025-04-06T01:30:00+11:00", Fold},
		{"Australia/Lord_Howe", "2025-04-06T02:00", "2025-04-06T02:00:00+10:30", Exact},

		{"Africa/Cairo", "2024-04-26T00:00", "2024-04-26T01:00:00+03:00", Gap},
		{"Africa/Cairo", "2024-04-26T00:59", "2024-04-26T01:59:00+03:00", Gap},
		{"Africa/Cairo", "2024-04-26T01:00", "2024-04-26T01:00:00+03:00", Exact},
		{"Africa/Cairo", "2024-10-31T23:00", "2024-10-31T23:00:00+03:00", Fold},
		{"Africa/Cairo", "2024-11-01T00:00", "2024-11-01T00:00:00+02:00", Exact},

		{"Pacific/Apia", "2011-12-29T23:59", "2011-12-29T23:59:00-10:00", Exact},
		{"Pacific/Apia", "2011-12-30T00:00", "2011-12-31T00:00:00+14:00", Gap},
		{"Pacific/Apia", "2011-12-30T17:45", "2011-12-31T17:45:00+14:00", Gap},
		{"Pacific/Apia", "2011-12-31T00:00", "2011-12-31T00:00:00+14:00", Exact},

		// By rule, long after the last transition that is written out.
		{"Europe/London", "2200-03-30T01:30", "2200-03-30T02:30:00+01:00", Gap},
		{"Europe/London", "2200-12-31T23:59", "2200-12-31T23:59:00Z", Exact},
	}
	for _, test := range tests {
		t.Run(test.zone+" "+test.civil, func(t *testing.T) {
			dt, err := ParseDateTime(test.civil)
			if err != nil {
				t.Fatal(err)
			}
			at, resolution := mustZone(t, test.zone).At(dt)
			if got := at.Format(time.RFC3339Nano); got != test.want || resolution != test.resolution {
				t.Errorf("At = %s (%s), want %s (%s)", got, resolution, test.want, test.resolution)
			}
		})
	}
}

func TestStart(t *testing.T) {
	tests := []struct {
		zone string
		date Date
		want string
		res  Resolution
	}{
		{"Europe/London", Date{2025, 6, 30}, "2025-06-29T23:00:00Z", Exact},
		{"Africa/Cairo", Date{2024, 4, 26}, "2024-04-25T22:00:00Z", Gap},
		{"Pacific/Apia", Date{2011, 12, 30}, "2011-12-30T10:00:00Z", Gap},
		{"Pacific/Apia", Date{2011, 12, 31}, "2011-12-30T10:00:00Z", Exact},
		{"America/Havana", Date{2024, 11, 3}, "2024-11-03T04:00:00Z", Fold},
	}
	for _, test := range tests {
		start, res := mustZone(t, test.zone).Start(test.date)
		if got := start.UTC().Format(time.RFC3339); got != test.want || res != test.res {
			t.Errorf("Start(%s) in %s = %s (%s), want %s (%s)", test.date, test.zone, got, res, test.want, test.res)
		}
	}
}

// TestStartIsFirstInstant shows, for every gap of every zone, that the moved
// midnight is the first instant of its day: no gap begins before a midnight and
// ends after it.
func TestStartIsFirstInstant(t *testing.T) {
	gaps := 0
	for name := range archive().files {
		zone := mustZone(t, name)
		for i, s := range zone.spans[1:] {
			before := zone.spans[i].offset
			if s.offset <= before {
				continue
			}
			gaps++
			at := time.Unix(s.start, 0)
			if start, _ := zone.Start(zone.Civil(at).Date); start.After(at) {
				t.Errorf("%s: %s starts at %s, after the gap that ends at %s", name, zone.Civil(at).Date, start, at)
			}
		}
	}
	if gaps < 1000 {
		t.Errorf("looked at %d gaps only", gaps)
	}
}

// TestAtAgainstOracle compares At with the written rule, applied by asking
// package time what the clocks show at every minute near the civil time.
func TestAtAgainstOracle(t *testing.T) {
	names := []string{"Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Nuuk", "Antarctica/Troll"}
	rapid.Check(t, func(t *rapid.T) {
		zone := mustRapidZone(t, rapid.SampledFrom(names).Draw(t, "zone"))
		dt := nearTransition(t, zone)
		got, resolution := zone.At(dt)
		want, wantResolution := oracle(zone.Location(), dt)
		if !got.Equal(want) || resolution != wantResolution {
			t.Fatalf("At(%s) in %s = %s (%s), want %s (%s)", dt, zone.Name(), got, resolution, want, wantResolution)
		}
		if resolution != Gap && zone.Civil(got) != dt {
			t.Fatalf("clocks show %s at %s, want %s", zone.Civil(got), got, dt)
		}
	})
}

// nearTransition draws a civil time in whole minutes: most often one within the
// two hours to either side of a transition, where the gaps and folds are.
func nearTransition(t *rapid.T, zone *Zone) DateTime {
	days := rapid.IntRange(0, 230*365).Draw(t, "days")
	around := time.Date(1970, 1, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	reach := 36 * 60
	if changes := zone.Transitions(around, around.AddDate(1, 0, 0)); len(changes) > 0 {
		around = changes[0].At.Truncate(time.Minute)
		if rapid.IntRange(0, 3).Draw(t, "near") > 0 {
			reach = 2 * 60
		}
	}
	// What the clocks would show had they not changed: so the gap is met too.
	before := zone.Civil(around.Add(-time.Minute))
	minutes := rapid.IntRange(-reach, reach).Draw(t, "minutes")
	shown := time.Date(before.Year, before.Month, before.Day, before.Hour, before.Minute+minutes, 0, 0, time.UTC)
	return DateTime{Date: dateOf(shown), Hour: shown.Hour(), Minute: shown.Minute()}
}

// oracle looks at every minute within two days and knows nothing of transitions.
func oracle(location *time.Location, dt DateTime) (time.Time, Resolution) {
	label := func(t time.Time) int64 {
		_, offset := t.In(location).Zone()
		return t.Unix() + int64(offset)
	}
	want := time.Date(dt.Year, dt.Month, dt.Day, dt.Hour, dt.Minute, 0, 0, time.UTC).Unix()
	begin := time.Unix(want, 0).UTC().Add(-48 * time.Hour)
	var shown []time.Time
	var jump time.Time
	var gap int64
	for minute := range 4 * 24 * 60 {
		at := begin.Add(time.Duration(minute) * time.Minute)
		next := at.Add(time.Minute)
		if label(at) == want {
			shown = append(shown, at)
		}
		if label(at) < want && label(next) > want && jump.IsZero() {
			jump, gap = next, label(next)-label(at)-60
		}
	}
	switch {
	case len(shown) > 1:
		return shown[0], Fold
	case len(shown) == 1:
		return shown[0], Exact
	}
	// Forward by the gap: the first instant after the jump that shows it.
	for at := jump; ; at = at.Add(time.Minute) {
		if label(at) == want+gap {
			return at, Gap
		}
	}
}

func mustRapidZone(t *rapid.T, name string) *Zone {
	zone, err := LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
