package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// TestShareIsAsIfAllWereHeld compares the share that reads once with one that
// holds all findings and deals the room out row by row.
func TestShareIsAsIfAllWereHeld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 12).Draw(t, "most")
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) readiness.Finding {
			return readiness.Finding{
				Requirement: fmt.Sprint(rapid.IntRange(0, 4).Draw(t, "requirement")),
				Result:      rapid.SampledFrom([]notice.Result{notice.Unmet, notice.Unknown}).Draw(t, "result"),
				Action:      rapid.SampledFrom([]notice.Action{notice.Observe, notice.Warn, notice.Block}).Draw(t, "action"),
				Dormant:     rapid.Bool().Draw(t, "dormant"),
			}
		}), 0, 120).Draw(t, "findings")

		s := newShare(most)
		for i, f := range all {
			f.Subject = fmt.Sprint(i)
			s.take(f)
			if s.held > 2*most {
				t.Fatalf("it holds %d findings to show %d", s.held, most)
			}
		}
		var got []int
		for _, f := range s.shown() {
			var place int
			if _, err := fmt.Sscan(f.Subject, &place); err != nil {
				t.Fatal(err)
			}
			got = append(got, place)
		}
		if diff := gocmp.Diff(dealt(all, most), got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

// TestShareOfOneThatComesLate has a portion outgrow the level after others were
// cut to it: the first of those above the level has one more than the others.
func TestShareOfOneThatComesLate(t *testing.T) {
	s := newShare(4)
	for _, requirement := range []string{"1", "0", "0", "0", "0", "0 dormant", "0 dormant", "2", "2", "1"} {
		id, _, dormant := strings.Cut(requirement, " ")
		s.take(readiness.Finding{Requirement: id, Result: notice.Unmet, Dormant: dormant})
	}
	var got []string
	for _, f := range s.shown() {
		got = append(got, f.Requirement)
	}
	if diff := gocmp.Diff([]string{"1", "0", "2", "1"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// dealt deals one row to each requirement and result in turn while there are rows
// and room.
func dealt(all []readiness.Finding, most int) []int {
	press := func(a, b int) int {
		return cmp.Or(cmp.Compare(class(&all[a]), class(&all[b])), cmp.Compare(a, b))
	}
	var names []string
	of := map[string][]int{}
	for i, f := range all {
		name := f.Requirement + " " + f.Result.String()
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], i)
	}
	for _, places := range of {
		slices.SortFunc(places, press)
	}
	var shown []int
	for round := 0; round < len(all); round++ {
		for _, name := range names {
			if places := of[name]; round < len(places) && len(shown) < most {
				shown = append(shown, places[round])
			}
		}
	}
	slices.SortFunc(shown, press)
	return shown
}

func TestClass(t *testing.T) {
	inOrder := []readiness.Finding{
		{Action: notice.Block, Result: notice.Unmet},
		{Action: notice.Block, Result: notice.Unknown},
		{Action: notice.Warn, Result: notice.Unmet},
		{Action: notice.Warn, Result: notice.Unknown},
		{Action: notice.Observe, Result: notice.Unmet},
		{Action: notice.Observe, Result: notice.Unknown},
		{Action: notice.Block, Result: notice.Unmet, Dormant: true},
		{Action: notice.Observe, Result: notice.Unknown, Closed: true},
	}
	for i := range inOrder[1:] {
		if a, b := class(&inOrder[i]), class(&inOrder[i+1]); a >= b || b >= classes {
			t.Errorf("%+v is of class %d, %+v of class %d", inOrder[i], a, inOrder[i+1], b)
		}
	}
}
