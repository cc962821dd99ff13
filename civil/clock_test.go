package civil

import (
	"testing"
	"time"
)

func TestParseClock(t *testing.T) {
	for text, want := range map[string]Clock{"00:00": 0, "08:30": 510, "10:00": 600, "23:59": 1439, "24:00": EndOfDay} {
		got, err := ParseClock(text)
		if err != nil || got != want || got.String() != text || !got.Valid() {
			t.Errorf("ParseClock(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "8:30", "08:60", "24:01", "25:00", "08-30", "0830", "08:3", "08:30:00", "+8:30", "08:30 ", "８:30"} {
		if got, err := ParseClock(text); err == nil {
			t.Errorf("ParseClock(%q) = %s, want an error", text, got)
		}
	}
	if Clock(-1).Valid() || Clock(1441).Valid() {
		t.Error("a clock outside of the day is valid")
	}
}

func TestClockOn(t *testing.T) {
	newYear := Date{2025, time.December, 31}
	for clock, want := range map[Clock]string{
		0: "2025-12-31T00:00", 510: "2025-12-31T08:30", 1439: "2025-12-31T23:59", EndOfDay: "2026-01-01T00:00",
	} {
		if got := clock.On(newYear).String(); got != want {
			t.Errorf("%s on %s is %s, want %s", clock, newYear, got, want)
		}
	}
}
