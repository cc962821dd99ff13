package readiness

import "github.com/lanyard-id/lanyard/notice"

// Counts counts the subjects of a rule by what it finds of them: all, and of these
// the closed ones, and the dormant ones that are not closed.
func (m *Moment) Counts(rule int) (all, dormant, closed Count) {
	kind := m.courses[rule].kind
	cells := m.survey.kinds[kind]
	verdicts := m.verdictsOf(rule)
	for cell, n := range cells.count {
		result := verdicts[cell].Result
		all.add(result, int(n))
		switch {
		case cells.isClosed(cell, m.instant):
			closed.add(result, int(n))
		case cells.isDormant(cell, m.instant):
			dormant.add(result, int(n))
		}
	}
	return all, dormant, closed
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

func (c *cells) isClosed(cell, instant int) bool  { return int(c.closed[cell]) <= instant }
func (c *cells) isDormant(cell, instant int) bool { return int(c.dormant[cell]) <= instant }

// ByOrganisation yields, for each organisation with subjects of its own, how many
// of them there are by what each of Rules finds: in the order of the
// organisations' rows, and last those of none, whose row is -1.
func (m *Moment) ByOrganisation(yield func(row int, counts []Count) bool) {
	counts := make([][]Count, m.survey.estate.Organisations.Len()+1) // by row plus one
	for kind := range notice.Object(kinds) {
		if len(m.of[kind]) == 0 {
			continue
		}
		vectors := m.Vectors(kind)
		m.perOrganisation(kind, func(organisation, vector, n int) {
			if counts[organisation] == nil {
				counts[organisation] = make([]Count, len(m.rules))
			}
			for i, v := range vectors[vector] {
				counts[organisation][m.of[kind][i]].add(v.Result, n)
			}
		})
	}
	for i := range counts {
		row := (i + 1) % len(counts)
		if counts[row] != nil && !yield(row-1, counts[row]) {
			return
		}
	}
}

// perOrganisation counts the subjects of a kind by their organisation's row plus
// one and their verdict vector: those of one pair once for each of the team.
func (m *Moment) perOrganisation(kind notice.Object, visit func(organisation, vector, n int)) {
	cells, vector := m.survey.kinds[kind].of, m.kind(kind).vector
	type counted struct {
		pairs *numbering
		count []int
	}
	found := make([]counted, max(1, int(m.survey.team)))
	parts := m.survey.team.share(len(cells), fewest, func(part, from, to int) {
		f := counted{pairs: newNumbering(64)}
		for row := from; row < to; row++ {
			organisation := uint64(m.survey.organisationOf(kind, int32(row)) + 1)
			n := f.pairs.number(organisation<<32 | uint64(vector[cells[row]]))
			if int(n) == len(f.count) {
				f.count = append(f.count, 0)
			}
			f.count[n]++
		}
		found[part] = f
	})
	for _, f := range found[:parts] {
		for n, pair := range f.pairs.keys {
			visit(int(pair>>32), int(uint32(pair)), f.count[n])
		}
	}
}
