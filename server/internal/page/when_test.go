package page

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	tests := []struct{ text, words, brief string }{
		{"2025-07-08T10:00:00+01:00", "Tuesday 8 July 2025, 10:00", "Tue 8 Jul 2025, 10:00"},
		{"2025-07-08T10:00:30Z", "Tuesday 8 July 2025, 10:00:30", "Tue 8 Jul 2025, 10:00:30"},
		{"2025-06-30", "Monday 30 June 2025", "Mon 30 Jun 2025"},
		{"2025-06", "June 2025", "June 2025"},
		{"soon", "soon", "soon"},
		{"", "", ""},
	}
	for _, test := range tests {
		if w := readWhen(test.text); w.words() != test.words || w.brief() != test.brief {
			t.Errorf("%q is %q, %q, want %q, %q", test.text, w.words(), w.brief(), test.words, test.brief)
		}
	}
}

func TestSpan(t *testing.T) {
	tests := []struct{ from, until, want string }{
		{"2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00", "Tuesday 8 July 2025, 10:00 to 11:00"},
		{"2025-07-08T00:00:00+01:00", "2025-07-09T00:00:00+01:00", "Tuesday 8 July 2025, all day"},
		{"2025-10-26T00:00:00+01:00", "2025-10-27T00:00:00Z", "Sunday 26 October 2025, all day"},
		{"2025-07-08T22:00:00+01:00", "2025-07-09T06:00:00+01:00", "Tuesday 8 July 2025, 22:00 to Wednesday 9 July 2025, 06:00"},
		{"2025-07-08T22:00:00+01:00", "2025-07-09T00:00:00+01:00", "Tuesday 8 July 2025, 22:00 to midnight"},
		{"2025-09-01T00:00:00+01:00", "", "from Monday 1 September 2025, 00:00 for good"},
		{"2025-09-01", "2025-09-03", "Monday 1 September 2025 to Wednesday 3 September 2025"},
		{"some day", "another", "some day to another"},
	}
	for _, test := range tests {
		if got := span(test.from, test.until, wholeDay); got != test.want {
			t.Errorf("span(%q, %q) = %q, want %q", test.from, test.until, got, test.want)
		}
	}
}

func TestAhead(t *testing.T) {
	at := readWhen("2025-07-02T23:30:00+01:00")
	for then, want := range map[string]string{
		"2025-07-02T23:59:00+01:00": "today", "2025-07-03T00:00:00+01:00": "tomorrow", "2025-07-01": "yesterday",
		"2025-07-08T10:00:00+01:00": "in 6 days", "2025-06-02": "30 days ago", "2025-11-03T00:00:00Z": "in 124 days", "2025-08": "", "": "",
		"9999-12-31": "in 2,912,625 days",
	} {
		if got := ahead(at, readWhen(then)); got != want {
			t.Errorf("%q is %q, want %q", then, got, want)
		}
	}
}

// TestTicks holds axes of every length to a few labels that do not touch.
func TestTicks(t *testing.T) {
	from := time.Date(2025, 7, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	tests := []struct {
		length time.Duration
		want   []string
	}{
		{4 * time.Hour, []string{"09:00", "10:00", "11:00", "12:00", "13:00"}},
		{24 * time.Hour, []string{"12:00", "18:00", "00:00", "06:00"}},
		{5 * 24 * time.Hour, []string{"3 Jul", "4 Jul", "5 Jul", "6 Jul", "7 Jul"}},
		{30 * 24 * time.Hour, []string{"7 Jul", "14 Jul", "21 Jul", "28 Jul"}},
		{120 * 24 * time.Hour, []string{"Aug 2025", "Sep", "Oct"}},
		{900 * 24 * time.Hour, []string{"Jan 2026", "Jul", "Jan 2027", "Jul"}},
		{20 * 365 * 24 * time.Hour, []string{"2030", "2035", "2040", "2045"}},
	}
	for _, test := range tests {
		var got []string
		for _, tick := range (axis{from, from.Add(test.length)}).ticks() {
			if tick.Label != "" {
				got = append(got, tick.Label)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v (-want +got)\n%s", test.length, diff)
		}
	}
}
