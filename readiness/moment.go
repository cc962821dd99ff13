package readiness

import (
	"slices"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Moment is a survey at one of its instants. It is safe for concurrent use.
type Moment struct {
	survey  *Survey
	at      time.Time
	instant int     // its place among the survey's
	from    *Moment // the one that looks ahead to it; nil: none does
	rules   []notice.Rule
	courses []*course
	of      [kinds][]int // by kind: its rules
	kinds   [kinds]kindMoment
}

// kindMoment is the subjects of a kind at an instant.
type kindMoment struct {
	once    sync.Once
	vector  []uint32 // by cell
	vectors [][]Verdict
}

// At returns the survey at an instant.
func (s *Survey) At(at time.Time) *Moment {
	i, found := slices.BinarySearchFunc(s.instants, at, time.Time.Compare)
	if !found {
		return NewSurvey(s.estate, s.set, Options{Dormant: s.dormant, Instants: []time.Time{at}, Workers: int(s.team)}).At(at)
	}
	m := &Moment{survey: s, at: at, instant: i, rules: s.rules[i]}
	for n, rule := range m.rules {
		c := s.courses[rule]
		m.courses = append(m.courses, c)
		m.of[c.kind] = append(m.of[c.kind], n)
	}
	return m
}

// Rules returns the rules that are judged, in the order of the notices. Their
// places in it are how the other methods name them.
func (m *Moment) Rules() []notice.Rule { return m.rules }

// RulesOf returns the places of the rules about a kind of subject.
func (m *Moment) RulesOf(kind notice.Object) []int { return m.of[kind] }

// Result returns what a rule finds of the subject of its kind in a row, and what
// is asked for.
func (m *Moment) Result(rule, row int) (notice.Result, notice.Action) {
	kind := m.courses[rule].kind
	v := m.Vectors(kind)[m.Vector(kind, row)][m.placeOf(rule)]
	return v.Result, v.Asks
}

// placeOf is the place of a rule among those of its kind.
func (m *Moment) placeOf(rule int) int { return slices.Index(m.of[m.courses[rule].kind], rule) }

// verdictsOf returns what a rule says of each cell of its kind.
func (m *Moment) verdictsOf(rule int) []Verdict {
	k, place := m.kind(m.courses[rule].kind), m.placeOf(rule)
	out := make([]Verdict, len(k.vector))
	for cell, vector := range k.vector {
		out[cell] = k.vectors[vector][place]
	}
	return out
}

// Vector returns the number of a subject's verdict vector.
func (m *Moment) Vector(kind notice.Object, row int) int {
	k := m.kind(kind)
	return int(k.vector[m.survey.kinds[kind].of[row]])
}

// Vectors returns the verdict vectors of a kind by their numbers: in each a
// verdict for each of RulesOf, in that order.
func (m *Moment) Vectors(kind notice.Object) [][]Verdict { return m.kind(kind).vectors }

func (m *Moment) kind(kind notice.Object) *kindMoment {
	k := &m.kinds[kind]
	k.once.Do(func() { m.judge(kind, k) })
	return k
}

// judge gives each cell of a kind its verdict vector.
func (m *Moment) judge(kind notice.Object, k *kindMoment) {
	cells := m.survey.kinds[kind]
	t := newTuples(m.survey.team, len(cells.first))
	situations := m.situate(kind)
	for i, rule := range m.of[kind] {
		verdicts := m.verdicts(m.courses[rule], cells, &situations[i])
		t.add(lane{count: packedVerdicts, at: func(cell int) uint32 { return uint32(verdicts[cell]) }})
	}
	t.finish()
	k.vector = t.of
	k.vectors = make([][]Verdict, len(t.first))
	for i := range k.vectors {
		k.vectors[i] = make([]Verdict, 0, len(m.of[kind]))
	}
	for _, column := range t.columns() {
		for i, packed := range column {
			k.vectors[i] = append(k.vectors[i], unpack(packed))
		}
	}
}
