package readiness

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

const (
	// usualFor is how long before the end of the sign-ins use decides which way
	// of a person is the usual one.
	usualFor = 28 * 24 * time.Hour

	// maxCrossed is for how many ways of one person every card is put to every
	// device. Who has more is an account of many people, and only what was seen
	// together counts.
	maxCrossed = 1024

	// fewestListed is how many people are listed at once.
	fewestListed = 1 << 13
)

// lister finds ways, person by person.
type lister struct {
	survey *Survey
	seats  *seats
	source string

	signInsOf func(person int) []uint32 // newest first
	cards     links                     // that people hold
	users     links                     // devices that people use

	from, active, recent, until int64 // seconds of sign-ins: of all that count, of people who are not dormant, of the usual way, and the last
	unusable                    marked
	splits                      bool // ways that differ in their application are told apart
}

// list finds the ways of all people.
func (w *Ways) list(end time.Time) {
	s := w.survey
	l := &lister{survey: s, signInsOf: s.signInsOf(notice.Person), cards: s.holdings(), unusable: s.unusableStatuses(), splits: s.readsApplications()}
	l.until = s.lastSignIn(end)
	l.from = l.until - int64(seenFor/time.Second)
	l.active = l.until - int64(min(seenFor, s.dormant)/time.Second)
	l.recent = l.until - int64(usualFor/time.Second)
	w.seats = s.listSeats(l.from, l.until)
	l.seats = w.seats
	for _, l.source = range []string{FromSignIns, FromUsers, FromHolders} {
		if l.source != FromSignIns && l.users.end == nil {
			l.users = s.usedDevices()
		}
		if l.source == FromUsers && len(l.users.row) == 0 {
			continue
		}
		if w.listFrom(l); len(w.card) > 0 {
			w.from = l.source
			return
		}
	}
}

// listFrom lists the ways that one source tells of.
func (w *Ways) listFrom(l *lister) {
	people := w.survey.estate.People.Len()
	blocks := make([]listed, people/fewestListed+1)
	w.survey.team.share(len(blocks), 1, func(_, from, to int) {
		for i := from; i < to; i++ {
			blocks[i] = listed{lister: l}
			blocks[i].people(i*fewestListed, min((i+1)*fewestListed, people))
		}
	})
	ways := 0
	for i := range blocks {
		ways += len(blocks[i].card)
	}
	w.end, w.dormant = make([]uint32, 0, people), 0
	w.wayColumns = wayColumns{make([]int32, 0, ways), make([]int32, 0, ways), make([]int32, 0, ways), make([]int32, 0, ways)}
	for i := range blocks {
		w.take(&blocks[i])
		blocks[i] = listed{}
	}
}

// take adds a block, whose own seats come behind those that there are.
func (w *Ways) take(b *listed) {
	before, seats := uint32(len(w.card)), int32(len(w.seats.device))
	for _, end := range b.end {
		w.end = append(w.end, before+end)
	}
	for _, in := range b.apart {
		w.seats.addApart(in)
	}
	for _, seat := range b.seat {
		if seat < 0 {
			seat = seats + ^seat
		}
		w.seat = append(w.seat, seat)
	}
	w.card = append(w.card, b.card...)
	w.application = append(w.application, b.application...)
	w.organisation = append(w.organisation, b.organisation...)
	w.dormant += b.dormant
}

// lastSignIn returns the second of the newest sign-in that is not after an
// instant; zero: of all.
func (s *Survey) lastSignIn(end time.Time) int64 {
	limit, last := int64(math.MaxInt64), estate.NoTime
	if !end.IsZero() {
		limit = end.Unix()
	}
	for i := range s.estate.SignIns.Len() {
		if at := s.estate.SignIns.At(i); at <= limit {
			last = max(last, at)
		}
	}
	return last
}

// unusableStatuses are those of cards that nobody has in hand, or with which
// nobody can sign in.
func (s *Survey) unusableStatuses() marked {
	status := s.estate.Cards.Column("status")
	m := make(marked, status.Len()+1)
	for number := range m {
		for _, v := range status.Possible(uint32(number)) {
			text, _ := v.Text()
			m[number] = slices.Contains([]string{"cancelled", "expired", "lost", "stock"}, text)
		}
	}
	return m
}

// readsApplications reports whether some rule looks at the application of a
// sign-in. Else those of one person on one device need not be told apart.
func (s *Survey) readsApplications() bool {
	instants := slices.Clone(s.instants)
	for _, n := range s.set.Revisions() {
		instants = append(instants, n.Published.Start(n.Zone))
	}
	return slices.ContainsFunc(instants, func(at time.Time) bool {
		return slices.ContainsFunc(signInRules(s.set, at), func(r notice.Rule) bool {
			return objectsOf(r).has(notice.ApplicationObject)
		})
	})
}

// objectsOf are the objects that a rule looks at; whether its own was given
// counts always.
func objectsOf(r notice.Rule) objectSet {
	own, _ := notice.ObjectNamed(r.Requirement().Of)
	return setOf(own) | setOf(r.Reads().Objects...) | setOf(r.WhereReads().Objects...)
}

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

// holdings are the cards of people.
func (s *Survey) holdings() links {
	return newLinks(s.estate.People.Len(), func(add func(int32, int)) {
		for card := range s.estate.Cards.Len() {
			if holder := s.holderOf(int32(card)); holder != none {
				add(holder, card)
			}
		}
	})
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

// byUse orders ways of a person, the usual one first.
func byUse(a, b crossed) int {
	return cmp.Or(cmp.Compare(b.pair, a.pair), cmp.Compare(b.recent, a.recent), cmp.Compare(b.newest, a.newest), cmp.Compare(b.seated, a.seated))
}
