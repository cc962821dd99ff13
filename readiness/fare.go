package readiness

import (
	"encoding/binary"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// fare judges the subjects of a course at all its instants: those that the rule
// cannot tell apart once. It returns the lane of how each of them fares; who has
// one number has the same answer at every instant.
//
// The lane is good until the scratch is used again.
func (s *Survey) fare(c *course, rows *rows, scratch *tuples) lane {
	sight := s.look(c.reads, rows, tiedObjects(c.kind))
	scratch.again()
	for _, l := range sight.lanes() {
		scratch.add(l)
	}
	judge := s.judgeAlone
	if c.joined != 0 {
		t := s.meet(c, rows)
		scratch.add(lane{count: len(t.sets), at: func(row int) uint32 { return t.of[row] }})
		judge = s.newPairing(c, t).judge
	}
	scratch.finish()
	own := newView(s.team, sight, scratch.first)
	ways := newTuples(s.team, len(scratch.first))
	column := make([]int, len(s.instants)) // by instant: the one of its answers
	columns := 0
	var of []uint32
	for k, i := range c.instants {
		before := of
		if k > 0 && c.isAsBefore(c.instants[k-1], i) {
			c.answers[i] = c.answers[c.instants[k-1]]
		} else {
			c.answers[i], of = judge(c, i, own)
		}
		if len(of) > 0 && (len(before) == 0 || &before[0] != &of[0]) {
			ways.add(lane{count: len(c.answers[i]), at: func(n int) uint32 { return of[n] }})
			columns++
		}
		column[i] = columns - 1
	}
	ways.finish()
	answers := ways.columns()
	for _, i := range c.instants {
		if columns > 0 {
			c.fares[i] = answers[column[i]]
		}
	}
	return through(scratch.of, len(ways.first), ways.of)
}

// isAsBefore reports whether the answers at an instant are those at another.
func (c *course) isAsBefore(before, instant int) bool {
	return !c.moves && !c.ages && c.joined == 0 && !(c.bySubject && (c.places[before] || c.places[instant]))
}

// answers numbers answers.
type answers struct {
	list []answer
	by   map[string]uint32
	of   map[found]uint32
	each []found
}

func newAnswers() *answers { return &answers{by: map[string]uint32{}, of: map[found]uint32{}} }

// one returns the number of what was found of one combination.
func (a *answers) one(f found) uint32 {
	n, ok := a.of[f]
	if !ok {
		n = uint32(len(a.each))
		a.of[f] = n
		a.each = append(a.each, f)
	}
	return n
}

// number returns the number of the answer that is made of several findings.
func (a *answers) number(ones []uint32) uint32 {
	slices.Sort(ones)
	ones = slices.Compact(ones)
	var key []byte
	for _, n := range ones {
		key = binary.AppendUvarint(key, uint64(n))
	}
	n, ok := a.by[string(key)]
	if !ok {
		n = uint32(len(a.list))
		a.by[string(key)] = n
		var all answer
		for _, one := range ones {
			all.found = append(all.found, a.each[one])
		}
		a.list = append(a.list, all)
	}
	return n
}

// single returns the number of the answer for a subject that is judged by itself.
func (a *answers) single(v Verdict) uint32 {
	a.list = append(a.list, answer{verdict: &v})
	return uint32(len(a.list) - 1)
}

// fewestJudged is how many judgements are worth a goroutine.
const fewestJudged = 64

// judgeAlone judges subjects of which nothing else is read.
func (s *Survey) judgeAlone(c *course, instant int, own *view) ([]answer, []uint32) {
	seen, rows := own.at(s.team, instant)
	founds := make([]found, len(rows))
	s.team.share(len(rows), fewestJudged, func(_, from, to int) {
		facts := &notice.Facts{}
		for n := from; n < to; n++ {
			t := s.tied(Subject{c.kind, int(rows[n])})
			founds[n] = s.find(c, instant, facts, &t)
		}
	})
	a := newAnswers()
	numbers := make([]uint32, len(rows))
	for n, f := range founds {
		numbers[n] = a.number([]uint32{a.one(f)})
	}
	of := make([]uint32, len(own.rows))
	for i := range of {
		of[i] = numbers[numberOf(seen, uint32(i))]
	}
	return a.list, of
}

// find judges one subject with all that it is tied to.
func (s *Survey) find(c *course, instant int, facts *notice.Facts, t *ties) found {
	facts.Reset()
	s.gather(facts, t, c.kind, &c.wanted)
	at := s.instants[instant]
	f := found{outcome: c.rule.Outcome(facts, at)}
	if c.bySubject && c.places[instant] {
		f.force = c.rule.InForce(facts, at)
	}
	return f
}
