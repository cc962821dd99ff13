package timeline

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
)

func calendarOf(t testing.TB, zone string) calendar {
	t.Helper()
	z, err := civil.LoadZone(zone)
	if err != nil {
		t.Fatal(err)
	}
	return calendar{z}
}

func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestStretchInWords(t *testing.T) {
	tests := []struct{ name, zone, from, until, want string }{
		{"days", "Europe/London", "2025-07-01T00:00:00+01:00", "2025-09-01T00:00:00+01:00", "from Tuesday 1 July 2025 to the end of Sunday 31 August 2025"},
		{"times", "Europe/London", "2025-08-18T00:00:00+01:00", "2025-10-15T15:00:00+01:00", "from Monday 18 August 2025 until Wednesday 15 October 2025 at 15:00"},
		{"one day", "Europe/London", "2025-07-01T00:00:00+01:00", "2025-07-02T00:00:00+01:00", "on Tuesday 1 July 2025"},
		{"some hours", "Europe/London", "2025-07-01T09:00:00+01:00", "2025-07-01T10:30:00+01:00", "on Tuesday 1 July 2025 from 09:00 to 10:30"},
		{"no end", "Europe/London", "2025-07-01T00:00:00+01:00", "", "from Tuesday 1 July 2025"},
		{"no beginning", "Europe/London", "", "2025-07-01T00:00:00+01:00", "to the end of Monday 30 June 2025"},
		{"always", "Europe/London", "", "", "at all times"},
		{"seconds", "Europe/London", "2025-07-01T09:00:05+01:00", "", "from Tuesday 1 July 2025 at 09:00:05"},
		{"the first of an hour that comes twice", "Europe/London", "2025-10-26T01:30:00+01:00", "", "from Sunday 26 October 2025 at 01:30"},
		{"the second of an hour that comes twice", "Europe/London", "2025-10-26T01:30:00+00:00", "", "from Sunday 26 October 2025 at 01:30 GMT"},
		{"a day that begins at one", "Africa/Cairo", "2024-04-26T01:00:00+03:00", "", "from Friday 26 April 2024"},
		{"a day before one that begins at one", "Africa/Cairo", "2024-04-25T22:00:00+02:00", "2024-04-26T01:00:00+03:00", "on Thursday 25 April 2024 from 22:00 to midnight"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var from, until time.Time
			if test.from != "" {
				from = instant(t, test.from)
			}
			if test.until != "" {
				until = instant(t, test.until)
			}
			if diff := cmp.Diff(test.want, calendarOf(t, test.zone).stretch(from, until)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSpanInWords(t *testing.T) {
	tests := []struct{ from, until, want string }{
		{"2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00", "Tuesday 8 July 2025 from 10:00 to 11:00"},
		{"2025-07-08T22:00:00+01:00", "2025-07-09T00:00:00+01:00", "Tuesday 8 July 2025 from 22:00 to midnight"},
		{"2025-07-08T22:00:00+01:00", "2025-07-09T06:00:00+01:00", "Tuesday 8 July 2025 from 22:00 to 06:00 the next day"},
		{"2025-07-08T00:00:00+01:00", "2025-07-09T00:00:00+01:00", "Tuesday 8 July 2025, all day"},
		{"2025-07-08T10:00:00+01:00", "2025-07-11T11:00:00+01:00", "Tuesday 8 July 2025 at 10:00 until Friday 11 July 2025 at 11:00"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, calendarOf(t, "Europe/London").span(instant(t, test.from), instant(t, test.until))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestPointInWords(t *testing.T) {
	c := calendarOf(t, "Europe/London")
	tests := []struct{ point, on, by string }{
		{"2025-06", "in June 2025", "by the end of June 2025"},
		{"2025-06-30", "on Monday 30 June 2025", "by the end of Monday 30 June 2025"},
		{"2025-06-30T15:00", "on Monday 30 June 2025 at 15:00", "by Monday 30 June 2025 at 15:00"},
	}
	for _, test := range tests {
		p, err := civil.ParsePoint(test.point)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{test.on, test.by}, []string{c.on(p), c.by(p)}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.point, diff)
		}
	}
}

func TestLength(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * 24 * time.Hour: "10 days", 24 * time.Hour: "1 day", 36 * time.Hour: "1.5 days",
		3*time.Hour + 30*time.Minute: "3.5 hours", time.Hour: "1 hour", 4 * time.Minute: "4 minutes",
	} {
		if got := length(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}

func TestHoursInWords(t *testing.T) {
	for written, want := range map[string]string{
		"24x365": "at all hours", "Mon-Fri 08:00-18:00": "Monday to Friday from 08:00 to 18:00",
		"Sat-Mon 09:00-24:00": "Monday, Saturday and Sunday from 09:00 to midnight", "Mon-Sun 06:00-22:00": "every day from 06:00 to 22:00", "": "",
	} {
		if got := hoursInWords(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}
