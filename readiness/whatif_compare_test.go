package readiness

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// TestWhatIfCompares has a later revision move a window by a week.
func TestWhatIfCompares(t *testing.T) {
	e := practice(t, "2025-07-01T00:00", "10:30", "10:45")
	set := newSet(t, notice.Options{}, parsed(t, planned(1, `    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}`)))
	other := newSet(t, notice.Options{}, parsed(t, planned(2, `    - {id: first, date: 2025-07-15, from: "10:00", until: "11:00"}`)))
	o, err := WhatIf(e, set, WhatIfOptions{From: at(t, "2025-07-01T00:00"), Until: at(t, "2025-08-01T00:00"), Other: other})
	if err != nil {
		t.Fatal(err)
	}
	base, compared := lines(o)
	stopped := func(lines []string) (out []string) {
		for _, l := range lines {
			if strings.Contains(l, "stranded 1") {
				out = append(out, l[:16])
			}
		}
		return out
	}
	if diff := cmp.Diff([][]string{{"2025-07-08T10:00"}, {"2025-07-15T10:00"}}, [][]string{stopped(base), stopped(compared)}); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want := &OutlookTask{Do: "update-agent", Who: "it-team", Say: "Update the agent.", People: 1, SignIns: 1, Devices: 1, Clients: 1}
	if diff := cmp.Diff(want, o.Other.Peak.First); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if o.Base.Peak.At != "2025-07-08T10:00:00+01:00" || o.Other.Peak.At != "2025-07-15T10:00:00+01:00" {
		t.Errorf("the worst are %+v and %+v", o.Base.Peak, o.Other.Peak)
	}
	if diff := cmp.Diff([]notice.Edition{{Notice: "planned", Revision: 2}}, o.Other.Notices); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	all := func(c *SignInCount) int { return c.Allowed + c.Warned + c.Blocked }
	if all(o.Base.SignIns) != 62 || all(o.Other.SignIns) != 62 || o.Base.SignIns.Blocked != 1 {
		t.Errorf("two sign-ins a day of 31 days are %+v and %+v", o.Base.SignIns, o.Other.SignIns)
	}
}

// TestManyChangesAreGrouped has windows open every hour: each day is a step, with
// its worst hour.
func TestManyChangesAreGrouped(t *testing.T) {
	hourly := `    - {id: hourly, on: [Mon, Tue, Wed, Thu, Fri], hours: "08:00-18:00", minutes: "00-10", first: 2025-07-01, last: %s}`
	for _, test := range []struct{ last, until, each string }{
		{"2025-07-07", "2025-07-08T00:00", EachChange},
		{"2025-08-31", "2025-09-01T00:00", EachDay},
		{"2025-11-30", "2025-12-01T00:00", EachWeek},
	} {
		e := practice(t, "2025-07-01T00:00", "09:05", "09:06")
		set := newSet(t, notice.Options{}, parsed(t, planned(1, fmt.Sprintf(hourly, test.last))))
		o, err := WhatIf(e, set, WhatIfOptions{From: at(t, "2025-07-01T00:00"), Until: at(t, test.until)})
		if err != nil {
			t.Fatal(err)
		}
		if o.Each != test.each || len(o.Steps) > MaxSteps {
			t.Errorf("until %s: %d steps, each a %s; want %s", test.until, len(o.Steps), o.Each, test.each)
		}
		blocked := 0
		for i := range o.Steps {
			s := &o.Steps[i]
			blocked += s.Base.SignIns.Blocked
			if o.Each != EachChange && s.Base.Stranded == 1 && !strings.Contains(s.Base.Worst, "T08:00") {
				t.Errorf("the worst of %s is at %q", s.At, s.Base.Worst)
			}
		}
		if days := workingDays(london(t).Civil(at(t, "2025-07-01T00:00")).Date, london(t).Civil(at(t, test.until)).Date); blocked != days {
			t.Errorf("until %s: %d sign-ins are refused on %d days", test.until, blocked, days)
		}
	}
}

// TestStepsThatAreAlike tells the worst of what differs by one in a hundred, and
// adds the sign-ins up.
func TestStepsThatAreAlike(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2025, 7, 1+n, 0, 0, 0, 0, time.UTC) }
	view := func(n, cards int, blocking ...string) legView {
		return legView{from: day(n), at: day(n), blocking: blocking, stops: stops{cards: tally{blocked: cards}}}
	}
	late := view(6, 200, "a")
	late.at = late.at.Add(time.Hour)
	v := &outlookView{cures: newCures(), legs: []legView{view(0, 200, "a"), view(1, 202, "a"), view(2, 198, "a"), view(3, 203, "a"), view(4, 203, "b"), view(5, 0), late}}
	v.turnouts = make([]turnout, len(v.legs))
	for i := range v.turnouts {
		v.turnouts[i].by[notice.Block] = 10
	}
	out := &Outlook{Weeks: &OutlookWeeks{Weeks: 4}}
	out.join(legsOf(day, len(v.legs)), []*outlookView{v}, func(t time.Time) string { return t.Format("2") })
	var got []string
	for _, s := range out.Steps {
		got = append(got, strings.TrimSpace(fmt.Sprint(s.At, "-", s.Until, " ", s.Base.Blocking, " ", s.Base.Cards, " ", s.Base.SignIns.Blocked, " ", s.Base.Worst)))
	}
	want := []string{"1-4 [a] 202 8 2", "4-5 [a] 203 3", "5-6 [b] 203 3", "6-7 [] 0 3", "7-8 [a] 200 3 7"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(out.Notes) != 1 {
		t.Errorf("the notes are %q", out.Notes)
	}
}

// legsOf are so many days.
func legsOf(day func(int) time.Time, n int) []leg {
	var out []leg
	for i := range n {
		out = append(out, leg{from: day(i), until: day(i + 1)})
	}
	return out
}

func TestWhatIfRefuses(t *testing.T) {
	e := newMaker(t).done()
	set := newSet(t, notice.Options{}, parsed(t, planned(1, `    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}`)))
	none := newSet(t, notice.Options{})
	july, august := at(t, "2025-07-01T00:00"), at(t, "2025-08-01T00:00")
	for _, test := range []struct {
		set  *notice.Set
		o    WhatIfOptions
		want error
	}{
		{set, WhatIfOptions{From: august, Until: july}, errRange},
		{set, WhatIfOptions{From: july, Until: july}, errRange},
		{set, WhatIfOptions{}, errYears},
		{set, WhatIfOptions{From: july, Until: july.AddDate(MaxYears, 0, 1)}, errLong},
		{set, WhatIfOptions{From: july, Until: july.AddDate(5000, 0, 1)}, errYears},
		{none, WhatIfOptions{From: july, Until: august}, errNoNotice},
		{set, WhatIfOptions{From: july, Until: august, Other: none}, errNoNotice},
	} {
		if _, err := WhatIf(e, test.set, test.o); err != test.want {
			t.Errorf("%+v: the error is %v, want %v", test.o, err, test.want)
		}
	}
	o, err := WhatIf(e, set, WhatIfOptions{From: july, Until: august})
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Steps) != 3 || o.Base.Peak != nil || o.Told != "" || o.Weeks != nil {
		t.Errorf("an estate of nothing has %+v", o)
	}
}
