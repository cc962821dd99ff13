package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// TestWeeksBefore: the same weekday and civil time, whatever the clocks did.
func TestWeeksBefore(t *testing.T) {
	const form = "Mon 2006-01-02 15:04 MST"
	for _, tt := range []struct {
		from, until string
		want        []string
	}{
		{"2025-07-08T10:00", "2025-07-08T11:00", []string{"Tue 2025-07-01 10:00 BST 1h0m0s", "Tue 2025-06-24 10:00 BST 1h0m0s"}},
		{"2025-04-02T10:00", "2025-04-02T11:00", []string{"Wed 2025-03-26 10:00 GMT 1h0m0s", "Wed 2025-03-19 10:00 GMT 1h0m0s"}},
		{"2025-10-29T10:00", "2025-10-29T11:00", []string{"Wed 2025-10-22 10:00 BST 1h0m0s", "Wed 2025-10-15 10:00 BST 1h0m0s"}},
		// The window lies in the hour that the clocks skipped a week before, or in part.
		{"2025-04-06T01:00", "2025-04-06T02:00", []string{"Sun 2025-03-30 02:00 BST 0s", "Sun 2025-03-23 01:00 GMT 1h0m0s"}},
		{"2025-04-06T00:30", "2025-04-06T02:30", []string{"Sun 2025-03-30 00:30 GMT 1h0m0s", "Sun 2025-03-23 00:30 GMT 2h0m0s"}},
		{"2025-04-06T01:15", "2025-04-06T01:45", []string{"Sun 2025-03-30 02:15 BST 30m0s", "Sun 2025-03-23 01:15 GMT 30m0s"}},
		// The hour was shown twice a week before.
		{"2025-11-02T01:00", "2025-11-02T02:00", []string{"Sun 2025-10-26 01:00 BST 2h0m0s", "Sun 2025-10-19 01:00 BST 1h0m0s"}},
		// The clocks change in the window.
		{"2025-03-30T00:30", "2025-03-30T02:30", []string{"Sun 2025-03-23 00:30 GMT 2h0m0s", "Sun 2025-03-16 00:30 GMT 2h0m0s"}},
		{"2025-10-26T00:30", "2025-10-26T02:30", []string{"Sun 2025-10-19 00:30 BST 2h0m0s", "Sun 2025-10-12 00:30 BST 2h0m0s"}},
		{"2025-07-08T22:00", "2025-07-09T02:00", []string{"Tue 2025-07-01 22:00 BST 4h0m0s", "Tue 2025-06-24 22:00 BST 4h0m0s"}},
	} {
		var got []string
		for _, w := range weeksBefore(london, at(tt.from), at(tt.until), 2) {
			got = append(got, w.from.Format(form)+" "+w.until.Sub(w.from).String())
			if n := minutesOf(w.until.Sub(w.from)); n != len(w.minutes) {
				t.Errorf("%d minutes, want %d", len(w.minutes), n)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("before %s (-want +got)\n%s", tt.from, diff)
		}
	}
}

// weekly is one who falls short each week, in the window and in so many weeks
// before, and one decision about another.
func weekly(o *Options, weeks int) (j journal) {
	for n := weeks; n >= 1; n-- {
		from, _ := o.Zone.At(o.Zone.Civil(o.From).AddDays(-7 * n))
		j = append(j,
			event{at: from, done: "warn", person: "p", organisation: "RXX", findings: warnedBy},
			event{at: from.Add(10 * time.Minute), done: "allow", person: fmt.Sprint("other", n)},
			event{at: from.Add(time.Minute), done: "warn", person: "p", organisation: "RXX", findings: []notice.Told{unknown("identity-agent", notice.Warn)}},
			event{at: from.Add(time.Minute), done: "warn", person: "q", organisation: "RXX", findings: []notice.Told{unknown("identity-agent", notice.Warn)}},
			event{at: from.Add(time.Minute), done: "block", person: "r", organisation: "RXX", findings: []notice.Told{unknown("identity-agent", notice.Block)}},
			event{at: from.Add(time.Minute), done: "warn", person: "s", findings: []notice.Told{unmet("tls", notice.Warn)}})
	}
	return append(j, event{at: o.From, code: "K1", done: "block", person: "p", organisation: "RXX", findings: blockedBy})
}

func TestPreview(t *testing.T) {
	o := options()
	r := made(t, o, weekly(&o, 3)) // the journal does not reach back to the fourth week
	if p := r.Preview; p.Why != "" || p.Compared != 3 || p.Least != 2 || p.Most != 2 || p.ForetoldBlocked.People != 1 || p.ForetoldUnseen.People != 1 || p.Weeks[0].Attempts != 2 || p.Weeks[3].Decisions != 0 {
		t.Errorf("%+v", p)
	}
	if got := r.foretold() + " " + strings.Join(r.previewWords(), " "); got != "Foretold 2, blocked 1. The median of the 3 weeks before is 2. 1 week before is left out, because the journal has no decision of that time." {
		t.Error(got)
	}
	if diff := cmp.Diff([]Organisation{{"RXX", "Invented University Hospitals NHS Trust", 1, Units{People: 1}, 0, 1, []int{2, 2, 2, 0}, 2}}, r.Organisations); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	o.UnknownBlocks = true
	if r := made(t, o, weekly(&o, 4)); r.Preview.Least != 3 || r.Preview.Compared != 4 {
		t.Errorf("%+v", r.Preview)
	}
}

func TestNothingToCompare(t *testing.T) {
	for _, tt := range []struct {
		change func(*Options)
		want   string
	}{
		{func(*Options) {}, "the journal has no decision at the same times of the weeks before"},
		{func(o *Options) { o.Weeks = -1 }, "no weeks before were asked for"},
		{func(o *Options) { o.From, o.Until = o.From.AddDate(0, 0, -8), o.From }, "the window is longer than a week"},
		// The only week in which the clocks skipped the window.
		{func(o *Options) {
			o.Weeks, o.From, o.Until, o.Now = 1, at("2025-04-06T01:00"), at("2025-04-06T02:00"), at("2025-04-06T03:00")
		}, "the journal has no decision"},
	} {
		o := options()
		tt.change(&o)
		r := made(t, o, weekly(&o, 0))
		if p := r.Preview; !strings.HasPrefix(p.Why, tt.want) || p.Compared != 0 || p.NotForetold.Total() != 0 {
			t.Errorf("%+v", p)
		}
		if got := r.foretold(); !strings.HasPrefix(got, "Nothing is compared: "+tt.want) || r.Blocked.Attempts != 1 {
			t.Errorf("%s, %+v", got, r.Blocked)
		}
		for _, form := range forms {
			checkForm(t, r, form)
		}
	}
}

// TestOpenWindow: while it is open it is compared with as much of the weeks before
// as is over of it.
func TestOpenWindow(t *testing.T) {
	o := options()
	o.Now = in(20)
	var j journal
	for n := 4; n >= 0; n-- {
		for minute := range 60 {
			e := event{at: in(minute).AddDate(0, 0, -7*n), code: "K", done: "warn", person: fmt.Sprint("p", minute), findings: warnedBy}
			if n == 0 {
				e.done, e.findings = "block", blockedBy
			}
			j = append(j, e)
		}
	}
	r := made(t, o, j)
	if p := r.Preview; !r.Open || r.Blocked.Who.People != 20 || p.Least != 20 || p.ForetoldBlocked.People != 20 || p.ForetoldUnseen.People != 0 {
		t.Errorf("%t %+v %+v", r.Open, r.Blocked, p)
	}
	if got := r.soFar(); got != "The window is still open, until 11:00. All that is told here is so far." {
		t.Error(got)
	}
	if got := r.foretold(); got != "Foretold 20, blocked 20 so far." {
		t.Error(got)
	}
}

func TestClocksThatChanged(t *testing.T) {
	o := options()
	o.From, o.Until, o.Now, o.Weeks = at("2025-11-02T01:00"), at("2025-11-02T02:00"), at("2025-11-02T03:00"), 2
	j := journal{
		{at: at("2025-10-26T00:59:59"), done: "warn", person: "before", findings: warnedBy},
		{at: at("2025-10-26T01:30:00+01:00"), done: "warn", person: "first", findings: warnedBy},
		{at: at("2025-10-26T01:30:00Z"), done: "warn", person: "second", findings: warnedBy},
		{at: at("2025-10-26T02:00"), done: "warn", person: "after", findings: warnedBy},
	}
	r := made(t, o, j)
	if p := r.Preview; p.Weeks[0].Who.People != 2 || p.Compared != 1 {
		t.Errorf("%+v", p)
	}
	if got := strings.Join(r.previewWords(), " "); !strings.Contains(got, "Because clocks change, the same civil time lasted 2 hours on 26 October 2025, and 1 hour in the window.") {
		t.Error(got)
	}
}

// busy is a journal with so many decisions a minute in the weeks before and the
// window, but for some minutes of the window.
func busy(o *Options, each, weeks int, but func(minute int) bool) (j journal) {
	for n := weeks; n >= 0; n-- {
		from, _ := o.Zone.At(o.Zone.Civil(o.From).AddDays(-7 * n))
		for minute := range 60 {
			for i := range each {
				if n > 0 || !but(minute) {
					j = append(j, event{at: from.Add(time.Duration(minute)*time.Minute + time.Duration(i)*time.Second), done: "allow", person: "p"})
				}
			}
		}
	}
	return j
}

func TestGaps(t *testing.T) {
	o := options()
	gap := func(from, until, expected int) Gap { return Gap{in(from), in(until), expected} }
	for _, tt := range []struct {
		name  string
		each  int
		weeks int
		but   func(minute int) bool
		now   time.Time
		want  []Gap
		more  int
	}{
		{"none", 5, 4, func(int) bool { return false }, o.Now, nil, 0},
		{"one minute", 5, 4, func(m int) bool { return m == 30 }, o.Now, []Gap{gap(30, 31, 5)}, 0},
		{"by chance", 1, 4, func(m int) bool { return m >= 30 && m < 34 }, o.Now, nil, 0},
		{"long enough", 1, 4, func(m int) bool { return m >= 30 && m < 35 }, o.Now, []Gap{gap(30, 35, 5)}, 0},
		{"from the beginning and to the end", 2, 1, func(m int) bool { return m < 3 || m >= 50 }, o.Now, []Gap{gap(0, 3, 6), gap(50, 60, 20)}, 0},
		{"nothing at all", 1, 2, func(int) bool { return true }, o.Now, []Gap{gap(0, 60, 60)}, 0},
		{"nothing to compare with", 5, 0, func(m int) bool { return m == 30 }, o.Now, nil, 0},
		{"not over yet", 5, 4, func(m int) bool { return m >= 30 }, in(30).Add(59 * time.Second), nil, 0},
		{"just over", 5, 4, func(m int) bool { return m >= 30 }, in(31), []Gap{gap(30, 31, 5)}, 0},
		{"many", 5, 1, func(m int) bool { return m%2 == 1 }, o.Now, []Gap{gap(1, 2, 5), gap(3, 4, 5), gap(5, 6, 5), gap(7, 8, 5), gap(9, 10, 5), gap(11, 12, 5), gap(13, 14, 5), gap(15, 16, 5), gap(17, 18, 5), gap(19, 20, 5)}, 20},
	} {
		o.Now = tt.now
		r := made(t, o, busy(&o, tt.each, tt.weeks, tt.but))
		if diff := cmp.Diff(tt.want, r.Strange.Gaps, cmp.Comparer(time.Time.Equal)); diff != "" || r.Strange.MoreGaps != tt.more {
			t.Errorf("%s: %d more (-want +got)\n%s", tt.name, r.Strange.MoreGaps, diff)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		of   []int
		want int
	}{{nil, 0}, {[]int{7}, 7}, {[]int{9, 1}, 1}, {[]int{3, 1, 2}, 2}, {[]int{4, 3, 2, 1}, 2}} {
		if got := median(tt.of); got != tt.want {
			t.Errorf("of %v it is %d", tt.of, got)
		}
	}
}
