package readiness

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// WaysMoment is ways at an instant. It is safe for concurrent use.
type WaysMoment struct {
	ways    *Ways
	at      time.Time
	instant int // its place among the survey's
	rules   []momentRule
	excused [][]situation // by standing and rule; nil for those without any excuse
	traits  []trait       // by cell
	people  peopleStates
}

// momentRule is a rule at an instant.
type momentRule struct {
	*wayRule
	// What its phases ask for where that does not depend on the way: of those with
	// the requirement's own subject, and of those without it.
	ifGiven, ifAbsent notice.Force

	founds []wayFound
	traits []trait  // by what was found, without excuses
	of     []uint32 // by cell of ways: what was found; of a rule that sees one unit, by cell of the unit
}

// trait is what a way, or one rule of it, comes to at an instant.
type trait uint8

const (
	blocked trait = 1 << iota // some finding asks to block
	doubted                   // some finding is unknown, of a requirement that blocks
	closed                    // the card is of no use, whatever is asked for
)

// At returns the ways at an instant.
func (w *Ways) At(at time.Time) *WaysMoment {
	instant, found := slices.BinarySearchFunc(w.survey.instants, at, time.Time.Compare)
	if !found {
		return w.only([]time.Time{at}).At(at)
	}
	m := &WaysMoment{ways: w, at: at, instant: instant}
	for _, rule := range w.survey.rules[instant] {
		m.rules = append(m.rules, m.newRule(w.cells.rules[rule]))
	}
	m.excused = m.situate()
	m.judge()
	return m
}

// only returns the same ways, judged at other instants.
func (w *Ways) only(instants []time.Time) *Ways {
	other := *w
	other.survey = w.survey.only(instants)
	other.cells = other.newCells()
	other.survey.inventories = nil
	return &other
}

// newRule finds what a rule says of every way before excuses.
func (m *WaysMoment) newRule(r *wayRule) momentRule {
	out := momentRule{wayRule: r}
	out.ifGiven, out.ifAbsent = r.forcesAt(m.at)
	cells := m.ways.cells
	if r.isSingle() {
		out.founds = r.founds[m.instant]
		column, fares := cells.units[r.units[0]].columns[r], r.fares[m.instant]
		out.of = make([]uint32, len(column))
		for cell, fare := range column {
			out.of[cell] = fares[fare]
		}
	} else {
		out.founds, out.of = m.findTogether(r)
	}
	out.traits = make([]trait, len(out.founds))
	for i := range out.founds {
		out.traits[i] = traitOf(out.finding(m.instant, uint32(i), situation{}))
	}
	return out
}

// findTogether judges, of the ways that a rule cannot tell apart by several
// units, one each.
func (m *WaysMoment) findTogether(r *wayRule) (founds []wayFound, of []uint32) {
	w, cells, team := m.ways, m.ways.cells, m.ways.survey.team
	var lanes []lane
	for _, u := range r.units {
		column, of := cells.units[u].columns[r], cells.unit[u]
		seen, rows := r.views[u].at(team, m.instant)
		lanes = append(lanes, lane{count: len(rows), at: func(cell int) uint32 {
			return numberOf(seen, column[unitCellOf(of, cell)])
		}})
	}
	alike, first := number(team, len(cells.first), lanes)
	founds, found := w.find(r, m.instant, len(first), func(n int) ties {
		way := int(cells.first[first[n]])
		return w.tied(way, w.personOf(way))
	})
	for cell, n := range alike {
		alike[cell] = found[n]
	}
	return founds, alike
}

// unitCellOf returns the cell of a unit that a cell of ways has.
func unitCellOf(of []uint32, cell int) uint32 {
	if of == nil {
		return 0
	}
	return of[cell]
}

// finding puts together what was found and excuses.
func (r *momentRule) finding(instant int, found uint32, in situation) notice.Finding {
	f := &r.founds[found]
	force := f.force
	switch {
	case r.places[instant]:
	case f.given:
		force = r.ifGiven
	default:
		force = r.ifAbsent
	}
	return r.rule.Finding(f.outcome, in.exempt, force, in.pause)
}

