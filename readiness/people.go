package readiness

import "sync"

// state is whether somebody can work.
type state uint8

const (
	uncounted   state = iota // no way of theirs is known
	working                  // the usual way is not blocked
	unsure                   // nor is it here, but evidence is missing that might stop every way
	interrupted              // the usual way is blocked, and another is not
	stranded                 // every way is blocked
	cardless                 // no card of theirs is of any use, whatever is asked for
	states
)

// isStopped reports whether somebody cannot work as usual.
func (s state) isStopped() bool { return s == interrupted || s == stranded }

// peopleStates is how everybody stands at an instant.
type peopleStates struct {
	once  sync.Once
	of    []state // by row of People
	count [states]int
}

// states returns how everybody stands.
func (m *WaysMoment) states() *peopleStates {
	p := &m.people
	p.once.Do(func() {
		w := m.ways
		p.of = make([]state, len(w.end))
		team := w.survey.team
		counts := make([][states]int, max(1, int(team)))
		team.share(len(p.of), fewest, func(part, from, to int) {
			for person := from; person < to; person++ {
				p.of[person] = m.state(person)
				counts[part][p.of[person]]++
			}
		})
		for _, c := range counts {
			for s, n := range c {
				p.count[s] += n
			}
		}
	})
	return p
}

// state returns how somebody stands.
func (m *WaysMoment) state(person int) state {
	usual := m.usual(person)
	from, until := m.ways.Of(person)
	if usual == int(none) {
		if from == until {
			return uncounted
		}
		return cardless
	}
	open, sure := false, false // some way is; and without a doubt
	for way := usual; way < until; way++ {
		if is := m.of(way); is&(blocked|closed) == 0 {
			open = true
			sure = sure || is&doubted == 0
		}
	}
	switch {
	case !open:
		return stranded
	case m.of(usual)&blocked != 0:
		return interrupted
	case !sure:
		return unsure
	}
	return working
}

// usual returns the usual way of somebody, none if there is none: ways with a
// card that is of no use are no ways.
func (m *WaysMoment) usual(person int) int {
	for way, until := m.ways.Of(person); way < until; way++ {
		if m.of(way)&closed == 0 {
			return way
		}
	}
	return int(none)
}

// People returns who can work, and those who cannot as usual by name, but no
// more than a number of them.
func (m *WaysMoment) People(list int) People {
	p := m.states()
	w := m.ways
	return People{
		At: w.survey.tellInstant(m.at), From: w.from, List: m.persons(list),
		Working: p.count[working], Interrupted: p.count[interrupted], Stranded: p.count[stranded], Unknown: p.count[unsure],
		Dormant: w.dormant, Cardless: p.count[cardless],
	}
}
