package budget

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// opened is a desk whose organisation RXX is open since start: three people of
// two that it may refuse.
func opened(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 10 {
		d.prove(person(n, 7, "RXX"), start)
	}
	for n := range 3 {
		d.refuse(person(n, 7, "RXX"), start)
	}
	if d.Weakened("RXX", start) != decision.Budget {
		t.Fatal("it did not open")
	}
	return d
}

func (d *desk) wants(t *testing.T, at time.Time, want decision.Reason) {
	t.Helper()
	if got := d.Weakened("RXX", at); got != want {
		t.Errorf("at %s: %q, want %q", at.Format("Mon 15:04:05"), got, want)
	}
}

func TestCloses(t *testing.T) {
	t.Run("not by itself, however few there are", func(t *testing.T) {
		d := opened(t)
		d.wants(t, minutes(61), decision.Budget)
		d.wants(t, minutes(23*60), decision.Budget)
	})
	t.Run("at the end of a window that comes after the hour", func(t *testing.T) {
		d := opened(t)
		d.WindowEnded(minutes(60))
		d.wants(t, minutes(60), "")
		if s := d.Status(minutes(60)); s.Open != 0 {
			t.Errorf("%+v", s)
		}
	})
	t.Run("after the end of a window, when there are few enough", func(t *testing.T) {
		d := opened(t)
		d.WindowEnded(minutes(59))
		d.wants(t, minutes(59), decision.Budget)
		d.wants(t, minutes(60), "")
	})
	t.Run("not at the end of a window while there are as many as the limit", func(t *testing.T) {
		d := opened(t)
		d.refuse(person(0, 7, "RXX"), minutes(30))
		d.refuse(person(1, 7, "RXX"), minutes(30))
		d.WindowEnded(minutes(65))
		d.wants(t, minutes(65), decision.Budget)
		d.wants(t, minutes(90), "")
	})
	t.Run("an end before it opened does not count", func(t *testing.T) {
		d := newDesk(t, Limits{Organisation: 2})
		d.WindowEnded(minutes(-1))
		for n := range 3 {
			d.refuse(d.prove(person(n, 7, "RXX"), start), start)
		}
		d.wants(t, minutes(70), decision.Budget)
	})
	t.Run("a day later, where no window ends", func(t *testing.T) {
		d := opened(t)
		d.wants(t, minutes(24*60).Add(-1), decision.Budget)
		d.wants(t, minutes(24*60), "")
		if r := d.refuse(person(5, 7, "RXX"), minutes(24*60)); r != "" {
			t.Errorf("%q", r)
		}
	})
	t.Run("a day later it stays open while too many would be refused", func(t *testing.T) {
		d := opened(t)
		for n := range 30 * 6 { // every ten minutes three people, for thirty hours
			for who := range 3 {
				if r := d.refuse(d.prove(person(who, 7, "RXX"), minutes(float64(n)*10)), minutes(float64(n)*10)); n > 0 && r != decision.Budget {
					t.Fatalf("at %v: %q", minutes(float64(n)*10), r)
				}
			}
		}
	})
}

// The next window begins while the last hour still counts too many: it stays open
// for all of that window, and does not go to and fro in it.
func TestDoesNotGoToAndFro(t *testing.T) {
	d := opened(t) // at 10:00
	d.WindowEnded(minutes(10))
	// 10:50: the next window, and one of them comes back.
	if r := d.refuse(person(0, 7, "RXX"), minutes(50)); r != decision.Budget {
		t.Fatalf("%q", r)
	}
	// 11:05: only that one counts by now; the window is the same.
	d.wants(t, minutes(65), decision.Budget)
	if r := d.refuse(person(5, 7, "RXX"), minutes(66)); r != decision.Budget {
		t.Errorf("it closed in the middle of a window: %q", r)
	}
	// The window ends.
	d.WindowEnded(minutes(67))
	d.wants(t, minutes(67), decision.Budget) // two count: as many as the limit
	d.wants(t, minutes(115), "")
	// One late question just after a window's end does not keep it open the next day.
	d = opened(t)
	d.WindowEnded(minutes(10))
	d.refuse(person(0, 7, "RXX"), minutes(10).Add(time.Millisecond))
	d.wants(t, minutes(20), decision.Budget)
	d.wants(t, minutes(71), "")
	if r := d.refuse(person(0, 7, "RXX"), minutes(23*60)); r != "" {
		t.Errorf("the next day: %q", r)
	}
}

// It opens a second time as it did the first, with a page.
func TestOpensAgain(t *testing.T) {
	d := opened(t)
	d.WindowEnded(minutes(60))
	for n := range 3 {
		want := decision.Reason("")
		if n == 2 {
			want = decision.Budget
		}
		if r := d.refuse(person(n, 7, "RXX"), minutes(70)); r != want {
			t.Errorf("number %d: %q", n, r)
		}
	}
	if diff := cmp.Diff([]string{"organisation-open RXX 3/2 people", "organisation-open RXX 3/2 people"}, d.matters()); diff != "" {
		t.Error(diff)
	}
}

func TestReset(t *testing.T) {
	d := opened(t)
	d.Reset("RYY", "an operator", minutes(1)) // nothing is known of it
	d.wants(t, minutes(1), decision.Budget)
	d.Reset("RXX", "an operator", minutes(2))
	d.wants(t, minutes(2), "")
	s := d.Status(minutes(2))
	if diff := cmp.Diff(&Reset{Organisation: "RXX", By: "an operator", At: minutes(2)}, s.LastReset); diff != "" || s.Open != 0 {
		t.Errorf("%s%+v", diff, s)
	}
	// The count begins anew.
	for n := range 3 {
		if r := d.refuse(person(n, 7, "RXX"), minutes(3)); (r == decision.Budget) != (n == 2) {
			t.Errorf("number %d: %q", n, r)
		}
	}
}

// A clock that was set back neither opens nor keeps open.
func TestClockSetBack(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	year := start.AddDate(1, 0, 0)
	for n := range 3 {
		d.prove(person(n, 7, "RXX"), year)
	}
	d.refuse(person(0, 7, "RXX"), year)
	d.refuse(person(1, 7, "RXX"), year)
	// Back by a year: the two count as of now.
	if r := d.refuse(person(2, 7, "RXX"), start); r != decision.Budget {
		t.Errorf("three within the hour: %q", r)
	}
	d.WindowEnded(minutes(60))
	d.wants(t, minutes(60), "")
	// Ahead by a year, for a moment, and back.
	d = opened(t)
	d.Status(year)
	d.wants(t, minutes(5), decision.Budget)
	if s := d.Status(minutes(5)); s.Organisations[0].Used != 3 || !s.Organisations[0].Since.Equal(start) {
		t.Errorf("%+v", s)
	}
}
