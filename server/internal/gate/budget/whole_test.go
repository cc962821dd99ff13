package budget

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
)

// group is a number of people of an organisation who are refused in one place.
type group struct {
	organisation string
	people       int
	site         int // -1: each at home; -2: by certificate, from where nobody knows
}

// whole refuses the people of groups and reports the number of the one at which
// all opened, from 1; 0: it did not.
func refuseAll(t *testing.T, l Limits, groups []group) (*desk, int) {
	t.Helper()
	d := newDesk(t, l)
	n, opened := 0, 0
	at := start
	for _, g := range groups {
		for range g.people {
			n++
			at = at.Add(time.Second)
			site := g.site
			if site < 0 {
				site = 5000 + n
			}
			id := d.prove(person(n, site, g.organisation), at)
			if g.site == -2 {
				id.Address, id.Certificate = netip.Addr{}, decision.ByPerson
			}
			if reason := d.refuse(id, at); reason == decision.BudgetAll && opened == 0 {
				opened = n
			} else if reason != decision.BudgetAll && opened != 0 {
				t.Fatalf("number %d is %q after all opened", n, reason)
			}
		}
	}
	return d, opened
}

func TestAllOpens(t *testing.T) {
	l := Limits{Organisation: 5, All: 20, Organisations: 3, Networks: 3}
	tests := []struct {
		name   string
		groups []group
		opens  int
	}{
		{"three sites, at exactly one beyond the limit of all", []group{{"A", 6, 1}, {"B", 6, 2}, {"C", 6, 3}, {"A", 6, 1}}, 21},
		{"the third organisation comes last", []group{{"A", 12, 1}, {"B", 12, 2}, {"C", 6, 3}}, 30},
		{"enough organisations, not enough people", []group{{"A", 6, 1}, {"B", 6, 2}, {"C", 6, 3}}, 0},
		{"enough people, not enough organisations", []group{{"A", 30, 1}, {"B", 30, 2}, {"C", 5, 3}}, 0},
		{"one network that says to be of ten organisations", []group{
			{"A", 6, 1}, {"B", 6, 1}, {"C", 6, 1}, {"D", 6, 1}, {"E", 6, 1}, {"F", 6, 1}, {"G", 6, 1}, {"H", 6, 1}, {"I", 6, 1}, {"J", 6, 1},
		}, 0},
		{"the same, and strangers from other networks beside them", []group{
			{"A", 1, 7}, {"B", 1, 8}, {"C", 1, 9}, {"A", 9, 1}, {"B", 9, 1}, {"C", 9, 1}, {"A", 1, 4}, {"B", 1, 5}, {"C", 1, 6},
		}, 0},
		{"one network for two of them", []group{{"A", 9, 1}, {"B", 9, 1}, {"C", 9, 2}}, 0},
		{"one network for two of them, and a fourth", []group{{"A", 9, 1}, {"B", 9, 1}, {"C", 9, 2}, {"D", 6, 3}}, 33},
		{"everybody at home", []group{{"A", 7, -1}, {"B", 7, -1}, {"C", 7, -1}}, 21},
		{"at home, but for a gateway that many share", []group{{"A", 4, 1}, {"A", 7, -1}, {"B", 4, 1}, {"B", 7, -1}, {"C", 4, 1}, {"C", 7, -1}}, 28},
		{"what has no organisation has no voice", []group{{"A", 9, 1}, {"B", 9, 2}, {"", 9, 3}}, 0},
		{"and counts", []group{{"", 9, 4}, {"A", 6, 1}, {"B", 6, 2}, {"C", 6, 3}}, 27},
		{"where nobody knows is no network", []group{{"A", 9, 1}, {"B", 9, 2}, {"C", 9, -2}}, 0},
		{"and is one place", []group{{"A", 9, 1}, {"B", 9, 2}, {"C", 9, -2}, {"D", 9, -2}, {"E", 9, -2}}, 0},
		{"three organisations at two sites each", []group{{"A", 4, 1}, {"A", 4, 2}, {"B", 4, 3}, {"B", 4, 4}, {"C", 4, 5}, {"C", 4, 6}}, 22},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, opened := refuseAll(t, l, test.groups)
			if opened != test.opens {
				t.Errorf("all opened at number %d, want %d", opened, test.opens)
			}
			s := d.Status(minutes(2))
			if s.All.Since.IsZero() == (opened != 0) {
				t.Errorf("%+v", s.All)
			}
			pages := 0
			for _, p := range d.pages {
				if p.What == pager.AllOpen {
					pages++
					if p.Count <= l.All || p.Organisations < 3 || p.Networks < 3 {
						t.Errorf("%+v", p)
					}
				}
			}
			if (pages == 1) != (opened != 0) {
				t.Errorf("%d pages that all is open: %q", pages, d.matters())
			}
			if opened == 0 {
				return
			}
			// It is open for everybody, also for who nothing is proven of.
			for _, organisation := range []string{"A", "Z", ""} {
				if r := d.Weakened(organisation, minutes(2)); r != decision.BudgetAll {
					t.Errorf("%s: %q", organisation, r)
				}
			}
			// That another organisation opens too is not worth a page now.
			before := len(d.matters())
			for n := range 10 {
				d.refuse(d.prove(person(1000+n, 99, "Z"), minutes(2)), minutes(2))
			}
			if more := d.matters()[before:]; len(more) != 0 {
				t.Errorf("pages while all is open: %q", more)
			}
		})
	}
}

