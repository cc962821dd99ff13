package readiness

import (
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
	cards     links                     // that people hold, the one that was used last first
	users     links                     // devices that people use

	idleCards, idleDevices marked // not used for long before the newest of them

	from, active, recent, until int64 // seconds of sign-ins: of all that count, of people who are not dormant, of the usual way, and the last
	unusable                    marked
	splits                      bool // ways that differ in their application are told apart
}

// list finds the ways of all people.
func (w *Ways) list(end time.Time) {
	s := w.survey
	if s.estate.People.Len() == 0 {
		return
	}
	l := &lister{survey: s, signInsOf: s.signInsOf(notice.Person), unusable: s.unusableStatuses(), splits: s.readsApplications()}
	l.cards, l.idleCards = s.holdings(), s.idle(s.estate.Cards, "last_used")
	l.until = s.lastSignIn(end)
	l.from = l.until - int64(seenFor/time.Second)
	l.active = l.until - int64(min(seenFor, s.dormant)/time.Second)
	l.recent = l.until - int64(usualFor/time.Second)
	w.seats = s.listSeats(l.from, l.until)
	l.seats = w.seats
	for _, l.source = range []string{FromSignIns, FromUsers, FromHolders} {
		if l.source != FromSignIns && l.users.end == nil {
			l.users, l.idleDevices = s.usedDevices(), s.idle(s.estate.Devices, "last_seen")
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
// instant; of all, if the instant is zero or before all of them.
func (s *Survey) lastSignIn(end time.Time) int64 {
	last, newest := estate.NoTime, estate.NoTime
	for i := range s.estate.SignIns.Len() {
		at := s.estate.SignIns.At(i)
		newest = max(newest, at)
		if at <= end.Unix() {
			last = max(last, at)
		}
	}
	if last == estate.NoTime {
		return newest
	}
	return last
}

// idle marks the rows of a table that were not used for long before the newest
// use of any.
func (s *Survey) idle(t *estate.Table, column string) marked {
	used, newest := t.Column(column).Times, estate.NoTime
	for row := range t.Len() {
		newest = max(newest, used.At(row))
	}
	out := make(marked, t.Len())
	for row := range out {
		at := used.At(row)
		out[row] = at != estate.NoTime && at < newest-int64(s.dormant/time.Second)
	}
	return out
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
