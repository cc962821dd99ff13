package readiness

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
)

// Part fills what it knows into a report: now is the instant of the report, block
// that of the next block, or nil if none is to come.
type Part func(r *Report, now, block *Moment)

// Report puts together what is told of an instant: how the requirements and the
// organisations stand, the blocks to come, what would settle the unknowns, and
// the findings. The parts fill in what is told besides, in their order.
func (s *Survey) Report(at time.Time, parts ...Part) *Report {
	m := s.At(at)
	r := &Report{
		At: s.tellInstant(at), Notices: s.set.Editions(at), Zones: civil.DataVersion(),
		Tasks: []Task{}, People: People{List: []Person{}},
		Devices: Chain{Steps: []Step{}, Plans: []Plan{}},
		Files:   []File{}, Joins: []Join{}, NearMisses: []NearMiss{}, Ambiguous: []Ambiguous{}, Rejects: []Reject{}, Notes: []string{},
	}
	r.Requirements = m.requirements()
	r.Organisations = m.organisations()
	r.Windows = s.windows(at)
	r.Settle = m.settle()
	r.Findings = m.Findings()
	var block *Moment
	if next := NextBlock(s.set, at); next != nil {
		block = s.At(next.At)
		block.from = m
		r.NextBlock = s.tellBlock(next)
		r.stop(block)
	}
	for _, fill := range parts {
		fill(r, m, block)
	}
	return r
}

// requirements tells how each rule stands.
func (m *Moment) requirements() []Requirement {
	out := make([]Requirement, 0, len(m.rules))
	for i, rule := range m.rules {
		q := rule.Requirement()
		r := Requirement{Notice: rule.Notice().ID, Requirement: q.ID, Title: q.Title, Of: q.Of, Action: rule.Action(m.at)}
		if next, action, changes := rule.Next(m.at); changes {
			r.Next, r.NextAction = m.survey.tellInstant(next), action.String()
		}
		if q.Due != nil {
			r.Due = q.Due.Date.String()
		}
		if q.Remedy != nil {
			r.Do, r.Who, r.Say = q.Remedy.Do, q.Remedy.Who, q.Remedy.Say
		}
		r.Count, r.Dormant, r.Closed = m.Counts(i)
		out = append(out, r)
	}
	return out
}

// organisations tells how the subjects of each organisation stand, and whom its
// people ring about their computers.
func (m *Moment) organisations() []Organisation {
	table := m.survey.estate.Organisations
	name, kind := table.Column("name"), table.Column("kind")
	out := []Organisation{}
	m.ByOrganisation(func(row int, counts []Count) bool {
		o := Organisation{Requirements: []OrganisationCount{}}
		if row >= 0 {
			o.Organisation, o.Name, o.Kind = table.Key(row), name.Text(row), kind.Text(row)
			o.Contact = m.survey.contact(contactOf{o.Organisation, estate.TeamIT})
		}
		told := 0
		for _, c := range counts {
			if c != (Count{}) {
				told++
			}
		}
		o.Requirements = slices.Grow(o.Requirements, told)
		for i, c := range counts {
			if c != (Count{}) {
				o.Requirements = append(o.Requirements, OrganisationCount{Requirement: m.rules[i].Requirement().ID, Count: c})
			}
		}
		out = append(out, o)
		return true
	})
	return out
}