// traitOf is what a finding comes to.
func traitOf(f notice.Finding) trait {
	switch {
	case f.Asks == notice.Block:
		return blocked
	case f.Result == notice.Unknown && f.InForce == notice.Block:
		return doubted
	}
	return 0
}

// situate finds the excuses in force, by standing; nil if there are none.
func (m *WaysMoment) situate() [][]situation {
	w := m.ways
	var excusing []int
	for i, r := range m.rules {
		if isAnybody(r.rule.Excused(m.at)) {
			excusing = append(excusing, i)
		}
	}
	if excusing == nil {
		return nil
	}
	out := make([][]situation, len(w.cells.standsFor))
	w.survey.team.share(len(out), fewestJudged, func(_, from, to int) {
		facts := &notice.Facts{}
		for standing := from; standing < to; standing++ {
			way := w.cells.standsFor[standing]
			if way == none {
				continue
			}
			t := w.tied(int(way), w.personOf(int(way)))
			facts.Reset()
			w.survey.gatherWay(facts, &t, identities)
			for _, i := range excusing {
				rule := m.rules[i].rule
				in := situation{exempt: rule.Exempt(facts, m.at), pause: rule.Pause(facts, m.at)}
				if in == (situation{}) {
					continue
				}
				if out[standing] == nil {
					out[standing] = make([]situation, len(m.rules))
				}
				out[standing][i] = in
			}
		}
	})
	return out
}

// excuses returns the excuses of a cell by rule, nil if it has none.
func (m *WaysMoment) excuses(cell int) []situation {
	if m.excused == nil {
		return nil
	}
	return m.excused[m.ways.cells.standing[cell]]
}

// foundOf returns what a rule found of a cell.
func (m *WaysMoment) foundOf(rule, cell int) uint32 {
	r := &m.rules[rule]
	if r.isSingle() {
		cell = int(unitCellOf(m.ways.cells.unit[r.units[0]], cell))
	}
	return r.of[cell]
}

// finding returns what a rule finds of a cell, excuses and all.
func (m *WaysMoment) finding(rule, cell int) notice.Finding {
	var in situation
	if excuses := m.excuses(cell); excuses != nil {
		in = excuses[rule]
	}
	return m.rules[rule].finding(m.instant, m.foundOf(rule, cell), in)
}

// judge finds the traits of every cell. Those of rules that see one unit are put
// together for each cell of the unit, and looked up for ways without excuses.
func (m *WaysMoment) judge() {
	cells := m.ways.cells
	var byUnit [units][]trait
	for u := range byUnit {
		byUnit[u] = make([]trait, cells.units[u].count)
	}
	var together []*momentRule
	for i := range m.rules {
		r := &m.rules[i]
		if !r.isSingle() {
			together = append(together, r)
			continue
		}
		for cell, found := range r.of {
			byUnit[r.units[0]][cell] |= r.traits[found]
		}
	}
	closedFrom := cells.units[cardUnit].closed
	m.traits = make([]trait, len(cells.first))
	m.ways.survey.team.each(len(m.traits), func(from, to int) {
		for cell := from; cell < to; cell++ {
			var is trait
			if excuses := m.excuses(cell); excuses != nil {
				for i := range m.rules {
					if r := &m.rules[i]; excuses[i] == (situation{}) {
						is |= r.traits[m.foundOf(i, cell)]
					} else {
						is |= traitOf(m.finding(i, cell))
					}
				}
			} else {
				for u, traits := range byUnit {
					is |= traits[unitCellOf(cells.unit[u], cell)]
				}
				for _, r := range together {
					is |= r.traits[r.of[cell]]
				}
			}
			if int(closedFrom[unitCellOf(cells.unit[cardUnit], cell)]) <= m.instant {
				is |= closed
			}
			m.traits[cell] = is
		}
	})
}

// of returns the traits of a way.
func (m *WaysMoment) of(way int) trait { return m.traits[m.ways.cells.of[way]] }
