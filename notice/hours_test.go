package notice

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

// TestHoursChange finds the first minute that is on the other side, where looking
// at each of them does.
func TestHoursChange(t *testing.T) {
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	never := 0
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SampledFrom([]string{"Mon-Fri", "Sat", "Mon-Sun", "Sun,Wed", "Fri-Mon"}).Draw(t, "days")
		from := rapid.IntRange(0, 95).Draw(t, "from")
		until := rapid.IntRange(from+1, 96).Draw(t, "until")
		// Clocks are put back between 01:00 and 02:00: what begins or ends there
		// does so twice, and only the first is found.
		if h := from / 4; h == 1 {
			from = 0
		}
		if until >= 4 && until < 8 {
			until = 8
		}
		text := fmt.Sprintf("%s %02d:%02d-%02d:%02d", days, from/4, from%4*15, until/4, until%4*15)
		h, err := ParseHours(text)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2025, rapid.SampledFrom([]time.Month{3, 7, 10}).Draw(t, "month"), 22, 0, 0, 0, 0, time.UTC).
			Add(time.Duration(rapid.IntRange(0, 7*24*60).Draw(t, "minute")) * time.Minute)
		var want time.Time
		for m := at.Truncate(15 * time.Minute).Add(15 * time.Minute); want.IsZero() && m.Sub(at) < 10*24*time.Hour; m = m.Add(15 * time.Minute) {
			if h.Contain(m, zone) != h.Contain(at, zone) {
				want = m
			}
		}
		got, ok := h.Change(at, zone)
		if ok != !want.IsZero() || ok && !got.Equal(want) {
			t.Fatalf("%s changes after %v at %v %v, want %v", text, at, got, ok, want)
		}
		if !ok {
			never++
		}
	})
	if never == 0 {
		t.Log("no hours of a whole week were drawn")
	}
	if _, ok := (Hours{Always: true}).Change(time.Unix(0, 0), zone); ok {
		t.Error("what is always there changes")
	}
}
