package readiness

import (
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// situation is what is made of an answer where a subject stands.
type situation struct {
	exempt *notice.Exemption
	pause  *notice.Pause
	force  notice.Force
}

// situations are those of one rule at one instant, by standing.
type situations struct {
	list []situation
	of   []uint32 // nil: all are in the first
}

// situate finds the situations of the rules of a kind. Where no excuse is in
// force and the phases hold everywhere, a rule has one.
func (m *Moment) situate(kind notice.Object) []situations {
	cells := m.survey.kinds[kind]
	out := make([]situations, len(m.of[kind]))
	var several []int
	facts := &notice.Facts{}
	facts.Give(kind)
	for i, rule := range m.of[kind] {
		c := m.courses[rule]
		out[i].list = []situation{{force: c.rule.InForce(facts, m.at)}}
		if isAnybody(c.rule.Excused(m.at)) || c.byOrganisation && c.places[m.instant] {
			several = append(several, i)
		}
	}
	if len(several) == 0 {
		return out
	}
	found := make([]situation, len(several)*len(cells.standsFor))
	m.survey.team.share(len(cells.standsFor), fewestJudged, func(_, from, to int) {
		facts := &notice.Facts{}
		for standing := from; standing < to; standing++ {
			if cells.standsFor[standing] == none {
				continue
			}
			t := m.survey.tied(Subject{kind, int(cells.standsFor[standing])})
			facts.Reset()
			m.survey.gather(facts, &t, kind, identities)
			for k, i := range several {
				c := m.courses[m.of[kind][i]]
				is := situation{exempt: c.rule.Exempt(facts, m.at), pause: c.rule.Pause(facts, m.at), force: out[i].list[0].force}
				if c.byOrganisation {
					is.force = c.rule.InForce(facts, m.at)
				}
				found[k*len(cells.standsFor)+standing] = is
			}
		}
	})
	for k, i := range several {
		out[i] = newSituations(found[k*len(cells.standsFor):][:len(cells.standsFor)])
	}
	return out
}

func newSituations(found []situation) situations {
	s := situations{of: make([]uint32, len(found))}
	numbers := map[situation]uint32{}
	for standing, is := range found {
		n, ok := numbers[is]
		if !ok {
			n = uint32(len(s.list))
			numbers[is] = n
			s.list = append(s.list, is)
		}
		s.of[standing] = n
	}
	return s
}

// isAnybody reports whether excuses are about anybody.
func isAnybody(x notice.Excused) bool {
	return x.Everybody || len(x.Cards)+len(x.Devices)+len(x.People)+len(x.Groups)+len(x.Organisations)+len(x.Paused) > 0
}

// identities are the facts that excuses go by, and phases that hold by
// organisation.
var identities = func() *wanted {
	w := &wanted{above: true}
	for _, a := range fact.Attributes() {
		if a.Identity || a.ClosedWorld || a.Object == notice.Organisation.String() {
			w.slots |= 1 << a.Slot
		}
	}
	return w
}()

// packedVerdicts is how many values a verdict has when it is packed.
const packedVerdicts = 1 << 5

func pack(v Verdict) uint8 { return uint8(v.Result)<<2 | uint8(v.Asks) }

func unpack(packed uint32) Verdict {
	return Verdict{notice.Result(packed >> 2), notice.Action(packed & 3)}
}

// unjudged marks what has no verdict yet: no result has it.
const unjudged = 0xff

// verdicts returns the packed verdict of every cell.
func (m *Moment) verdicts(c *course, cells *cells, situations *situations) []uint8 {
	answers := c.answers[m.instant]
	known := make([]uint8, len(answers)*len(situations.list))
	for i := range known {
		known[i] = unjudged
	}
	fares, answerOf := cells.fares[c], c.fares[m.instant]
	out := make([]uint8, len(fares))
	for cell, fare := range fares {
		standing := uint32(0)
		if situations.of != nil {
			standing = situations.of[cells.standing[cell]]
		}
		answer := answerOf[fare]
		v := &known[int(standing)*len(answers)+int(answer)]
		if *v == unjudged {
			*v = pack(c.verdict(m.instant, &answers[answer], &situations.list[standing]))
		}
		out[cell] = *v
	}
	return out
}

// verdict puts an answer and a situation together.
func (c *course) verdict(instant int, a *answer, in *situation) Verdict {
	if a.verdict != nil {
		return *a.verdict
	}
	verdicts := make([]Verdict, len(a.found))
	for i, f := range a.found {
		force := in.force
		if c.bySubject && c.places[instant] {
			force = f.force
		}
		finding := c.rule.Finding(f.outcome, in.exempt, force, in.pause)
		verdicts[i] = Verdict{finding.Result, finding.Asks}
	}
	return combine(c.rule.Requirement(), verdicts)
}
