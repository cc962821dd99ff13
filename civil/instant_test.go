package civil

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseInstant(t *testing.T) {
	tests := []struct {
		text, want string
		resolution Resolution
	}{
		{"2025-07-08T10:30:00+01:00", "2025-07-08T10:30:00+01:00", Exact},
		{"2025-07-08T09:30:00Z", "2025-07-08T10:30:00+01:00", Exact},
		{"2025-07-08t09:30:00z", "2025-07-08T10:30:00+01:00", Exact},
		{"2025-07-08T09:30Z", "2025-07-08T10:30:00+01:00", Exact},
		{"2025-07-08 09:30:00.25-00:00", "2025-07-08T10:30:00.25+01:00", Exact},
		{"2025-07-08T15:15:00.123456789+05:45", "2025-07-08T10:30:00.123456789+01:00", Exact},
		{"2025-07-08T10:30", "2025-07-08T10:30:00+01:00", Exact},
		{"2025-07-08 10:30:05", "2025-07-08T10:30:05+01:00", Exact},
		{"2025-03-30T01:30", "2025-03-30T02:30:00+01:00", Gap},
		{"2025-10-26T01:30", "2025-10-26T01:30:00+01:00", Fold},
		{"2025-10-26T01:30:00Z", "2025-10-26T01:30:00Z", Exact},
		{"1970-01-01T00:00:00+23:59", "1969-12-31T01:01:00+01:00", Exact},
	}
	london := mustZone(t, "Europe/London")
	for _, test := range tests {
		at, resolution, err := ParseInstant(test.text, london)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := at.Format(time.RFC3339Nano); got != test.want || resolution != test.resolution {
			t.Errorf("ParseInstant(%q) = %s (%s), want %s (%s)", test.text, got, resolution, test.want, test.resolution)
		}
	}
}

func TestParseInstantRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "write 2025-06-30T15:00"},
		{"2025-06-30", "write 2025-06-30T15:00"},
		{"2025-06", "write 2025-06-30T15:00"},
		{"now", "write 2025-06-30T15:00"},
		{"2025-06-30T", "write 2025-06-30T15:00"},
		{"2025-06-30TZ", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00+1", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00+01", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00+0100", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00ZZ", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00 +01:00", "write 2025-06-30T15:00"},
		{"2025-06-30T15:00+24:00", "an offset runs from"},
		{"2025-06-30T15:00+01:60", "an offset runs from"},
		{"2025-02-31T15:00Z", "February 2025 has the days 1 to 28"},
		{"10000-01-01T00:00Z", "year 10000 is outside 1970 to 2200"},
		{"2025-06-30T23:59:60Z", "seconds run from 00 to 59"},
	}
	london := mustZone(t, "Europe/London")
	for _, test := range tests {
		at, _, err := ParseInstant(test.text, london)
		if err == nil {
			t.Errorf("ParseInstant(%q) = %s, want an error", test.text, at)
			continue
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("ParseInstant(%q): %v; want it to say %q", test.text, err, test.want)
		}
	}
}

// TestParseInstantReadsRFC3339 reads back every instant as package time writes it.
func TestParseInstantReadsRFC3339(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := mustRapidZone(t, rapid.SampledFrom([]string{"Europe/London", "Asia/Kathmandu", "America/Nuuk", "UTC"}).Draw(t, "zone"))
		want := time.Unix(rapid.Int64Range(86400, 7_258_000_000).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanoseconds"))
		for _, text := range []string{
			want.UTC().Format(time.RFC3339Nano),
			want.In(zone.Location()).Format(time.RFC3339Nano),
		} {
			got, _, err := ParseInstant(text, zone)
			if err != nil || !got.Equal(want) {
				t.Fatalf("ParseInstant(%q) = %s, %v; want %s", text, got, err, want)
			}
		}
	})
}
