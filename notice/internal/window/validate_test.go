package window

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
)

func TestValidate(t *testing.T) {
	single := func(change func(r *Rule)) Rule {
		rule := Rule{Date: day(t, "2025-07-08"), From: clock(t, "10:00"), Until: clock(t, "11:00")}
		change(&rule)
		return rule
	}
	recurring := func(change func(r *Rule)) Rule {
		rule := Rule{
			On: on(t, "Mon", "Thu"), First: day(t, "2025-08-11"), Last: day(t, "2025-08-29"),
			From: clock(t, "14:00"), Until: clock(t, "16:00"),
		}
		change(&rule)
		return rule
	}
	hourly := func(change func(r *Rule)) Rule {
		rule := Rule{Date: day(t, "2025-08-29"), Hours: hours(t, "08:00-18:00"), Minutes: minutes(t, "00-10")}
		change(&rule)
		return rule
	}
	tests := []struct {
		name string
		rule Rule
		want []string // "key[index] severity: part of the text"
	}{
		{"single", single(func(*Rule) {}), nil},
		{"right weekday", single(func(r *Rule) { r.Weekday = weekday(t, "Tuesday") }), nil},
		{"wrong weekday", single(func(r *Rule) { r.Weekday = weekday(t, "Wed") }), []string{"weekday[0] error: 2025-07-08 is a Tuesday, not a Wednesday"}},
		{"settled weekday", single(func(r *Rule) { r.Weekday, r.Settled = weekday(t, "Wed"), true }), nil},
		{"no day", single(func(r *Rule) { r.Date = civil.Date{} }), []string{"date[0] error: no day is given"}},
		{"no such day", single(func(r *Rule) { r.Date.Day = 32 }), []string{"date[0] error: 2025-07-32 is not a date"}},
		{"no time", single(func(r *Rule) { r.From, r.Until = nil, nil }), []string{"from[0] error: no time of day is given"}},
		{"no from", single(func(r *Rule) { r.From = nil }), []string{"from[0] error: until stands without from"}},
		{"no until", single(func(r *Rule) { r.Until = nil }), []string{"until[0] error: from stands without until"}},
		{"to the end of the day", single(func(r *Rule) { r.Until = clock(t, "24:00") }), nil},
		{"from the end of the day", single(func(r *Rule) { r.From = clock(t, "24:00") }), []string{"from[0] error: the window starts at 24:00"}},
		{"to the start of the day", single(func(r *Rule) { r.Until = clock(t, "00:00") }), []string{"until[0] error: for its end write 24:00"}},
		{"no length", single(func(r *Rule) { r.Until = clock(t, "10:00") }), []string{"until[0] error: a window of no length"}},
		{"24 hours", single(func(r *Rule) { r.Until, r.Overnight = clock(t, "10:00"), true }), nil},
		{"backwards", single(func(r *Rule) { r.Until = clock(t, "09:00") }), []string{"until[0] error: 09:00 is before 10:00"}},
		{"overnight", single(func(r *Rule) { r.Until, r.Overnight = clock(t, "09:00"), true }), nil},
		{"overnight to midnight", single(func(r *Rule) { r.Until, r.Overnight = clock(t, "00:00"), true }), nil},
		{"needless overnight", single(func(r *Rule) { r.Overnight = true }), []string{"overnight[0] warning: does not cross midnight"}},
		{"clock beyond the day", single(func(r *Rule) { *r.Until = 1441 }), []string{"until[0] error: leaves the day"}},
		{"both kinds of days", single(func(r *Rule) { r.On = on(t, "Mon") }), []string{
			"date[0] error: keep the date, or the others", "first[0] error: needs first and last", "last[0] error: needs first and last",
		}},
		{"both kinds of times", single(func(r *Rule) { r.Minutes = minutes(t, "00-10") }), []string{"from[0] error: keep one of the two"}},

		{"recurring", recurring(func(*Rule) {}), nil},
		{"no weekdays", recurring(func(r *Rule) { r.On = nil }), []string{"on[0] error: no weekdays are given"}},
		{"no first", recurring(func(r *Rule) { r.First = civil.Date{} }), []string{"first[0] error: needs first and last"}},
		{"no such last", recurring(func(r *Rule) { r.Last.Month = 13 }), []string{"last[0] error: 2025-13-29 is not a date"}},
		{"weekday of many", recurring(func(r *Rule) { r.Weekday = weekday(t, "Mon") }), []string{"weekday[0] error: belongs to a date"}},
		{"first after last", recurring(func(r *Rule) { r.Last = day(t, "2025-08-10") }), []string{"last[0] error: 2025-08-10, is before the first, 2025-08-11"}},
		{"one day", recurring(func(r *Rule) { r.Last = r.First; r.On = on(t, "Mon") }), nil},
		{"weekday twice", recurring(func(r *Rule) { r.On = on(t, "Mon", "Thu", "Mon") }), []string{"on[2] warning: Monday stands twice"}},
		{"a weekday outside", recurring(func(r *Rule) { r.Last = day(t, "2025-08-13") }), []string{"on[1] warning: no Thursday lies between"}},
		{"every weekday outside", recurring(func(r *Rule) { r.First, r.Last = day(t, "2025-08-15"), day(t, "2025-08-17") }), []string{"on[0] error: no Monday or Thursday lies between"}},
		{"except", recurring(func(r *Rule) { r.Except = []civil.Date{day(t, "2025-08-25")} }), nil},
		{"except another weekday", recurring(func(r *Rule) { r.Except = []civil.Date{day(t, "2025-08-25"), day(t, "2025-08-26")} }),
			[]string{"except[1] warning: 2025-08-26 is a Tuesday, which is not among the weekdays"}},
		{"except outside", recurring(func(r *Rule) { r.Except = []civil.Date{day(t, "2025-09-01")} }),
			[]string{"except[0] warning: 2025-09-01 is not between 2025-08-11 and 2025-08-29"}},
		{"except twice", recurring(func(r *Rule) { r.Except = []civil.Date{day(t, "2025-08-25"), day(t, "2025-08-25")} }),
			[]string{"except[1] warning: 2025-08-25 stands twice"}},
		{"except all", recurring(func(r *Rule) {
			r.Last = day(t, "2025-08-17")
			r.Except = []civil.Date{day(t, "2025-08-11"), day(t, "2025-08-14")}
		}),
			[]string{"except[0] warning: no day is left"}},

		{"hourly", hourly(func(*Rule) {}), nil},
		{"whole hours", hourly(func(r *Rule) { r.Minutes = nil }), nil},
		{"minutes of the whole day", hourly(func(r *Rule) { r.Hours = nil }), nil},
		{"to the end of the hour", hourly(func(r *Rule) { r.Minutes = minutes(t, "50-60") }), nil},
		{"hours not whole", hourly(func(r *Rule) { r.Hours = hours(t, "08:30-18:00") }), []string{"hours[0] error: the hours 08:30-18:00 are not whole"}},
		{"hours of no length", hourly(func(r *Rule) { r.Hours = hours(t, "08:00-08:00") }), []string{"hours[0] error: a window of no length"}},
		{"hours that wrap", hourly(func(r *Rule) { r.Hours = hours(t, "22:00-06:00") }), []string{"hours[0] error: 06:00 is before 22:00"}},
		{"hours overnight", hourly(func(r *Rule) { r.Hours, r.Overnight = hours(t, "22:00-06:00"), true }), nil},
		{"minutes that wrap", hourly(func(r *Rule) { r.Minutes = minutes(t, "50-10") }), []string{"minutes[0] error: the minutes 50-10 wrap"}},
		{"minutes of no length", hourly(func(r *Rule) { r.Minutes = minutes(t, "10-10") }), []string{"minutes[0] error: the minutes 10-10 have no length"}},
		{"minutes beyond the hour", hourly(func(r *Rule) { r.Minutes = minutes(t, "00-61") }), []string{"minutes[0] error: the minutes 00-61 leave the hour"}},
		{"minutes before the hour", hourly(func(r *Rule) { r.Minutes = &Minutes{From: -1, Until: 5} }), []string{"minutes[0] error: leave the hour"}},

		{"everything at once", Rule{Date: day(t, "2025-07-08"), Weekday: weekday(t, "Mon"), From: clock(t, "10:00"), Until: clock(t, "09:00")},
			[]string{"weekday[0] error: is a Tuesday", "until[0] error: is before 10:00"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for i, problem := range test.rule.Validate() {
				severity := "error"
				if problem.Warning {
					severity = "warning"
				}
				line := fmt.Sprintf("%s[%d] %s: %s", problem.Key, problem.Index, severity, problem.Text)
				if i < len(test.want) {
					if head, part, _ := strings.Cut(test.want[i], ": "); strings.HasPrefix(line, head+": ") && strings.Contains(line, part) {
						line = test.want[i]
					}
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
			_, _, err := test.rule.Expand(zone(t, "Europe/London"), MaxPerNotice)
			if fails := strings.Contains(strings.Join(test.want, " "), " error: "); fails != (err != nil) {
				t.Errorf("Expand says %v", err)
			}
		})
	}
}

// TestValidateManyDays puts into the lists as much as the largest file holds;
// it would take minutes if each entry were compared with each.
func TestValidateManyDays(t *testing.T) {
	rule := Rule{First: day(t, "1970-01-01"), Last: day(t, "2200-12-31"), From: clock(t, "10:00"), Until: clock(t, "11:00")}
	for range 200_000 {
		rule.On = append(rule.On, time.Monday)
	}
	for i := range 80_000 {
		rule.Except = append(rule.Except, rule.First.AddDays(i))
	}
	got := 0
	for _, problem := range rule.Validate() {
		if !problem.Warning {
			t.Fatal(problem.Text)
		}
		got++
	}
	intervals, _, err := rule.Expand(zone(t, "UTC"), MaxPerNotice)
	if err != nil || len(intervals) != 625 || got != 199_999+80_000-11_428 {
		t.Errorf("%d intervals, %d warnings, %v", len(intervals), got, err)
	}
}
