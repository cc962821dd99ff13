package civil

import (
	"strings"
	"testing"
	"time"
)

func TestPoint(t *testing.T) {
	tests := []struct {
		zone, text string
		precision  Precision
		date       Date
		start, end string
	}{
		{"Europe/London", "2025-06", ToMonth, Date{2025, 6, 1}, "2025-05-31T23:00:00Z", "2025-06-30T23:00:00Z"},
		{"Europe/London", "2025-12", ToMonth, Date{2025, 12, 1}, "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z"},
		{"Europe/London", "2025-10-26", ToDay, Date{2025, 10, 26}, "2025-10-25T23:00:00Z", "2025-10-27T00:00:00Z"},
		{"Europe/London", "2025-10-15T15:00", ToTime, Date{2025, 10, 15}, "2025-10-15T14:00:00Z", "2025-10-15T14:00:00Z"},
		{"Europe/London", "2025-10-15T15:00:30", ToTime, Date{2025, 10, 15}, "2025-10-15T14:00:30Z", "2025-10-15T14:00:30Z"},
		{"Europe/London", "2025-10-15 15:00", ToTime, Date{2025, 10, 15}, "2025-10-15T14:00:00Z", "2025-10-15T14:00:00Z"},
		{"Europe/London", "2200-12", ToMonth, Date{2200, 12, 1}, "2200-12-01T00:00:00Z", "2201-01-01T00:00:00Z"},
		{"Africa/Cairo", "2024-04-25", ToDay, Date{2024, 4, 25}, "2024-04-24T22:00:00Z", "2024-04-25T22:00:00Z"},
		{"Pacific/Apia", "2011-12-29", ToDay, Date{2011, 12, 29}, "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"Pacific/Apia", "2011-12-30", ToDay, Date{2011, 12, 30}, "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.zone+" "+test.text, func(t *testing.T) {
			point, err := ParsePoint(test.text)
			if err != nil {
				t.Fatal(err)
			}
			zone := mustZone(t, test.zone)
			if point.String() != test.text || point.Precision() != test.precision || point.Date() != test.date || point.IsZero() {
				t.Errorf("read %s as %s, precision %d", point, point.Date(), point.Precision())
			}
			if got := point.Start(zone).UTC().Format(time.RFC3339); got != test.start {
				t.Errorf("starts at %s, want %s", got, test.start)
			}
			if got := point.End(zone).UTC().Format(time.RFC3339); got != test.end {
				t.Errorf("ends at %s, want %s", got, test.end)
			}
		})
	}
}

func TestPointLastDate(t *testing.T) {
	for text, want := range map[string]string{
		"2024-02": "2024-02-29", "2025-12": "2025-12-31", "2025-06-29": "2025-06-29", "2025-06-29T15:00": "2025-06-29",
	} {
		point, err := ParsePoint(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := point.LastDate().String(); got != want {
			t.Errorf("%s ends on %s, want %s", text, got, want)
		}
	}
}

func TestPointResolution(t *testing.T) {
	london := mustZone(t, "Europe/London")
	for text, want := range map[string]Resolution{
		"2025-03-30T01:30": Gap, "2025-10-26T01:30": Fold, "2025-10-26": Exact, "2025-03": Exact,
	} {
		point, err := ParsePoint(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := point.Resolution(london); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestZeroPoint(t *testing.T) {
	london := mustZone(t, "Europe/London")
	var none Point
	if !none.IsZero() || none.String() != "" || !none.Start(london).IsZero() || !none.End(london).IsZero() || none.Resolution(london) != Exact {
		t.Error("the zero Point does not stand for an absent one")
	}
}

func TestParsePointRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "write a month as"},
		{"2025", "write a month as"},
		{"2025-6", "write a month as"},
		{"June 2025", "write a month as"},
		{"2025-06-30T", "write a month as"},
		{"2025-06T10:00", "write a month as"},
		{"2025-06-30T15", "write a month as"},
		{"2025-06-30T15:0", "write a month as"},
		{"2025-06-30T15:00.5", "write a month as"},
		{"2025-06-30T15:00:00:00", "write a month as"},
		{"2025-06-30T15:00Z", "leave out the offset"},
		{"2025-06-30T15:00+01:00", "leave out the offset"},
		{"2025-06-30T15:00:00-05:00", "leave out the offset"},
		{"2025-02-31", "February 2025 has the days 1 to 28"},
		{"2025-13", "there is no month 13"},
		{"10000-01", "year 10000 is outside 1970 to 2200"},
		{"1969-12-31T23:59", "year 1969 is outside 1970 to 2200"},
		{"2025-06-30T24:00", "for the end of a day write 00:00 of the next one"},
		{"2025-06-30T25:00", "hours run from 00 to 23"},
		{"2025-06-30T15:60", "minutes run from 00 to 59"},
		{"2025-06-30T15:00:60", "seconds run from 00 to 59"},
		{"2025-06-30T15:00:00.", "one to nine digits"},
		{"2025-06-30T15:00:00.1234567890", "one to nine digits"},
	}
	for _, test := range tests {
		point, err := ParsePoint(test.text)
		if err == nil {
			t.Errorf("ParsePoint(%q) = %s, want an error", test.text, point.Civil())
			continue
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("ParsePoint(%q): %v; want it to say %q", test.text, err, test.want)
		}
		if !point.IsZero() {
			t.Errorf("ParsePoint(%q) gives a point beside its error", test.text)
		}
	}
}
