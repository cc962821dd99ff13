package importing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

func london(t testing.TB) *civil.Zone {
	t.Helper()
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func newDates(zone *civil.Zone, o order) *dates {
	return &dates{zone: zone, order: o, said: func(string) {}}
}

func TestDates(t *testing.T) {
	zone := london(t)
	const ambiguous = "may be 3 April or 4 March, and no other date of the file tells; say --dates uk or --dates us"
	tests := []struct {
		order    order
		text     string
		endOfDay bool
		want     string // RFC 3339 in UTC, or the error
	}{
		{unsettled, "2025-06-30", false, "2025-06-29T23:00:00Z"},
		{unsettled, "2025-06-30", true, "2025-06-30T23:00:00Z"},
		{unsettled, "2025-01-30", true, "2025-01-31T00:00:00Z"},
		{unsettled, " 2025-06-30 ", false, "2025-06-29T23:00:00Z"},
		{unsettled, "20250630", false, "2025-06-29T23:00:00Z"},
		{unsettled, "2025/06/30", false, "2025-06-29T23:00:00Z"},
		{unsettled, "2025-6-3", false, "2025-06-02T23:00:00Z"},
		{unsettled, "2025-06-30T15:04:05Z", true, "2025-06-30T15:04:05Z"},
		{unsettled, "2025-06-30T15:04:05.9999999+01:00", false, "2025-06-30T14:04:05Z"},
		{unsettled, "2025-06-30 15:04", false, "2025-06-30T14:04:00Z"},
		{unsettled, "2025-06-30 15:04:05.0000000", false, "2025-06-30T14:04:05Z"},
		{unsettled, "2025-06-30T15:04+0530", false, "2025-06-30T09:34:00Z"},
		{unsettled, "2025-06-30 15:04 UTC", false, "2025-06-30T15:04:00Z"},
		{unsettled, "2025-03-30T01:30", false, "2025-03-30T01:30:00Z"}, // clocks jumped from 01:00 to 02:00
		{unsettled, "2025-10-26T01:30", false, "2025-10-26T00:30:00Z"}, // twice; the first
		{unsettled, "30/06/2025", false, "2025-06-29T23:00:00Z"},
		{unsettled, "30-06-2025", false, "2025-06-29T23:00:00Z"},
		{unsettled, "30.6.2025", false, "2025-06-29T23:00:00Z"},
		{unsettled, "30/06/2025 3:04:05 PM", false, "2025-06-30T14:04:05Z"},
		{unsettled, "30/06/2025, 12:00 am", false, "2025-06-29T23:00:00Z"},
		{unsettled, "30 June 2025", false, "2025-06-29T23:00:00Z"},
		{unsettled, "30-Jun-2025 09:00", false, "2025-06-30T08:00:00Z"},
		{unsettled, "June 30, 2025", false, "2025-06-29T23:00:00Z"},
		{unsettled, "05/05/2025", false, "2025-05-04T23:00:00Z"},
		{unsettled, "03/04/2025", false, ambiguous},
		{unsettled, "06/30/2025", false, errMonthFirst.Error()},
		{unsettled, "31/02/2025", false, "not a date: there is no day 31 in February 2025"},
		{unsettled, "32/01/2025", false, "not a date: there is no day 32 in January 2025"},
		{unsettled, "31/13/2025", false, "not a date: there is no month 13, for dates of this file begin with the day"},
		{unsettled, "30/06/25", false, errTwoDigits.Error()},
		{unsettled, "30 June 25", false, errTwoDigits.Error()},
		{unsettled, "45838", false, errSerial.Error()},
		{unsettled, "2025-06", false, errNotDate.Error()},
		{unsettled, "2025-06-30T", false, errNotDate.Error()},
		{unsettled, "2025-06-30x", false, errNotDate.Error()},
		{unsettled, "2025-06-30T25:00", false, errClock.Error()},
		{unsettled, "2025-06-30T12:60", false, errClock.Error()},
		{unsettled, "2025-06-30T13:00 pm", false, errClock.Error()},
		{unsettled, "2025-06-30T13:00+25:00", false, errClock.Error()},
		{unsettled, "2025-02-29", false, "not a date: there is no day 29 in February 2025"},
		{unsettled, "1969-12-31", false, "not a date: the year 1969 is outside 1970 to 2200"},
		{unsettled, "9999-12-31", false, "not a date: the year 9999 is outside 1970 to 2200"},
		{unsettled, "0000-00-00", false, "not a date: the year 0 is outside 1970 to 2200"},
		{unsettled, "never", false, errNotDate.Error()},
		{unsettled, "-", false, errNotDate.Error()},
		{dayFirst, "03/04/2025", false, "2025-04-02T23:00:00Z"},
		{dayFirst, "06/30/2025", false, "not a date: there is no month 30, for dates of this file begin with the day"},
		{monthFirst, "03/04/2025", false, "2025-03-04T00:00:00Z"},
		{monthFirst, "06/30/2025 1:00 PM", false, "2025-06-30T12:00:00Z"},
		{monthFirst, "30/06/2025", false, "not a date: there is no month 30, for dates of this file begin with the month"},
		{yearFirst, "30/06/2025", false, errNotISO.Error()},
		{yearFirst, "2025-06-30", false, "2025-06-29T23:00:00Z"},
	}
	for _, test := range tests {
		second, err := newDates(zone, test.order).parse(test.text, test.endOfDay)
		got := time.Unix(second, 0).UTC().Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q, order %d:\ngot  %s\nwant %s", test.text, test.order, got, test.want)
		}
	}
}

