package window

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
)

func TestExpand(t *testing.T) {
	const london, lordHowe, cairo, apia = "Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"
	clocks := func(date, from, until string) Rule {
		return Rule{Date: day(t, date), From: clock(t, from), Until: clock(t, until)}
	}
	overnight := func(r Rule) Rule {
		r.Overnight = true
		return r
	}
	within := func(date, hoursText, minutesText string) Rule {
		rule := Rule{Date: day(t, date)}
		if hoursText != "" {
			rule.Hours = hours(t, hoursText)
		}
		if minutesText != "" {
			rule.Minutes = minutes(t, minutesText)
		}
		return rule
	}
	tests := []struct {
		name, zone string
		rule       Rule
		want       []string // intervals in the zone
		remarks    []string
	}{
		{"single", london, clocks("2025-07-08", "10:00", "11:00"), []string{"07-08 10:00 +01 until 07-08 11:00 +01"}, nil},
		{"end of the day", london, clocks("2025-07-08", "22:00", "24:00"), []string{"07-08 22:00 +01 until 07-09 00:00 +01"}, nil},
		{"overnight", london, overnight(clocks("2025-07-08", "22:00", "06:00")), []string{"07-08 22:00 +01 until 07-09 06:00 +01"}, nil},
		{"overnight to midnight", london, overnight(clocks("2025-07-08", "22:00", "00:00")), []string{"07-08 22:00 +01 until 07-09 00:00 +01"}, nil},
		{"24 hours", london, overnight(clocks("2025-07-08", "10:00", "10:00")), []string{"07-08 10:00 +01 until 07-09 10:00 +01"}, nil},
		{"24 hours of the clock, 23 of time", london, overnight(clocks("2025-03-29", "12:00", "12:00")), []string{"03-29 12:00 +00 until 03-30 12:00 +01"}, nil},
		{"needless overnight", london, overnight(clocks("2025-07-08", "10:00", "11:00")), []string{"07-08 10:00 +01 until 07-08 11:00 +01"}, nil},
		{"recurring", london, Rule{
			On: on(t, "Thu", "Mon"), First: day(t, "2025-08-11"), Last: day(t, "2025-08-28"), Except: []civil.Date{day(t, "2025-08-25")},
			From: clock(t, "14:00"), Until: clock(t, "16:00"),
		}, []string{
			"08-11 14:00 +01 until 08-11 16:00 +01", "08-14 14:00 +01 until 08-14 16:00 +01", "08-18 14:00 +01 until 08-18 16:00 +01",
			"08-21 14:00 +01 until 08-21 16:00 +01", "08-28 14:00 +01 until 08-28 16:00 +01",
		}, nil},
		{"days that touch are two windows", london, Rule{
			On: on(t, "Mon", "Tue"), First: day(t, "2025-08-11"), Last: day(t, "2025-08-12"), Hours: hours(t, "00:00-24:00"),
		}, []string{"08-11 00:00 +01 until 08-12 00:00 +01", "08-12 00:00 +01 until 08-13 00:00 +01"}, nil},
		{"except leaves no day", london, Rule{
			On: on(t, "Mon"), First: day(t, "2025-08-25"), Last: day(t, "2025-08-25"), Except: []civil.Date{day(t, "2025-08-25")},
			From: clock(t, "14:00"), Until: clock(t, "16:00"),
		}, nil, nil},
		{"minutes", london, within("2025-08-29", "08:00-11:00", "00-10"), []string{
			"08-29 08:00 +01 until 08-29 08:10 +01", "08-29 09:00 +01 until 08-29 09:10 +01", "08-29 10:00 +01 until 08-29 10:10 +01",
		}, nil},
		{"minutes to the end of the hour", london, within("2025-08-29", "22:00-24:00", "50-60"), []string{
			"08-29 22:50 +01 until 08-29 23:00 +01", "08-29 23:50 +01 until 08-30 00:00 +01",
		}, nil},
		{"whole hours", london, within("2025-08-29", "08:00-18:00", ""), []string{"08-29 08:00 +01 until 08-29 18:00 +01"}, nil},
		{"all minutes", london, within("2025-08-29", "08:00-18:00", "00-60"), []string{"08-29 08:00 +01 until 08-29 18:00 +01"}, nil},
		{"hours overnight", london, overnight(within("2025-08-29", "23:00-01:00", "30-40")), []string{
			"08-29 23:30 +01 until 08-29 23:40 +01", "08-30 00:30 +01 until 08-30 00:40 +01",
		}, nil},

		{"start in a gap", london, clocks("2025-03-30", "01:30", "03:00"), []string{"03-30 02:30 +01 until 03-30 03:00 +01"},
			[]string{"2025-03-30T01:30 does not exist in Europe/London and is taken as 2025-03-30T02:30+01:00"}},
		{"end in a gap", london, clocks("2025-03-30", "00:30", "01:15"), []string{"03-30 00:30 +00 until 03-30 02:15 +01"},
			[]string{"2025-03-30T01:15 does not exist in Europe/London and is taken as 2025-03-30T02:15+01:00"}},
		{"empty by a gap", london, clocks("2025-03-30", "01:00", "02:00"), nil,
			[]string{"the window from 2025-03-30T01:00 until 2025-03-30T02:00 has no length in Europe/London, where clocks change, and is dropped"}},
		{"backwards by a gap", london, clocks("2025-03-30", "01:45", "02:15"), nil,
			[]string{"the window from 2025-03-30T01:45 until 2025-03-30T02:15 ends before it starts in Europe/London, where clocks change, and is dropped"}},
		{"start in a fold", london, clocks("2025-10-26", "01:30", "03:00"), []string{"10-26 01:30 +01 until 10-26 03:00 +00"},
			[]string{"2025-10-26T01:30 exists twice in Europe/London and is taken as the first, 2025-10-26T01:30+01:00"}},
		{"minutes over a gap", london, within("2025-03-30", "00:00-03:00", "00-10"), []string{
			"03-30 00:00 +00 until 03-30 00:10 +00", "03-30 02:00 +01 until 03-30 02:10 +01",
		}, []string{
			"2025-03-30T01:00 does not exist in Europe/London and is taken as 2025-03-30T02:00+01:00",
			"2025-03-30T01:10 does not exist in Europe/London and is taken as 2025-03-30T02:10+01:00",
		}},
		{"whole hours over a gap", london, within("2025-03-30", "", "00-60"), []string{"03-30 00:00 +00 until 03-31 00:00 +01"},
			[]string{"the window from 2025-03-30T01:00 until 2025-03-30T02:00 has no length in Europe/London, where clocks change, and is dropped"}},
		{"minutes over a fold", london, within("2025-10-26", "00:00-03:00", "00-10"), []string{
			"10-26 00:00 +01 until 10-26 00:10 +01", "10-26 01:00 +01 until 10-26 01:10 +01", "10-26 02:00 +00 until 10-26 02:10 +00",
		}, []string{
			"2025-10-26T01:00 exists twice in Europe/London and is taken as the first, 2025-10-26T01:00+01:00",
			"2025-10-26T01:10 exists twice in Europe/London and is taken as the first, 2025-10-26T01:10+01:00",
		}},
		{"whole hours over a fold", london, within("2025-10-26", "00:00-03:00", ""), []string{"10-26 00:00 +01 until 10-26 03:00 +00"}, nil},
		{"half an hour of gap", lordHowe, within("2025-10-05", "02:00-03:00", "20-40"), nil,
			[]string{"the window from 2025-10-05T02:20 until 2025-10-05T02:40 ends before it starts in Australia/Lord_Howe, where clocks change, and is dropped"}},
		{"half an hour of fold", lordHowe, clocks("2025-04-06", "01:45", "02:00"), []string{"04-06 01:45 +11 until 04-06 02:00 +10:30"},
			[]string{"2025-04-06T01:45 exists twice in Australia/Lord_Howe and is taken as the first, 2025-04-06T01:45+11:00"}},
		{"midnight in a gap", cairo, clocks("2024-04-26", "00:00", "02:00"), []string{"04-26 01:00 +03 until 04-26 02:00 +03"},
			[]string{"2024-04-26T00:00 does not exist in Africa/Cairo and is taken as 2024-04-26T01:00+03:00"}},
		{"end of the day in a gap", cairo, clocks("2024-04-25", "22:00", "24:00"), []string{"04-25 22:00 +02 until 04-26 01:00 +03"},
			[]string{"2024-04-26T00:00 does not exist in Africa/Cairo and is taken as 2024-04-26T01:00+03:00"}},
		{"a day that is missing", apia, Rule{
			On: on(t, "Thu", "Fri", "Sat"), First: day(t, "2011-12-29"), Last: day(t, "2011-12-31"),
			From: clock(t, "10:00"), Until: clock(t, "11:00"),
		}, []string{"12-29 10:00 -10 until 12-29 11:00 -10", "12-31 10:00 +14 until 12-31 11:00 +14"}, []string{
			"2011-12-30T10:00 does not exist in Pacific/Apia and is taken as 2011-12-31T10:00+14:00",
			"2011-12-30T11:00 does not exist in Pacific/Apia and is taken as 2011-12-31T11:00+14:00",
		}},
		{"hours of a missing day move onto those of the next", apia, overnight(Rule{
			On: on(t, "Fri", "Sat"), First: day(t, "2011-12-30"), Last: day(t, "2011-12-31"), Hours: hours(t, "20:00-06:00"),
		}), []string{"12-31 00:00 +14 until 12-31 06:00 +14", "12-31 20:00 +14 until 01-01 06:00 +14"}, []string{
			"2011-12-30T20:00 does not exist in Pacific/Apia and is taken as 2011-12-31T20:00+14:00",
			"the window from 2011-12-30T23:00 until 2011-12-31T00:00 ends before it starts in Pacific/Apia, where clocks change, and is dropped",
			"2011-12-30T23:00 does not exist in Pacific/Apia and is taken as 2011-12-31T23:00+14:00",
		}},
		{"backwards by a missing day", apia, overnight(clocks("2011-12-30", "22:00", "06:00")), nil,
			[]string{"the window from 2011-12-30T22:00 until 2011-12-31T06:00 ends before it starts in Pacific/Apia, where clocks change, and is dropped"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			intervals, remarks, err := test.rule.Expand(zone(t, test.zone), MaxPerNotice)
			if err != nil {
				t.Fatal(err)
			}
			var got, said []string
			for _, interval := range intervals {
				got = append(got, shortOffset(interval.Start.Format("01-02 15:04 -07:00"))+" until "+shortOffset(interval.End.Format("01-02 15:04 -07:00")))
			}
			for _, remark := range remarks {
				said = append(said, remark.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("intervals differ (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.remarks, said); diff != "" {
				t.Errorf("remarks differ (-want +got):\n%s", diff)
			}
		})
	}
}

// shortOffset leaves the minutes of an offset out where they are zero.
func shortOffset(text string) string {
	if n := len(text) - 3; text[n:] == ":00" {
		return text[:n]
	}
	return text
}

func TestExpandLimit(t *testing.T) {
	rule := Rule{On: on(t, "Fri"), First: day(t, "2025-08-01"), Last: day(t, "2025-08-31"), Hours: hours(t, "08:00-18:00"), Minutes: minutes(t, "00-10")}
	for most, tooMany := range map[int]bool{-1: true, 0: true, 49: true, 50: false, 51: false} {
		intervals, _, err := rule.Expand(zone(t, "Europe/London"), most)
		if errors.Is(err, ErrTooMany) != tooMany || tooMany != (len(intervals) == 0) {
			t.Errorf("at most %d: %d intervals, %v", most, len(intervals), err)
		}
	}
	rule.First, rule.Last, rule.On = day(t, "1970-01-01"), day(t, "2200-12-31"), on(t, "Mon", "Tue", "Wed", "Thu", "Fri")
	if _, _, err := rule.Expand(zone(t, "Europe/London"), MaxPerNotice); !errors.Is(err, ErrTooMany) {
		t.Errorf("230 years of hours: %v", err)
	}
}

func TestIntervalContains(t *testing.T) {
	start := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)
	interval := Interval{Start: start, End: start.Add(time.Hour)}
	for offset, want := range map[time.Duration]bool{-1: false, 0: true, time.Hour - 1: true, time.Hour: false} {
		if interval.Contains(start.Add(offset)) != want {
			t.Errorf("%s after the start: Contains is not %t", offset, want)
		}
	}
}

func ExampleRule_Expand() {
	london, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	hours, _ := ParseHours("00:00-03:00")
	minutes, _ := ParseMinutes("00-10")
	rule := Rule{Date: civil.Date{Year: 2025, Month: time.October, Day: 26}, Hours: &hours, Minutes: &minutes}
	intervals, remarks, err := rule.Expand(london, MaxPerNotice)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, interval := range intervals {
		fmt.Println(interval.Start.Format(time.RFC3339), "until", interval.End.Format(time.RFC3339))
	}
	for _, remark := range remarks {
		fmt.Println(remark)
	}
	// Output:
	// 2025-10-26T00:00:00+01:00 until 2025-10-26T00:10:00+01:00
	// 2025-10-26T01:00:00+01:00 until 2025-10-26T01:10:00+01:00
	// 2025-10-26T02:00:00Z until 2025-10-26T02:10:00Z
	// 2025-10-26T01:00 exists twice in Europe/London and is taken as the first, 2025-10-26T01:00+01:00
	// 2025-10-26T01:10 exists twice in Europe/London and is taken as the first, 2025-10-26T01:10+01:00
}

func BenchmarkExpand(b *testing.B) {
	rule := Rule{
		On: on(b, "Mon", "Tue", "Wed", "Thu", "Fri"), First: day(b, "2025-01-01"), Last: day(b, "2025-10-07"),
		Hours: hours(b, "08:00-18:00"), Minutes: minutes(b, "00-10"),
	}
	london := zone(b, "Europe/London")
	for b.Loop() {
		intervals, _, err := rule.Expand(london, MaxPerNotice)
		if err != nil || len(intervals) != 2000 {
			b.Fatal(len(intervals), err)
		}
	}
}
