package civil

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, text := range []string{"1970-01-01", "2024-02-29", "2025-06-30", "2200-12-31"} {
		date, err := ParseDate(text)
		if err != nil || date.String() != text || !date.Valid() {
			t.Errorf("ParseDate(%q) = %s, %v", text, date, err)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "write year-month-day"},
		{"2025", "write year-month-day"},
		{"2025-06", "write year-month-day"},
		{"2025-6-30", "write year-month-day"},
		{"31/02/2025", "write year-month-day"},
		{"30-06-2025", "write year-month-day"},
		{"2025-06-30-", "write year-month-day"},
		{"2025-06-+1", "write year-month-day"},
		{"٢٠٢٥-٠٦-٣٠", "write year-month-day"},
		{" 2025-06-30", "write year-month-day"},
		{"-2025-06-30", "write year-month-day"},
		{"2025-02-31", "February 2025 has the days 1 to 28"},
		{"2025-06-31", "June 2025 has the days 1 to 30"},
		{"2025-06-00", "June 2025 has the days 1 to 30"},
		{"2100-02-29", "February 2100 has the days 1 to 28"},
		{"2025-13-01", "there is no month 13"},
		{"2025-00-01", "there is no month 0"},
		{"1969-12-31", "year 1969 is outside 1970 to 2200"},
		{"2201-01-01", "year 2201 is outside 1970 to 2200"},
		{"10000-01-01", "year 10000 is outside 1970 to 2200"},
		{"99999999999999999999-01-01", "year 99999999999999999999 is outside 1970 to 2200"},
	}
	for _, test := range tests {
		date, err := ParseDate(test.text)
		if err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", test.text, date)
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), `"`) {
			t.Errorf("ParseDate(%q): %v; want the text, and %q", test.text, err, test.want)
		}
	}
	if _, err := ParseDate(strings.Repeat("9", 1<<20) + "-01-01"); err == nil || len(err.Error()) > 200 {
		t.Error("a very long year is accepted, or quoted in full")
	}
}

func TestDateArithmetic(t *testing.T) {
	day := Date{2025, time.December, 31}
	if got := day.AddDays(1); got != (Date{2026, time.January, 1}) {
		t.Errorf("the day after %s is %s", day, got)
	}
	if got := day.AddDays(-365); got != (Date{2024, time.December, 31}) {
		t.Errorf("365 days before %s is %s", day, got)
	}
	if got := day.Weekday(); got != time.Wednesday {
		t.Errorf("%s is a %s", day, got)
	}
	if !(Date{}).IsZero() || day.IsZero() || (Date{}).Valid() {
		t.Error("only the zero Date is zero, and it is not valid")
	}
	if (Date{2025, 2, 31}).Valid() || (Date{2025, 0, 1}).Valid() || (Date{2201, 1, 1}).Valid() {
		t.Error("a date outside of the calendar is valid")
	}
}

func TestDateOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 80000)
		first := Date{1970, 1, 1}
		m, n := days.Draw(t, "m"), days.Draw(t, "n")
		a, b := first.AddDays(m), first.AddDays(n)
		if a.Before(b) != (m < n) || (a.Compare(b) == 0) != (m == n) || b.Before(a) != (n < m) {
			t.Fatalf("%s and %s are out of order", a, b)
		}
		if a.AddDays(n-m) != b {
			t.Fatalf("%s and %d days is %s, want %s", a, n-m, a.AddDays(n-m), b)
		}
		if parsed, err := ParseDate(a.String()); err != nil || parsed != a {
			t.Fatalf("%s reads back as %s, %v", a, parsed, err)
		}
	})
}

func TestParseWeekday(t *testing.T) {
	for text, want := range map[string]time.Weekday{
		"Monday": time.Monday, "mon": time.Monday, "TUE": time.Tuesday, "wednesday": time.Wednesday,
		"Thu": time.Thursday, "FRIDAY": time.Friday, "sat": time.Saturday, "Sunday": time.Sunday,
	} {
		if got, err := ParseWeekday(text); err != nil || got != want {
			t.Errorf("ParseWeekday(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "M", "Mo", "Tues", "Thur", "Mondays", " Mon", "Lundi", "1"} {
		if got, err := ParseWeekday(text); err == nil {
			t.Errorf("ParseWeekday(%q) = %s, want an error", text, got)
		}
	}
}
