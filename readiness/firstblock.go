package readiness

import (
	"math"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// prevention finds the first block that an action prevents: one that would be of
// somebody. What blocks nobody of those who are to be mended presses nobody.
type prevention struct {
	survey  *Survey
	blocks  []blockSpan
	moments map[int]*Moment // by instant of the survey
	lacking map[blockedAt]bool
	// lacks reports whether somebody who counts falls short of a rule of a moment.
	lacks func(m *Moment, rule int) bool
}

// blockedAt is a requirement at an instant of the survey.
type blockedAt struct {
	instant int
	name    RuleName
}

func (s *Survey) newPrevention(from time.Time, lacks func(m *Moment, rule int) bool) *prevention {
	return &prevention{
		survey: s, blocks: Blocks(s.set, from, math.MaxInt), lacks: lacks,
		moments: map[int]*Moment{}, lacking: map[blockedAt]bool{},
	}
}

// of is the beginning of the first block that an action prevents; the zero time
// if there is none.
func (p *prevention) of(do string) time.Time {
	for _, b := range p.blocks {
		for _, r := range b.rules {
			if remedy := r.Requirement().Remedy; remedy != nil && remedy.Do == do && p.isLacking(r, b.from) {
				return b.from
			}
		}
	}
	return time.Time{}
}

// isLacking asks the survey's last instant before a block begins, since what
// cards and devices lack changes with the notices, whose changes are among the
// instants. A rule that none of them judges counts as lacking.
func (p *prevention) isLacking(r notice.Rule, at time.Time) bool {
	instants := p.survey.instants
	instant, found := slices.BinarySearchFunc(instants, at, time.Time.Compare)
	if !found {
		instant--
	}
	if instant < 0 {
		return true
	}
	key := blockedAt{instant, RuleName{r.Notice().ID, r.Requirement().ID}}
	lacking, known := p.lacking[key]
	if !known {
		m := p.moments[instant]
		if m == nil {
			m = p.survey.At(instants[instant])
			p.moments[instant] = m
		}
		rule := slices.IndexFunc(m.Rules(), func(r notice.Rule) bool {
			return r.Notice().ID == key.name.Notice && r.Requirement().ID == key.name.Requirement
		})
		lacking = rule < 0 || p.lacks(m, rule)
		p.lacking[key] = lacking
	}
	return lacking
}

// unmet reports by verdict vector of its kind whether a rule is unmet; nil if it
// is in none.
func (m *Moment) unmet(rule int) []bool {
	vectors, place := m.Vectors(m.courses[rule].kind), m.placeOf(rule)
	var out []bool
	for n, vector := range vectors {
		if vector[place].Result != notice.Unmet {
			continue
		}
		if out == nil {
			out = make([]bool, len(vectors))
		}
		out[n] = true
	}
	return out
}
