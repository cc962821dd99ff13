package refusal

import (
	"regexp"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

func TestMoment(t *testing.T) {
	now := at(t, "2025-07-08T10:12:30")
	for text, want := range map[string]string{
		"2025-07-08T11:00":    "11:00 today",
		"2025-07-08T10:12:31": "10:13 today",
		"2025-07-08T23:59:01": "the start of tomorrow, Wednesday 9 July 2025",
		"2025-07-09T00:00":    "the start of tomorrow, Wednesday 9 July 2025",
		"2025-07-09T08:00":    "08:00 tomorrow, Wednesday 9 July 2025",
		"2025-07-10T08:00":    "08:00 on Thursday 10 July 2025",
		"2025-07-08T00:00":    "the start of Tuesday 8 July 2025",
		"2025-07-07T11:00":    "11:00 on Monday 7 July 2025",
		"2025-09-01T00:00":    "the start of Monday 1 September 2025",
		"2025-10-26T03:30":    "03:30 on Sunday 26 October 2025",
	} {
		if got := moment(at(t, text), now); got != want {
			t.Errorf("%s is said as %q, want %q", text, got, want)
		}
	}
	// An offset of its own does not matter: it is told by the clock of the zone.
	if got := moment(time.Date(2025, 7, 8, 10, 0, 0, 0, time.UTC), now); got != "11:00 today" {
		t.Errorf("10:00 UTC is said as %q", got)
	}
}

// TestMomentTwice tells apart the two minutes that a clock shows when it is put
// back.
func TestMomentTwice(t *testing.T) {
	first := time.Date(2025, 10, 26, 0, 30, 0, 0, time.UTC)
	now := at(t, "2025-10-26T00:10")
	if got := moment(first, now); got != "01:30 BST today" {
		t.Errorf("the first is said as %q", got)
	}
	if got := moment(first.Add(time.Hour), now); got != "01:30 GMT today" {
		t.Errorf("the second is said as %q", got)
	}
	lordHowe, err := civil.LoadZone("Australia/Lord_Howe") // by half an hour
	if err != nil {
		t.Fatal(err)
	}
	a := time.Date(2025, 4, 5, 14, 45, 0, 0, time.UTC).In(lordHowe.Location())
	if one, two := moment(a, a), moment(a.Add(30*time.Minute), a); one == two {
		t.Errorf("both are said as %q", one)
	}
}

var saidMoment = regexp.MustCompile(`^(?:(\d\d:\d\d)(?: [A-Z0-9+-]+)?|the start of)(?: (?:today|(?:tomorrow, |on )?([A-Z][a-z]+day \d+ [A-Z][a-z]+ \d{4})))$`)

// TestMomentIsNotEarlier reads back what is said: never before the instant, and
// less than a minute after it.
func TestMomentIsNotEarlier(t *testing.T) {
	zones := []string{"Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "America/St_Johns", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := civil.LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		instant := time.Unix(rapid.Int64Range(1735689600, 1798761600).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).In(zone.Location())
		now := instant.Add(-time.Duration(rapid.Int64Range(0, int64(10*24*time.Hour)).Draw(t, "before")))
		said := moment(instant, now)
		parts := saidMoment.FindStringSubmatch(said)
		if parts == nil {
			t.Fatalf("%q is not said as it should be", said)
		}
		clock, day := parts[1], now
		if clock == "" {
			clock = "00:00"
		}
		if parts[2] != "" {
			if day, err = time.Parse("Monday 2 January 2006", parts[2]); err != nil {
				t.Fatalf("%q: %v", said, err)
			}
		}
		dt, err := civil.ParseDateTime(day.Format(time.DateOnly) + "T" + clock)
		if err != nil {
			t.Fatalf("%q: %v", said, err)
		}
		at, how := zone.At(dt)
		if late := at.Sub(instant); how != civil.Fold && (late < 0 || late >= time.Minute) {
			t.Fatalf("%v is said as %q, which is %v later", instant, said, late)
		}
	})
}
