package window

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// The tests write rules in the words of a notice.

type helper interface {
	Helper()
	Fatal(args ...any)
}

func day(t helper, text string) civil.Date {
	t.Helper()
	date, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return date
}

func on(t helper, texts ...string) []time.Weekday {
	t.Helper()
	days := make([]time.Weekday, len(texts))
	for i, text := range texts {
		weekday, err := civil.ParseWeekday(text)
		if err != nil {
			t.Fatal(err)
		}
		days[i] = weekday
	}
	return days
}

func clock(t helper, text string) *civil.Clock {
	t.Helper()
	clock, err := civil.ParseClock(text)
	if err != nil {
		t.Fatal(err)
	}
	return &clock
}

func hours(t helper, text string) *Hours {
	t.Helper()
	hours, err := ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return &hours
}

func minutes(t helper, text string) *Minutes {
	t.Helper()
	minutes, err := ParseMinutes(text)
	if err != nil {
		t.Fatal(err)
	}
	return &minutes
}

func zone(t helper, name string) *civil.Zone {
	t.Helper()
	zone, err := civil.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func weekday(t *testing.T, text string) *time.Weekday {
	t.Helper()
	return &on(t, text)[0]
}
