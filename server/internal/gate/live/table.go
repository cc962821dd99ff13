package live

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// table counts sign-ins by a name. It takes names until it is full, and counts all
// further ones as other. Strangers can invent names: those under which nothing was
// ever proven fill a part of it only, so that an organisation at which people
// really work has its row, whatever else is sent.
type table struct {
	places // of names
	steps  *trailRoom
	known  func(name string) bool
	days   bool // each row has the last day

	seed    maphash.Seed
	stripes [stripes]stripe
	last    atomic.Uint32 // number of a row
	beyond  struct {      // names beyond the bound
		sync.Mutex
		tally
	}

	publish publication
}

// stripes keep those who count different names from waiting for each other.
const stripes = 64

type stripe struct {
	sync.Mutex
	rows map[name]*tally
	_    [48]byte // a line of the processor's memory each
}

// name is what is counted by: of requirements the notice and the requirement, of
// clients the product and the version, of organisations the first part alone.
type name struct{ of, part string }

func newTable(bound, invited int32, steps *trailRoom, known func(string) bool) *table {
	t := &table{steps: steps, known: known, seed: maphash.MakeSeed()}
	t.places.set(bound, invited)
	t.beyond.number, t.beyond.trusted = uint16(bound+1), true // it is one row, whoever is in it
	for i := range t.stripes {
		t.stripes[i].rows = make(map[name]*tally)
	}
	return t
}

// event is one sign-in, as a row counts it.
type event struct {
	at     int64 // seconds since 1970, by the gate's clock
	opened int64 // when the window opened that is looked at; 0: none
	kind   kind
	weak   bool
	proven bool // an identity in it is proven
	// recalled says that a process before this one decided it.
	recalled bool
	title    string      // of a requirement
	short    []shortfall // of an organisation
}

// shortfall is a requirement that a sign-in fell short of, and what it did.
type shortfall struct {
	of   uint8 // its number
	kind kind
	weak bool
}

// count counts a sign-in under a name, and tells the number of its row.
func (t *table) count(n name, e event) uint16 {
	if n.of == other {
		return t.countBeyond(e)
	}
	s := &t.stripes[maphash.Comparable(t.seed, n)%stripes]
	s.Lock()
	row := s.rows[n]
	if row == nil {
		trusted := e.proven || t.known != nil && t.known(n.of)
		if !t.take(1, trusted) {
			s.Unlock()
			return t.countBeyond(e)
		}
		row = &tally{number: uint16(t.last.Add(1)), trusted: trusted, title: strings.Clone(e.title)}
		if t.days {
			row.day = new(ring[counts])
			*row.day = newRing[counts](60, minutes)
		}
		// What a request brought along must not be kept in memory by its name.
		s.rows[name{strings.Clone(n.of), strings.Clone(n.part)}] = row
	} else if e.proven && !row.trusted {
		row.trusted = true
		t.trust(1)
		t.steps.trust(int32(cap(row.trail.steps)))
	}
	row.count(e, t.steps)
	t.publish.count(row, e)
	number := row.number
	s.Unlock()
	return number
}

func (t *table) countBeyond(e event) uint16 {
	t.beyond.Lock()
	t.beyond.count(e, t.steps)
	t.publish.count(nil, e)
	number := t.beyond.number
	t.beyond.Unlock()
	return number
}

// each gives all rows, each while nobody counts in it, and the one of all names
// beyond the bound if there are any. f must not keep the row.
func (t *table) each(f func(n name, row *tally)) {
	for i := range t.stripes {
		s := &t.stripes[i]
		s.Lock()
		for n, row := range s.rows {
			f(n, row)
		}
		s.Unlock()
	}
	t.beyond.Lock()
	defer t.beyond.Unlock()
	if t.beyond.total.all() > 0 {
		f(name{of: other}, &t.beyond.tally)
	}
}

// tidy goes through a part of the rows, one of as many as there are stripes, for
// places that their trails do not need any more.
func (t *table) tidy(part int, now int64) {
	s := &t.stripes[part%stripes]
	s.Lock()
	defer s.Unlock()
	for _, row := range s.rows {
		row.trail.tidy(now, t.steps, row.trusted)
	}
	if part%stripes == 0 {
		t.beyond.Lock()
		defer t.beyond.Unlock()
		t.beyond.trail.tidy(now, t.steps, t.beyond.trusted)
	}
}

// look gives one row, if there is one; that of all names beyond the bound by its
// own name.
func (t *table) look(n name, f func(row *tally)) bool {
	if n.of == other {
		t.beyond.Lock()
		defer t.beyond.Unlock()
		f(&t.beyond.tally)
		return true
	}
	s := &t.stripes[maphash.Comparable(t.seed, n)%stripes]
	s.Lock()
	defer s.Unlock()
	row := s.rows[n]
	if row != nil {
		f(row)
	}
	return row != nil
}
