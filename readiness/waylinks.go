package readiness

import (
	"cmp"
	"slices"
)

// links are rows of a table by rows of People.
type links struct {
	end []uint32
	row []int32
}

func (l *links) of(person int) []int32 {
	if l.end == nil {
		return nil
	}
	from := uint32(0)
	if person > 0 {
		from = l.end[person-1]
	}
	return l.row[from:l.end[person]]
}

// newLinks makes links of what each calls with, which it does twice in the same
// order.
func newLinks(people int, each func(add func(person int32, row int))) links {
	l := links{end: make([]uint32, people)}
	each(func(person int32, _ int) { l.end[person]++ })
	total := uint32(0)
	for person, n := range l.end {
		l.end[person] = total // where they begin, for now
		total += n
	}
	l.row = make([]int32, total)
	each(func(person int32, row int) {
		l.row[l.end[person]] = int32(row)
		l.end[person]++
	})
	return l
}

// holdings are the cards of people, the one that was used last first.
func (s *Survey) holdings() links {
	l := newLinks(s.estate.People.Len(), func(add func(int32, int)) {
		for card := range s.estate.Cards.Len() {
			if holder := s.holderOf(int32(card)); holder != none {
				add(holder, card)
			}
		}
	})
	used := s.estate.Cards.Column("last_used").Times
	for person := range l.end {
		slices.SortStableFunc(l.of(person), func(a, b int32) int { return cmp.Compare(used.At(int(b)), used.At(int(a))) })
	}
	return l
}

// usedDevices are the devices of people.
func (s *Survey) usedDevices() links {
	users := s.estate.Users
	return newLinks(s.estate.People.Len(), func(add func(int32, int)) {
		for device := range s.estate.Devices.Len() {
			for _, person := range users.People(users.Of(device)) {
				add(person, device)
			}
		}
	})
}
