package timeline

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/svg"
)

var sorted = cmpopts.SortSlices(strings.Compare)

func TestAxis(t *testing.T) {
	tests := []struct {
		name, from, until string
		want              string
	}{
		{"hours", "2025-08-05T00:00", "2025-08-05T12:00",
			"^Tuesday 5 August 2025 00:00 01:00 02:00 03:00 04:00 05:00 06:00 07:00 08:00 09:00 10:00 11:00 -"},
		{"hours of two days, and clocks go back", "2025-10-25T18:00", "2025-10-26T12:00",
			"^Saturday 25 October 2025 18:00 19:00 20:00 21:00 22:00 23:00 ^Sunday 26 October 2025 00:00 01:00 02:00 03:00 04:00 05:00 06:00 07:00 08:00 09:00 10:00 11:00 -"},
		{"days", "2025-12-29T00:00", "2026-01-04T00:00",
			"^2025 29 Dec 30 Dec 31 Dec ^2026 1 Jan 2 Jan 3 Jan -"},
		{"weeks", "2025-08-20T00:00", "2025-10-01T00:00",
			"^2025 25 Aug 1 Sep 8 Sep 15 Sep 22 Sep 29 Sep"},
		{"months", "2025-06-15T00:00", "2026-02-15T00:00",
			"^2025 Jul Aug Sep Oct Nov Dec ^2026 Jan Feb"},
		{"quarters", "2021-02-01T00:00", "2026-02-01T00:00",
			"^2021 Apr Jul Oct ^2022 Jan Apr Jul Oct ^2023 Jan Apr Jul Oct ^2024 Jan Apr Jul Oct ^2025 Jan Apr Jul Oct Jan"},
		{"years", "2016-02-01T00:00", "2030-02-01T00:00",
			"2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 2027 2028 2029 -"},
		{"centuries", "1970-01-02T00:00", "2200-01-01T00:00",
			"1980 2000 2020 2040 2060 2080 2100 2120 2140 2160 2180 -"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := scale{from: at(t, test.from), until: at(t, test.until), left: margin, right: pictureWidth - margin, c: calendarOf(t, "Europe/London")}
			var got []string
			for _, mark := range s.axis() {
				if mark.above != "" {
					got = append(got, "^"+mark.above)
				}
				if mark.label != "" {
					got = append(got, mark.label)
				} else if mark.above == "" {
					got = append(got, "-")
				}
			}
			if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMerge holds what is merged to what went in: in order, apart, at most as
// many as there is room for, and each tick around all that it holds.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const room = 100.0
		starts := rapid.SliceOf(rapid.Float64Range(0, room)).Draw(t, "starts")
		slices.Sort(starts)
		var list []pixels
		for _, from := range starts {
			list = append(list, pixels{from, from + rapid.Float64Range(0, 20).Draw(t, "length")})
		}
		ticks, which := merge(list)
		if len(ticks) != len(which) || float64(len(ticks)) > room/leastTick+2 {
			t.Fatalf("%d ticks, %d ranges", len(ticks), len(which))
		}
		next := 0
		for i, tick := range ticks {
			if i > 0 && tick.from <= ticks[i-1].until {
				t.Fatalf("tick %d is not apart from the one before", i)
			}
			if which[i][0] != next || which[i][1] <= next {
				t.Fatalf("tick %d holds %v, after %d", i, which[i], next)
			}
			for ; next < which[i][1]; next++ {
				if list[next].from < tick.from || list[next].until > tick.until {
					t.Fatalf("tick %d, %v, does not hold %v", i, tick, list[next])
				}
			}
		}
		if next != len(list) {
			t.Fatalf("%d of %d are held", next, len(list))
		}
	})
}

func TestCut(t *testing.T) {
	tests := []struct {
		text string
		most float64
		want string
	}{
		{"short", 100, "short"},
		{"a longer text than fits", 100, "a longer text…"},
		{"漢字漢字漢字", 40, "漢字…"},
		{"anything", 1, "…"},
	}
	for _, test := range tests {
		if got := svg.Cut(test.text, 12, test.most); got != test.want {
			t.Errorf("%q is cut to %q, want %q", test.text, got, test.want)
		}
	}
}
