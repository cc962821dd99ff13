package timeline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// planned is a notice with one requirement that blocks during a list of windows.
func planned(t testing.TB, windows string, days ...string) *notice.Notice {
	t.Helper()
	src := `language: 1
notice: planned
revision: 1
published: 2025-01-01
zone: Europe/London
requirements:
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    phases: [{id: asked, from: 2025-01, action: warn}, {id: intervals, from: 2025-02, until: 2026-02, action: block, during: list}]
windows:
  list:
`
	for _, w := range strings.Split(strings.TrimSpace(windows), "\n") {
		src += "    - {" + strings.TrimSpace(w) + "}\n"
	}
	if len(days) > 0 {
		src += "no-block:\n"
		for _, d := range days {
			src += "  - {" + d + "}\n"
		}
	}
	return parse(t, src)
}

// windowsOf returns what blocks in a notice made by planned.
func windowsOf(n *notice.Notice) []opening {
	s := stretchesOf(n, n.Requirements[0])[1]
	return openingsOf(n, s, s.phases[0])
}

func TestSeries(t *testing.T) {
	tests := []struct {
		name, window string
		days         []string
		want         []string
	}{
		{"weekly", `on: [Mon, Thu], from: "14:00", until: "16:00", first: 2025-08-11, last: 2025-08-29, except: [2025-08-25]`, nil,
			[]string{"every Monday and Thursday from 14:00 to 16:00, 11 to 28 August 2025, except 25 August (5 times)"}},
		{"a day without blocks is told with its reason", `on: [Mon, Thu], from: "14:00", until: "16:00", first: 2025-08-11, last: 2025-08-29`, []string{"date: 2025-08-25, why: bank holiday"},
			[]string{"every Monday and Thursday from 14:00 to 16:00, 11 to 28 August 2025, except 25 August (bank holiday) (5 times)"}},
		{"a phase cuts it off", `on: [Mon], from: "14:00", until: "16:00", first: 2025-01-06, last: 2025-02-24`, nil,
			[]string{"every Monday from 14:00 to 16:00, 3 to 24 February 2025 (4 times)"}},
		{"working days", `on: [Fri, Mon, Tue, Wed, Thu], from: "00:00", until: "24:00", first: 2025-12-29, last: 2026-01-09`, nil,
			[]string{"every Monday to Friday, all day, 29 December 2025 to 9 January 2026 (10 times)"}},
		{"every day, over the end of months", `on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], from: "22:00", until: "06:00", overnight: true, first: 2025-08-30, last: 2025-09-02`, nil,
			[]string{"every day from 22:00 to 06:00 the next day, 30 August to 2 September 2025 (4 times)"}},
		{"minutes", `on: [Fri], hours: "08:00-18:00", minutes: "00-10", first: 2025-08-15, last: 2025-08-29`, nil,
			[]string{"every Friday, for the first 10 minutes of each hour from 08:00 to 18:00, 15 to 29 August 2025 (3 days, 30 times)"}},
		{"minutes at the end", `date: 2025-08-29, hours: "08:00-12:00", minutes: "45-60"`, nil,
			[]string{"Friday 29 August 2025, for the last 15 minutes of each hour from 08:00 to 12:00 (4 times)"}},
		{"minutes in the middle", `date: 2025-08-29, minutes: "20-40"`, nil,
			[]string{"Friday 29 August 2025, from minute 20 to minute 40 of each hour of the day (24 times)"}},
		{"one", `date: 2025-07-08, from: "10:00", until: "11:00"`, nil, []string{"Tuesday 8 July 2025 from 10:00 to 11:00"}},
		{"two are named", `on: [Tue], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-07-15`, nil,
			[]string{"Tuesday 8 July 2025 and Tuesday 15 July 2025 from 10:00 to 11:00 (2 times)"}},
		{"few of many are named", `on: [Tue], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-08-26, except: [2025-07-15, 2025-07-22, 2025-07-29, 2025-08-05, 2025-08-12]`, nil,
			[]string{"Tuesday 8 July 2025, Tuesday 19 August 2025 and Tuesday 26 August 2025 from 10:00 to 11:00 (3 times)"}},
		{"clocks go forward", `on: [Sun], from: "00:30", until: "01:30", first: 2025-03-16, last: 2025-04-06`, nil,
			[]string{"every Sunday from 00:30 to 01:30, 16 March to 6 April 2025, except 30 March (3 times)", "Sunday 30 March 2025 from 00:30 to 02:30"}},
		{"two times a day", `on: [Mon, Tue, Wed], hours: "08:00-10:00", minutes: "00-10", first: 2025-07-07, last: 2025-07-09`, nil,
			[]string{"every day from 08:00 to 08:10 and from 09:00 to 09:10, 7 to 9 July 2025 (3 days, 6 times)"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := planned(t, test.window, test.days...)
			got := calendar{n.Zone}.series(refusing(windowsOf(n)), freeDaysOf(n))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSeriesOfManyExceptions(t *testing.T) {
	days := []string{}
	for _, d := range []string{"01", "02", "03", "04", "05", "06", "07"} {
		days = append(days, "date: 2025-07-"+d)
	}
	n := planned(t, `on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], from: "10:00", until: "11:00", first: 2025-06-20, last: 2025-07-31`, days...)
	got := calendar{n.Zone}.series(refusing(windowsOf(n)), freeDaysOf(n))
	want := []string{"every day from 10:00 to 11:00, 20 June to 31 July 2025, except 7 of these days (35 times)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
