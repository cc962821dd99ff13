package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Report puts together what is told of an instant: how the requirements and the
// organisations stand, the windows to come, what would settle the unknowns, and
// the findings. What else it holds is filled in by those who know it.
func (s *Survey) Report(at time.Time) *Report {
	m := s.At(at)
	r := &Report{
		At: s.tellInstant(at), Notices: s.set.Editions(at), Zones: civil.DataVersion(),
		Tasks: []Task{}, People: People{List: []Person{}},
		Files: []File{}, Joins: []Join{}, NearMisses: []NearMiss{}, Ambiguous: []Ambiguous{}, Rejects: []Reject{},
	}
	r.Requirements = m.requirements()
	r.Organisations = m.organisations()
	r.Windows = s.windows(at)
	r.Settle = m.settle()
	r.Findings = m.Findings
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
		r.Count, r.Dormant, r.Closed = m.counts(i)
		out = append(out, r)
	}
	return out
}

// counts counts the subjects of a rule: all of them, and of these those that are
// closed, and those that are dormant and not closed.
func (m *Moment) counts(rule int) (all, dormant, closed Count) {
	kind := m.courses[rule].kind
	cells, vectors, place := m.survey.kinds[kind], m.Vectors(kind), m.placeOf(rule)
	k := m.kind(kind)
	for cell, n := range cells.count {
		result := vectors[k.vector[cell]][place].Result
		all.add(result, int(n))
		switch {
		case kind == notice.Card && int(cells.closed[cell]) <= m.instant:
			closed.add(result, int(n))
		case int(cells.dormant[cell]) <= m.instant:
			dormant.add(result, int(n))
		}
	}
	return all, dormant, closed
}

// placeOf is the place of a rule among those of its kind.
func (m *Moment) placeOf(rule int) int {
	for place, r := range m.of[m.courses[rule].kind] {
		if r == rule {
			return place
		}
	}
	return -1
}

func (c *Count) add(r notice.Result, n int) {
	switch r {
	case notice.Met:
		c.Met += n
	case notice.Unmet:
		c.Unmet += n
	case notice.Unknown:
		c.Unknown += n
	case notice.Exempt:
		c.Exempt += n
	default:
		c.NotApplicable += n
	}
}

// organisations tells how the subjects of each organisation stand, in the order
// of the organisations, and at last those of none.
func (m *Moment) organisations() []Organisation {
	table := m.survey.estate.Organisations
	counts := make([][]Count, table.Len()+1) // by row plus one: a count for each rule
	for kind := range notice.Object(kinds) {
		if len(m.of[kind]) == 0 {
			continue
		}
		for pair, n := range m.perOrganisation(kind) {
			organisation, vector := pair>>32, uint32(pair)
			if counts[organisation] == nil {
				counts[organisation] = make([]Count, len(m.rules))
			}
			for i, v := range m.Vectors(kind)[vector] {
				counts[organisation][m.of[kind][i]].add(v.Result, n)
			}
		}
	}
	out := []Organisation{}
	for n := 1; n <= len(counts); n++ {
		row := n % len(counts) // those of none come last
		if counts[row] == nil {
			continue
		}
		o := Organisation{Requirements: []OrganisationCount{}}
		if row > 0 {
			o.Organisation = table.Key(row - 1)
			o.Name, o.Kind = table.Column("name").Text(row-1), table.Column("kind").Text(row-1)
		}
		for i, c := range counts[row] {
			if c != (Count{}) {
				o.Requirements = append(o.Requirements, OrganisationCount{Requirement: m.rules[i].Requirement().ID, Count: c})
			}
		}
		out = append(out, o)
	}
	return out
}

// perOrganisation counts the subjects of a kind by their organisation's row plus
// one, in the upper half of the key, and their verdict vector.
func (m *Moment) perOrganisation(kind notice.Object) map[uint64]int {
	out := map[uint64]int{}
	for row := range m.survey.rows(kind) {
		organisation := uint64(m.survey.organisationOf(kind, int32(row)) + 1)
		out[organisation<<32|uint64(m.Vector(kind, row))]++
	}
	return out
}

// windows are the blocks to come, with the window of the first rule that has one.
func (s *Survey) windows(at time.Time) []Window {
	out := []Window{}
	for _, b := range Blocks(s.set, at, MaxWindows) {
		w := Window{From: s.tellInstant(b.from), Until: s.tellInstant(b.until), Notice: b.rules[0].Notice().ID, Requirements: []string{}}
		for _, r := range b.rules {
			w.Requirements = append(w.Requirements, r.Requirement().ID)
			if now, _ := r.Notice().StandingAt(r.Requirement(), b.from); now.Window != nil && w.Window == "" {
				w.Window = now.Window.Window.ID
			}
		}
		out = append(out, w)
	}
	return out
}