// TestDatesAgree holds every way of writing an instant to one instant, the one
// that package civil makes of it.
func TestDatesAgree(t *testing.T) {
	zones := []*civil.Zone{london(t)}
	for _, name := range []string{"UTC", "America/New_York", "Pacific/Apia"} {
		zone, err := civil.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, zone)
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		date := civil.Date{Year: rapid.IntRange(civil.MinYear, civil.MaxYear).Draw(t, "year"), Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 364).Draw(t, "day"))
		clock := civil.DateTime{Date: date, Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute"), Second: rapid.IntRange(0, 59).Draw(t, "second")}
		want, _ := zone.At(clock)
		y, m, d := date.Year, int(date.Month), date.Day
		twelve, half := (clock.Hour+11)%12+1, "AM"
		if clock.Hour >= 12 {
			half = "PM"
		}
		of24 := fmt.Sprintf("%02d:%02d:%02d", clock.Hour, clock.Minute, clock.Second)
		of12 := fmt.Sprintf("%d:%02d:%02d %s", twelve, clock.Minute, clock.Second, half)
		r := newDates(zone, dayFirst)
		for _, written := range []string{
			fmt.Sprintf("%04d-%02d-%02d", y, m, d), fmt.Sprintf("%04d%02d%02d", y, m, d),
			fmt.Sprintf("%02d/%02d/%04d", d, m, y), fmt.Sprintf("%d.%d.%04d", d, m, y),
			fmt.Sprintf("%d %s %04d", d, date.Month, y), fmt.Sprintf("%s %d, %04d", date.Month.String()[:3], d, y),
		} {
			for _, clock := range []string{of24, of12, of24 + ".123"} {
				got, err := r.parse(written+" "+clock, false)
				if err != nil || got != want.Unix() {
					t.Fatalf("%s %s in %s: got %d and %v, want %d", written, clock, zone.Name(), got, err, want.Unix())
				}
			}
			start, _ := zone.Start(date)
			end, _ := zone.Start(date.AddDays(1))
			if got, err := r.parse(written, false); err != nil || got != start.Unix() {
				t.Fatalf("%s in %s starts: got %d and %v, want %d", written, zone.Name(), got, err, start.Unix())
			}
			if got, err := r.parse(written, true); err != nil || got != end.Unix() {
				t.Fatalf("%s in %s ends: got %d and %v, want %d", written, zone.Name(), got, err, end.Unix())
			}
		}
		if got, err := r.parse(want.Format(time.RFC3339), false); err != nil || got != want.Unix() {
			t.Fatalf("%s: got %d and %v", want.Format(time.RFC3339), got, err)
		}
	})
}

// FuzzDate looks for texts that panic, and for instants that nobody can mean.
func FuzzDate(f *testing.F) {
	for _, text := range []string{"2025-06-30T15:04:05.5+01:00", "03/04/2025 3:04 PM", "30 June 2025", "June 30, 2025", "20250630", "31/02/2025", "45838", "1/1/25"} {
		f.Add(text, uint8(0))
		f.Add(text, uint8(2))
	}
	zone := london(f)
	first, _ := zone.Start(civil.Date{Year: civil.MinYear, Month: 1, Day: 1})
	last, _ := zone.Start(civil.Date{Year: civil.MaxYear + 1, Month: 1, Day: 1})
	f.Fuzz(func(t *testing.T, text string, o uint8) {
		r := newDates(zone, order(o%4))
		second, err := r.parse(text, o > 3)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("an error of several lines: %q", err)
			}
			return
		}
		const day = 24 * 60 * 60
		if second < first.Unix()-day || second > last.Unix()+day {
			t.Errorf("%q is %d", text, second)
		}
		if again, err := r.parse(text, o > 3); err != nil || again != second {
			t.Errorf("%q is %d, and then %d, %v", text, second, again, err)
		}
		if tells(text) && order(o%4) == unsettled && r.order != dayFirst {
			t.Errorf("%q shows that days come first, and was not heard", text)
		}
	})
}
