package report

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCurve(t *testing.T) {
	o := options()
	o.Now = in(24 * 60)
	j := journal{
		{at: in(0), done: "block", person: "p", findings: blockedBy},
		{at: in(1), done: "block", person: "q", findings: blockedBy},
		{at: in(1).Add(time.Second), done: "block", person: "r", findings: blockedBy},
		{at: in(3), done: "allow", person: "q"},
		{at: in(119), done: "allow", person: "r"},
		{at: in(600), done: "allow", person: "p"},
	}
	c := made(t, o, j).Curve
	if c.StepMinutes != 1 || len(c.Points) != 121 || c.Later != 1 || c.MostOut != 3 || !c.MostOutAt.Equal(in(1).Add(time.Second)) {
		t.Errorf("%d points, %+v", len(c.Points), c)
	}
	got := []Point{c.Points[0], c.Points[1], c.Points[2], c.Points[3], c.Points[4], c.Points[119], c.Points[120]}
	want := []Point{{0, 0, 0}, {1, 1, 0}, {2, 3, 0}, {3, 3, 0}, {4, 3, 1}, {119, 3, 1}, {120, 3, 2}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestCurvesOfAnyLength: few points, from the opening to the end, at even distances.
func TestCurvesOfAnyLength(t *testing.T) {
	for _, long := range []time.Duration{time.Second, time.Minute, 10 * time.Minute, time.Hour, 150 * time.Minute, 24 * time.Hour, 6 * 24 * time.Hour, 30 * 24 * time.Hour, 5000 * 24 * time.Hour} {
		for _, behind := range []time.Duration{-long / 2, 0, time.Second, time.Hour, 400 * 24 * time.Hour} {
			o := options()
			o.Until = o.From.Add(long)
			o.Now = o.Until.Add(behind)
			r := made(t, o, journal{{at: o.From, done: "block", person: "p", findings: blockedBy}})
			c := r.Curve
			first, last := c.Points[0], c.Points[len(c.Points)-1]
			if len(c.Points) > mostPoints+2 || len(c.Points) < 2 || first != (Point{}) || last.Refused != 1 || c.StepMinutes < 1 {
				t.Errorf("%v and %v: %d points %+v to %+v", long, behind, len(c.Points), first, last)
			}
			for i := 1; i < len(c.Points)-1; i++ {
				if c.Points[i].Minute != i*c.StepMinutes {
					t.Errorf("%v and %v: point %d is at minute %d", long, behind, i, c.Points[i].Minute)
				}
			}
			if most := minutesOf(max(2*long, long+afterLeast)); last.Minute > most {
				t.Errorf("%v and %v: it ends at minute %d", long, behind, last.Minute)
			}
			checkForm(t, r, "html")
		}
	}
}

// TestCurveInWords: the words of the picture have its numbers.
func TestCurveInWords(t *testing.T) {
	var j journal
	for n := range 20 {
		j = append(j, event{at: in(n * 2), done: "block", person: fmt.Sprint("p", n), findings: blockedBy})
	}
	got := made(t, options(), j).curveWords()
	want := "How many had been refused and how many were back, from Tuesday 8 July 2025, 10:00 on. After 15 minutes: 8 refused, 0 back. After 30 minutes: 15 refused, 0 back. After 45 minutes: 20 refused, 0 back. After 1 hour: 20 refused, 0 back. At the end, after 2 hours: 20 refused, 0 back."
	if got != want {
		t.Error(got)
	}
}
