package page

import "testing"

func TestLacking(t *testing.T) {
	for why, want := range map[string]string{
		"the card's series is not known":                                                             "the card's series",
		"whether Middleware is installed is not known, and it must be (2 or later)":                  "whether Middleware is installed",
		"the card's type is not known; the device's groups are not known (two have this name)":       "the card's type; the device's groups (two have this name)",
		"the card's series is 7 or 8, and must be 8 or above":                                        "the card's series is 7 or 8",
		"the device's software was last seen on 1 May 2025 13:00, which is too long ago, or not yet": "the device's software was last seen on 1 May 2025 13:00, which is too long ago, or not yet",
	} {
		if got := lacking(why); got != want {
			t.Errorf("%q: %q, want %q", why, got, want)
		}
	}
}
