package estate

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// The direct route must mean what notice.ParseValue means, also about what is
// no instant.
func TestInstantsAreThoseOfNotices(t *testing.T) {
	expires, _ := fact.Lookup("card", "expires")
	issued, _ := fact.Lookup("card", "issued")
	var zones []*civil.Zone
	for _, name := range []string{"Europe/London", "Asia/Beirut", "Pacific/Apia", "America/Santiago", "Australia/Lord_Howe", "UTC"} {
		z, err := civil.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, z)
	}
	check := func(t rapid.TB, zone *civil.Zone, text string) {
		for _, a := range []*fact.Attribute{&expires, &issued} {
			got, err := (&days{zone: zone}).second(a, text)
			v, wantErr := notice.ParseValue(a, text, zone)
			if (err == nil) != (wantErr == nil) {
				t.Fatalf("%s of %q in %s: %v, want %v", a.Name, text, zone.Name(), err, wantErr)
			}
			want := NoTime
			if at, ok := v.Instant(); ok {
				want = at.Unix()
			}
			if got != want {
				t.Fatalf("%s of %q in %s is %v, want %v", a.Name, text, zone.Name(), Instant(got), Instant(want))
			}
		}
	}
	for _, text := range []string{
		"", "2025-06-30", "2025-02-29", "2024-02-29", "2025-13-01", "2025-00-10", "2025-06-31", "1969-12-31", "1970-01-01", "2200-12-31", "2201-01-01",
		"2025-06-30T15:00", "2025-06-30 15:00", "2025-06-30t15:00", "2025-06-30T15:00:59", "2025-06-30T15:00:60", "2025-06-30T24:00", "2025-06-30T15:60",
		"2025-06-30T15:00:00.5", "2025-06-30T15:00:00.", "2025-06-30T15:00.5", "2025-06-30T15:00:00.1234567890", "2025-06-30T15:00:00.123456789Z",
		"2025-06-30T15:00Z", "2025-06-30T15:00z", "2025-06-30T15:00:00+01:00", "2025-06-30T15:00:00-23:59", "2025-06-30T15:00:00+24:00",
		"2025-06-30T15:00:00+0100", "2025-06-30T15:00:00+01", "2025-06-30T15", "2025-06-30T", "2025-06-30Z", "2025-6-30", "30/06/2025", "2025-06-30T1500",
		"1970-01-01T00:00:00.5+12:00", "2011-12-30", "2011-12-30T12:00", "2011-12-31", "x025-06-30", "2025-06-3x", "2025-06-30T15:00:00 ", "２０２５-06-30",
	} {
		for _, zone := range zones {
			check(t, zone, text)
		}
	}
	clocks := rapid.SampledFrom([]string{"", "T00:00", "T00:30", "T01:30", "T02:15", " 23:59:59", "T12:00:00.25", "T01:30Z", "T00:10+05:30", "T23:00:00-03:00"})
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		day := civil.Date{Year: 2008, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 8000).Draw(t, "day"))
		if near := zone.Transitions(time.Unix(1.2e9, 0), time.Unix(1.9e9, 0)); len(near) > 0 && rapid.Bool().Draw(t, "near a change") {
			day = zone.Civil(rapid.SampledFrom(near).Draw(t, "change").At).AddDays(rapid.IntRange(-2, 2).Draw(t, "days from it")).Date
		}
		check(t, zone, fmt.Sprint(day, clocks.Draw(t, "clock")))
	})
}

func TestStoredSeconds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		second := rapid.OneOf(rapid.Int64Range(-1e10, 1e10), rapid.Just(NoTime), rapid.Just(int64(0)), rapid.Just(int64(-1))).Draw(t, "second")
		if got := secondOf(storedSecond(second)); got != second {
			t.Fatalf("%d is kept as %d", second, got)
		}
	})
	if !Instant(NoTime).IsZero() || Instant(0).Unix() != 0 || Instant(0).Location() != time.UTC {
		t.Error("an instant that is not known is not the zero time, or the others are not in UTC")
	}
}

func TestReadingAnInstantAllocatesNothing(t *testing.T) {
	issued, _ := fact.Lookup("card", "issued")
	d := &days{zone: london(t)}
	for _, text := range []string{"2025-06-30", "2025-06-30T15:04:05Z", "2025-06-30T15:04"} {
		if n := testing.AllocsPerRun(100, func() {
			if _, err := d.second(&issued, text); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%q: %v allocations", text, n)
		}
	}
}
