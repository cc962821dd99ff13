package readiness

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// openedBy returns what opens a blocked way, by its verdict: the actions of what
// blocks, and those that come before them and are lacking; false if something
// blocks that nothing mends.
func openedBy(set *notice.Set, v *notice.Verdict) (dos []string, canBe bool) {
	lacking := map[string]bool{}
	after := map[string][]string{}
	for _, r := range set.Remedies(v.At) {
		after[r.Do] = r.After
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		remedy := f.Requirement.Remedy
		switch {
		case f.Asks == notice.Block && remedy == nil:
			return nil, false
		case f.Asks == notice.Block && !slices.Contains(dos, remedy.Do):
			dos = append(dos, remedy.Do)
		}
		if f.Result == notice.Unmet && remedy != nil && isAboutSignIn(f.Requirement) {
			lacking[remedy.Do] = true
		}
	}
	for i := 0; i < len(dos); i++ {
		for _, before := range after[dos[i]] {
			if lacking[before] && !slices.Contains(dos, before) {
				dos = append(dos, before)
			}
		}
	}
	return dos, true
}

func isAboutSignIn(q *notice.Requirement) bool {
	return len(q.Use) == 0 || slices.Contains(q.Use, notice.UseSignIn)
}

// isClosedPlainly reports whether a card is of no use at an instant.
func isClosedPlainly(s *Survey, card int32, at time.Time) bool {
	if card == none {
		return false
	}
	cards := s.estate.Cards
	status := cards.Column("status").Text(int(card))
	return slices.Contains([]string{"cancelled", "expired", "lost", "stock"}, status) ||
		cards.Column("expires").Times.At(int(card)) > 0 && cards.Column("expires").Times.At(int(card)) <= at.Unix()
}

// standsPlainly judges all ways of somebody at once.
func standsPlainly(w *Ways, person int, at time.Time) (is state, do []string) {
	from, until := w.Of(person)
	if from == until {
		return uncounted, nil
	}
	is = cardless
	sure, open := false, 0
	for way := from; way < until; way++ {
		if isClosedPlainly(w.survey, w.card[way], at) {
			continue
		}
		var v notice.Verdict
		w.survey.set.Judge(w.Facts(way), notice.UseSignIn, at, &v)
		of := traitAtOnce(&v)
		dos, canBe := openedBy(w.survey.set, &v)
		if of&blocked == 0 {
			open++
			sure = sure || of&doubted == 0
		}
		switch {
		case is == cardless: // the usual way
			is = working
			if of&blocked != 0 {
				is = stranded
				if canBe {
					do = dos
				}
			}
		case is == stranded && of&blocked != 0 && open == 0:
			if canBe && (do == nil || len(dos) < len(do)) {
				do = dos
			}
		case is == stranded && of&blocked == 0:
			is = interrupted
			_, do = standsUsually(w, person, at)
		}
	}
	if is == working && !sure {
		is = unsure
	}
	return is, do
}

// standsUsually returns what opens the usual way of somebody.
func standsUsually(w *Ways, person int, at time.Time) (way int, do []string) {
	from, until := w.Of(person)
	for way = from; way < until; way++ {
		if !isClosedPlainly(w.survey, w.card[way], at) {
			break
		}
	}
	var v notice.Verdict
	w.survey.set.Judge(w.Facts(way), notice.UseSignIn, at, &v)
	do, _ = openedBy(w.survey.set, &v)
	return way, do
}

// TestPeopleStandAsTheirWaysDo holds how people stand, what would let them work,
// the counts and the tasks to judging every way of theirs at once.
func TestPeopleStandAsTheirWaysDo(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string {
		return draw.Lacking(seen, 1, "uncounted", "working", "unsure", "interrupted", "stranded", "cardless", "several to do")
	}, func(rt *rapid.T) {
		w := drawPeople(rt, t)
		s := NewSurvey(w.estate, w.set, Options{Instants: w.instants, Workers: 2})
		ways := s.Ways(WaysOptions{})
		for _, at := range w.instants {
			m := ways.At(at)
			var count [states]int
			people := m.People(MaxPeople)
			for person := range w.estate.People.Len() {
				is, do := standsPlainly(ways, person, at)
				if got := m.states().of[person]; got != is {
					rt.Fatalf("%s at %v is %v, want %v\n%s", w.estate.People.Key(person), at, got, is, w.source)
				}
				count[is]++
				seen[is.String()]++
				if !is.isStopped() {
					continue
				}
				i := slices.IndexFunc(people.List, func(p Person) bool { return p.Person == w.estate.People.Key(person) })
				if i < 0 {
					rt.Fatalf("%s is not listed", w.estate.People.Key(person))
				}
				p := people.List[i]
				got, want := slices.Sorted(slices.Values(p.Do)), slices.Sorted(slices.Values(do))
				// Several ways may take as little, by different actions.
				if len(got) != len(want) || is == interrupted && !slices.Equal(got, want) {
					rt.Fatalf("%s at %v (%v) is to do %v, want %v\n%s", p.Person, at, is, got, want, w.source)
				}
				if !slices.IsSorted(p.Do) { // each comes after the letters before it
					rt.Fatalf("%v is not in order", p.Do)
				}
				if p.Why == "" || p.Stranded != (is == stranded) || (p.Way == "") != p.Stranded {
					rt.Fatalf("%+v", p)
				}
				if len(p.Do) > 1 {
					seen["several to do"]++
				}
			}
			if people.Working != count[working] || people.Interrupted != count[interrupted] || people.Stranded != count[stranded] ||
				people.Unknown != count[unsure] || people.Cardless != count[cardless] || len(people.List) != count[interrupted]+count[stranded] {
				rt.Fatalf("%+v, want %v", people, count)
			}
			if !slices.IsSortedFunc(people.List, func(a, b Person) int {
				switch {
				case a.Stranded && !b.Stranded:
					return -1
				case !a.Stranded && b.Stranded:
					return 1
				}
				return 0
			}) {
				rt.Fatalf("the stranded do not come first: %+v", people.List)
			}
			all, by := m.Stopped()
			sum := 0
			for _, o := range by {
				sum += o.People
			}
			if all.People != len(people.List) || all.Stranded != count[stranded] || sum < all.People {
				rt.Fatalf("%+v %+v, want %v", all, by, count)
			}
			plans := m.newPlans()
			for i, n := range plans.unblocked() {
				listed := 0
				for _, p := range people.List {
					if slices.Contains(p.Do, plans.remedies[i].Do) {
						listed++
					}
				}
				if n != listed {
					rt.Fatalf("%s helps %d people, want %d", plans.remedies[i].Do, n, listed)
				}
			}
		}
	})
}
