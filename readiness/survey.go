package readiness

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// Options are how a survey is made.
type Options struct {
	// Dormant is after how long without use a subject is dormant; zero: 90 days.
	Dormant time.Duration
	// Instants are those that will be asked about; a Report asks about that of its
	// NextBlock too. Any other can be asked about as well, and costs as much as a
	// survey of its own.
	Instants []time.Time
	// Workers is how many goroutines share the work; zero: one for each processor.
	Workers int
}

// Dormant is after how long without use a subject is dormant where nothing else
// is said.
const Dormant = 90 * 24 * time.Hour

// maxBeside is of how many subjects all kinds are judged side by side. Of more they
// are judged one after another, in a third of the memory.
const maxBeside = 1 << 22

// maxInstants is how many instants a survey keeps the answers of.
const maxInstants = math.MaxUint16 - 1

// Survey is an estate judged by a set of notices at some instants. It does not
// change, and is safe for concurrent use; so must be the estate.
//
// A million subjects are not judged a million times. Of each rule, those are
// judged once that it cannot tell apart (sight.go, fare.go). What excuses make of
// that, and phases that hold in some organisations only, is put on afterwards, by
// where each subject stands (standing.go). So each subject is left with one
// number, its cell, in which all its answers through all instants lie.
type Survey struct {
	*roster
	set      *notice.Set
	team     team
	dormant  time.Duration
	instants []time.Time
	rules    [][]notice.Rule // by instant
	since    []int64         // by instant: the last second that is not after it
	through  []int64         // by instant: the first second of the sign-ins that count then
	tables   [notice.Organisation + 1]*estate.Readable
	named    *named

	everyProduct     []int
	everyApplication []notice.Application

	// What is needed while subjects are numbered.
	inventories, signInRows *rows
	seconds                 []int64 // of the sign-ins

	courses map[notice.Rule]*course
	kinds   [kinds]*cells
}

// cells are the distinct subjects of a kind: those of one cell fare alike under
// every rule at every instant, stand alike, and are dormant or closed from the
// same instants on.
type cells struct {
	of       []uint32 // by subject
	first    []uint32 // by cell: its first subject
	count    []uint32 // by cell: how many subjects
	fares    map[*course][]uint32
	standing []uint32
	dormant  []uint32
	closed   []uint32

	standsFor []int32 // by standing: a subject that stands so; none if there is none
}

// NewSurvey judges an estate. The estate is finished, and the notices of the set
// read facts of any age (notice.AnyAge) unless they say otherwise.
func NewSurvey(e *estate.Estate, set *notice.Set, o Options) *Survey {
	s := &Survey{
		roster: newRoster(e), set: set, dormant: o.Dormant, team: team(o.Workers),
		named: newNamed(e, set.Excused()), courses: map[notice.Rule]*course{},
	}
	if s.dormant <= 0 {
		s.dormant = Dormant
	}
	if s.team <= 0 {
		s.team = team(runtime.GOMAXPROCS(0))
	}
	s.instants = slices.Clone(o.Instants)
	slices.SortFunc(s.instants, time.Time.Compare)
	s.instants = slices.CompactFunc(s.instants, time.Time.Equal)
	s.instants = s.instants[:min(len(s.instants), maxInstants)]
	for _, at := range s.instants {
		s.rules = append(s.rules, set.Rules(at))
		s.since = append(s.since, at.Unix())
		s.through = append(s.through, notBefore(at.Add(-seenFor)))
	}
	for product := range e.Software.Products() {
		s.everyProduct = append(s.everyProduct, product)
	}
	s.everyApplication = e.AllApplications()
	for object := range s.tables {
		s.tables[object] = e.Readable(notice.Object(object))
	}
	var of [kinds][]*course
	for _, rules := range s.rules {
		for _, rule := range rules {
			if s.courses[rule] == nil {
				c := s.newCourse(rule)
				s.courses[rule] = c
				of[c.kind] = append(of[c.kind], c)
			}
		}
	}
	s.inventories = s.newRows(notice.Device, e.Software.Inventories()+1)
	s.signInRows = s.signIns()
	s.seconds = make([]int64, s.signInRows.count)
	s.team.each(len(s.seconds), func(from, to int) {
		for in := from; in < to; in++ {
			s.seconds[in] = e.SignIns.At(in)
		}
	})
	s.clients = s.listClients()
	if of[notice.Connection] != nil {
		s.connections = s.listConnections()
	}
	subjects := 0
	for kind := range s.kinds {
		subjects += s.rows(notice.Object(kind))
	}
	var wait sync.WaitGroup
	for kind := range s.kinds {
		make := func() { s.kinds[kind] = s.newCells(notice.Object(kind), of[kind]) }
		if s.team > 1 && subjects <= maxBeside {
			wait.Go(make) // some of the work on a kind cannot be shared
		} else {
			make()
		}
	}
	wait.Wait()
	s.signInRows.forget()
	s.seconds = nil
	return s
}

// newCells numbers the subjects of a kind.
func (s *Survey) newCells(kind notice.Object, courses []*course) *cells {
	rows := s.subjects(kind)
	c := &cells{fares: map[*course][]uint32{}}
	t, scratch := newTuples(s.team, rows.count), newTuples(s.team, rows.count)
	for _, course := range courses {
		t.add(s.fare(course, rows, scratch))
	}
	standings := s.stand(rows, courses)
	t.add(standings.lane(rows))
	dormant, closed := s.lifeLanes(kind)
	t.add(dormant)
	t.add(closed)
	t.finish()
	c.of, c.first = t.of, t.first
	columns := t.columns()
	for i, course := range courses {
		c.fares[course] = columns[i]
	}
	rest := columns[len(courses):]
	c.standing, c.dormant, c.closed = rest[0], rest[1], rest[2]
	if kind != notice.Card { // nothing else closes
		c.closed = slices.Repeat([]uint32{uint32(len(s.instants))}, len(c.first))
	}
	c.standsFor = slices.Repeat([]int32{none}, standings.count())
	for cell, standing := range slices.Backward(c.standing) {
		c.standsFor[standing] = int32(c.first[cell])
	}
	c.count = make([]uint32, len(c.first))
	for _, cell := range c.of {
		c.count[cell]++
	}
	return c
}
