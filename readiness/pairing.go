package readiness

import (
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// pairing judges subjects with what they were seen with: who is alike, and was
// with those who are, once.
type pairing struct {
	survey   *Survey
	together *together
	parts    *view

	answers *answers
	known   map[uint64]uint32 // by number of the subject, and of the part plus one: what was found
	facts   *notice.Facts

	// The answers before, and whom each set was with then.
	of      []uint32
	company []uint32
}

func (s *Survey) newPairing(c *course, t *together) *pairing {
	return &pairing{survey: s, together: t, parts: newView(s.team, t.parts, t.first), facts: &notice.Facts{}}
}

func (p *pairing) judge(c *course, instant int, own *view) ([]answer, []uint32) {
	s := p.survey
	seen, rows := own.at(s.team, instant)
	seenParts, signIns := p.parts.at(s.team, instant)
	companies, of := p.together.at(instant, seenParts)
	withOf := func(i uint32) uint32 { return of[p.together.of[own.rows[i]]] }

	steady := !c.moves && !c.ages && !c.bySubject // what was found before is found again
	if !steady || p.answers == nil {
		p.answers, p.known = newAnswers(), map[uint64]uint32{}
	} else if slices.Equal(of, p.company) && !slices.ContainsFunc(companies, func(c company) bool { return c.single }) {
		return p.answers.list, p.of
	}
	p.company = of

	pairs := newTuples(s.team, len(own.rows))
	pairs.add(lane{count: len(rows), at: func(i int) uint32 { return numberOf(seen, uint32(i)) }})
	pairs.add(lane{count: len(companies), at: func(i int) uint32 { return withOf(uint32(i)) }})
	pairs.finish()
	numbers := make([]uint32, len(pairs.first))
	var ones []uint32
	for pair, i := range pairs.first {
		with := &companies[withOf(i)]
		if with.single {
			numbers[pair] = p.answers.single(s.judgeOne(c.rule, Subject{c.kind, int(own.rows[i])}, s.instants[instant]))
			continue
		}
		n := numberOf(seen, i)
		ones = ones[:0]
		for _, part := range with.parts {
			ones = append(ones, p.find(c, instant, n, rows[n], part+1, int32(signIns[part])))
		}
		if len(ones) == 0 {
			ones = append(ones, p.find(c, instant, n, rows[n], 0, none))
		}
		numbers[pair] = p.answers.number(ones)
	}
	for i, pair := range pairs.of {
		pairs.of[i] = numbers[pair]
	}
	p.of = pairs.of
	return p.answers.list, p.of
}

// find returns the number of what is found of a subject with a part of a sign-in.
func (p *pairing) find(c *course, instant int, n, row, part uint32, signIn int32) uint32 {
	key := uint64(n)<<32 | uint64(part)
	one, ok := p.known[key]
	if !ok {
		t := p.survey.tied(Subject{c.kind, int(row)})
		if signIn != none {
			p.survey.signedIn(&t, signIn, c.joined)
		}
		one = p.answers.one(p.survey.find(c, instant, p.facts, &t))
		p.known[key] = one
	}
	return one
}
