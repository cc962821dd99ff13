package window

import (
	"strings"
	"testing"
)

func TestParseHours(t *testing.T) {
	for _, text := range []string{"08:00-18:00", "00:00-24:00", "22:00-06:00", "08:30-18:00"} {
		hours, err := ParseHours(text)
		if err != nil || hours.String() != text {
			t.Errorf("ParseHours(%q) = %s, %v", text, hours, err)
		}
	}
	for _, text := range []string{"", "-", "08:00", "8-18", "8:00-18:00", "08:00-18:00-20:00", "08:00 - 18:00", "08:00–18:00", "08:00-24:01", "0800-1800", strings.Repeat("0", 1<<16)} {
		hours, err := ParseHours(text)
		if err == nil {
			t.Errorf("ParseHours(%q) = %s, want an error", text, hours)
		} else if !strings.Contains(err.Error(), "write them like 08:00-18:00") || len(err.Error()) > 200 {
			t.Errorf("ParseHours(%q): %v", text, err)
		}
	}
}

func TestParseMinutes(t *testing.T) {
	for _, text := range []string{"00-10", "50-60", "00-60", "10-05", "00-99"} {
		minutes, err := ParseMinutes(text)
		if err != nil || minutes.String() != text {
			t.Errorf("ParseMinutes(%q) = %s, %v", text, minutes, err)
		}
	}
	for _, text := range []string{"", "-", "10", "0-10", "00-5", "00-10-20", "00 - 10", "000-010", "-1-10", "+0-10", "aa-bb", strings.Repeat("0", 1<<16)} {
		minutes, err := ParseMinutes(text)
		if err == nil {
			t.Errorf("ParseMinutes(%q) = %s, want an error", text, minutes)
		} else if !strings.Contains(err.Error(), "write them like 00-10") || len(err.Error()) > 200 {
			t.Errorf("ParseMinutes(%q): %v", text, err)
		}
	}
}
