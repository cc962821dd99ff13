package readiness

import (
	"cmp"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// certificateEnds counts the certificates of cards in use that end on each day
// from now on, and finds the day on which most of them do. One day of many is
// how a Registration Authority is overrun.
func (m *Moment) certificateEnds() ([]Ends, *Ends) {
	cards := m.survey.estate.Cards
	column := cards.Column("certificate_expires").Times
	zone := m.survey.set.Zone()
	seconds := map[int64]int{} // most end with a day: of a million there are a few thousand
	for row := range cards.Len() {
		second := column.At(row)
		if second == estate.NoTime || second <= m.at.Unix() || m.isClosed(row) {
			continue
		}
		seconds[second]++
	}
	by := map[civil.Date]int{}
	for second, n := range seconds {
		by[lastDay(second, zone)] += n
	}
	days := make([]Ends, 0, len(by))
	for day, n := range by {
		days = append(days, Ends{day.String(), n})
	}
	slices.SortFunc(days, func(a, b Ends) int { return cmp.Compare(a.Date, b.Date) })
	if len(days) == 0 {
		return days, nil
	}
	peak := slices.MaxFunc(days, func(a, b Ends) int { return cmp.Compare(a.Cards, b.Cards) })
	return days, &peak
}

// lastDay is the last day on which what ends at a second still holds: a
// certificate that ends with a day ends at the first second of the next.
func lastDay(second int64, zone *civil.Zone) civil.Date {
	return zone.Civil(time.Unix(second-1, 0).UTC()).Date
}

// signers returns whether a card signs prescriptions: sign-ins show that it or its
// holder signed, or the holder is in the group of those who do.
func (s *Survey) signers(group string) func(card int) bool {
	e := s.estate
	cards, people := make([]bool, e.Cards.Len()), make([]bool, e.People.Len())
	groups := e.People.Column("groups")
	inGroup := groupMembers(groups, group)
	for row := range people {
		people[row] = inGroup[groups.Number(row)]
	}
	uses := e.SignIns.Uses
	for i := range e.SignIns.Len() {
		if uses.Text(i) != notice.UseSign {
			continue
		}
		if card := e.SignIns.Card(i); card != none {
			cards[card] = true
		}
		if person := e.SignIns.Person(i); person != none {
			people[person] = true
		}
	}
	return func(card int) bool {
		holder := s.holderOf(int32(card))
		return cards[card] || holder != none && people[holder]
	}
}

// groupMembers reports by number of a column of groups whether a group is among
// them.
func groupMembers(column *estate.Column, group string) []bool {
	out := make([]bool, column.Len()+1)
	for number := range out {
		for _, v := range column.Possible(uint32(number)) {
			out[number] = out[number] || group != "" && slices.Contains(v.Texts(), group)
		}
	}
	return out
}