// One network beside real crowds adds no voice, and takes none from them.
func TestOneNetworkTakesNoVoice(t *testing.T) {
	var groups []group
	for n := range 20 {
		groups = append(groups, group{fmt.Sprint("M", n), 9, mallory})
	}
	l := Limits{Organisation: 5, All: 20, Organisations: 3, Networks: 3}
	if _, opened := refuseAll(t, l, append(groups, group{"A", 9, 1})); opened != 0 {
		t.Errorf("with one other organisation all opened at %d", opened)
	}
	if _, opened := refuseAll(t, l, append(groups, group{"A", 9, 1}, group{"B", 6, 2})); opened != 20*9+9+6 {
		t.Errorf("with two other organisations all opened at %d", opened)
	}
}

// Without a new organisation it is asked again within a second whether they agree.
func TestAgreementWithinASecond(t *testing.T) {
	d, opened := refuseAll(t, Limits{Organisation: 5, All: 20, Organisations: 3, Networks: 4}, []group{{"A", 9, 1}, {"B", 9, 2}, {"C", 9, 3}})
	if opened != 0 {
		t.Fatalf("from three networks all opened at %d", opened)
	}
	at := minutes(1)
	d.refuse(d.prove(person(500, 3, "C"), at), at)
	// The fourth network speaks up within the same second.
	if r := d.refuse(d.prove(person(501, 4, "C"), at), at.Add(time.Millisecond)); r == decision.BudgetAll {
		t.Error("it asks at each attempt")
	}
	if r := d.refuse(person(501, 4, "C"), at.Add(time.Second)); r != decision.BudgetAll {
		t.Errorf("a second later: %q", r)
	}
}

func TestAllCloses(t *testing.T) {
	l := Limits{Organisation: 5, All: 20, Organisations: 3, Networks: 3}
	groups := []group{{"A", 7, 1}, {"B", 7, 2}, {"C", 7, 3}}
	d, _ := refuseAll(t, l, groups)
	// The window ends; within the hour there are still too many.
	d.WindowEnded(minutes(30))
	if r := d.Weakened("Z", minutes(31)); r != decision.BudgetAll {
		t.Errorf("%q", r)
	}
	if r := d.Weakened("Z", minutes(70)); r != "" {
		t.Errorf("an hour after the window it is still open: %q", r)
	}
	if r := d.refuse(d.prove(person(900, 9, "Z"), minutes(70)), minutes(70)); r != "" {
		t.Errorf("%q", r)
	}
	if s := d.Status(minutes(70)); s.Open != 0 || !s.All.Since.IsZero() || s.All.Used != 1 {
		t.Errorf("%+v", s)
	}
	// Somebody closes it.
	d, _ = refuseAll(t, l, groups)
	d.ResetAll("an operator", minutes(2))
	if r := d.Weakened("A", minutes(2)); r != "" {
		t.Errorf("%q", r)
	}
	s := d.Status(minutes(2))
	if diff := cmp.Diff(&Reset{All: true, By: "an operator", At: minutes(2)}, s.LastReset); diff != "" || s.All.Used != 0 || len(s.Organisations) != 0 {
		t.Errorf("%s%+v", diff, s)
	}
}
