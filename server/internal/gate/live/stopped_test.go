package live

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// TestStopped goes through who is said to have stopped coming. Everybody comes at
// a rate until the window opens at 10:00, and then as the case says.
func TestStopped(t *testing.T) {
	opens := day(t, 10, 0, 0)
	window := Window{Requirement: "identity-agent", From: opens, Until: opens.Add(time.Hour)}
	for _, test := range []struct {
		name   string
		starts time.Time     // of the gate
		every  time.Duration // one comes before 10:00
		after  []string      // when one comes after it
		blocks bool          // those
		now    time.Time
		want   string // "" = it did not stop
	}{
		{"not once since", day(t, 9, 0, 0), 86 * time.Second, nil, false, day(t, 10, 22, 0), "42 before in 60, 0 since, 0 blocked"},
		{"too early to say", day(t, 9, 0, 0), 86 * time.Second, nil, false, day(t, 10, 7, 0), ""},
		{"just enough", day(t, 9, 0, 0), 86 * time.Second, nil, false, day(t, 10, 7, 10), "42 before in 60, 0 since, 0 blocked"},
		{"comes on", day(t, 9, 0, 0), 86 * time.Second, []string{"10:05", "10:10", "10:15", "10:20"}, false, day(t, 10, 22, 0), ""},
		{"refused twice, and gone", day(t, 9, 0, 0), 86 * time.Second, []string{"10:01", "10:02"}, true, day(t, 10, 22, 0), "42 before in 60, 2 since, 2 blocked"},
		{"let in, and gone", day(t, 9, 0, 0), 86 * time.Second, []string{"10:01"}, false, day(t, 10, 22, 0), "42 before in 60, 1 since, 0 blocked"},
		{"hardly ever comes", day(t, 9, 0, 0), 20 * time.Minute, nil, false, day(t, 10, 55, 0), ""},
		{"many a second, for half a minute", day(t, 9, 0, 0), time.Second, nil, false, day(t, 10, 0, 30), ""},
		{"many a second, for a minute", day(t, 9, 0, 0), time.Second, nil, false, day(t, 10, 1, 0), "3600 before in 60, 0 since, 0 blocked"},
		{"the gate is two minutes old", day(t, 9, 58, 0), 10 * time.Second, nil, false, day(t, 10, 3, 0), "12 before in 2, 0 since, 0 blocked"},
		{"the gate is younger than the window", day(t, 10, 1, 0), time.Second, []string{"10:02"}, false, day(t, 10, 22, 0), ""},
		{"shown behind the window's end", day(t, 9, 0, 0), 86 * time.Second, nil, false, day(t, 11, 59, 0), "42 before in 60, 0 since, 0 blocked"},
		{"and then no more", day(t, 9, 0, 0), 86 * time.Second, nil, false, day(t, 12, 0, 0), ""},
	} {
		for _, noted := range []bool{true, false} { // when the window opened, or only at reading
			t.Run(fmt.Sprintf("%s, noted %v", test.name, noted), func(t *testing.T) {
				c := &clockAt{at: test.starts}
				l := New(Options{Now: c.now})
				come := func(at time.Time, done notice.Action) {
					l.Decided(decided(at, "GP001", "2.3.1.0", done, done, ""))
				}
				for at := day(t, 9, 0, 0); at.Before(opens); at = at.Add(test.every) {
					if !at.Before(test.starts) {
						come(at, notice.Observe)
					}
				}
				if noted {
					l.WindowOpened(opens)
				}
				done := notice.Observe
				if test.blocks {
					done = notice.Block
				}
				for _, clock := range test.after {
					at, err := time.ParseInLocation("2006-01-02 15:04", "2025-07-08 "+clock, opens.Location())
					if err != nil {
						t.Fatal(err)
					}
					come(at, done)
				}
				c.set(test.now)
				plan := Plan{Loaded: true}
				if test.now.Before(window.Until) {
					plan.Open = []Window{window}
				} else {
					l.seen.note([]Window{window}, opens)
				}
				st := l.state(&Sources{Plan: func() Plan { return plan }}, query{})
				got := ""
				for _, r := range st.Stopped.Rows {
					if r.Kind == "organisation" {
						got = fmt.Sprintf("%d before in %d, %d since, %d blocked", r.Before, st.Stopped.MinutesBefore, r.Since, r.Blocked)
					}
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
	}
}

// TestStoppedBusy: a row in which much is counted since the window opened still
// knows the hour before, whose cells were used again.
func TestStoppedBusy(t *testing.T) {
	c := &clockAt{at: day(t, 8, 0, 0)}
	l := New(Options{Now: c.now})
	opens := day(t, 10, 0, 0)
	for ; c.now().Before(day(t, 11, 30, 0)); c.move(30 * time.Second) {
		if c.now().Equal(opens) {
			l.WindowOpened(opens)
		}
		l.Decided(decided(c.now(), "ORG", "1", notice.Block, notice.Block, ""))
	}
	var before uint32
	var since sums
	l.organisations.look(name{of: "ORG"}, func(row *tally) { before, since = row.sinceOpened(opens.Unix()) })
	if before != 120 || since != (sums{blocked: 180}) {
		t.Errorf("%d before, %v since; want 120, 180 blocked", before, since)
	}
}

// TestStoppedIsRanked: the most missed come first, and no more are kept than are
// shown.
func TestStoppedIsRanked(t *testing.T) {
	var s Stopped
	for i := range 1000 {
		s.add(Still{Name: fmt.Sprint(i), Missing: float64(i * 7919 % 1000)}, 10)
	}
	s.rank(10)
	var got []float64
	for _, r := range s.Rows {
		got = append(got, r.Missing)
	}
	if diff := cmp.Diff([]float64{999, 998, 997, 996, 995, 994, 993, 992, 991, 990}, got); diff != "" || s.All != 1000 || cap(s.Rows) > 64 {
		t.Errorf("%d in all, room for %d\n%s", s.All, cap(s.Rows), diff)
	}
}
