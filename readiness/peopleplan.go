package readiness

import (
	"encoding/binary"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// plans are what opens blocked ways: of each the smallest set of actions, in the
// order that their `after` asks for.
type plans struct {
	moment   *WaysMoment
	remedies []notice.Remedy // of all actions
	order    []int           // of them, each behind those that it must follow
	ofRule   []int           // by rule: its remedy; -1 = it has none

	list [][]int // distinct plans, of numbers of remedies in order; the first is none, where nothing opens a way
	by   map[string]int
	of   []int // by cell: its plan; -1 = not looked for

	needed, lacking []bool // by remedy, of the cell that is looked at
	key             []byte
}

// noPlan is that of ways that nothing which the notices name would open.
const noPlan = 0

func (m *WaysMoment) newPlans() *plans {
	p := &plans{moment: m, remedies: m.ways.survey.set.Remedies(m.at), list: [][]int{nil}, by: map[string]int{}}
	p.of = slices.Repeat([]int{-1}, len(m.traits))
	p.needed, p.lacking = make([]bool, len(p.remedies)), make([]bool, len(p.remedies))
	for _, r := range m.rules {
		do := -1
		if remedy := r.rule.Requirement().Remedy; remedy != nil {
			do = p.remedy(remedy.Do)
		}
		p.ofRule = append(p.ofRule, do)
	}
	placed := make([]bool, len(p.remedies))
	var place func(do int)
	place = func(do int) {
		if placed[do] {
			return
		}
		placed[do] = true // before what it follows, so that a circle ends
		for _, before := range p.remedies[do].After {
			if i := p.remedy(before); i >= 0 {
				place(i)
			}
		}
		p.order = append(p.order, do)
	}
	for do := range p.remedies {
		place(do)
	}
	return p
}

// remedy returns the number of an action, -1 if there is none.
func (p *plans) remedy(do string) int {
	return slices.IndexFunc(p.remedies, func(r notice.Remedy) bool { return r.Do == do })
}

// ofWay returns the plan of a blocked way.
func (p *plans) ofWay(way int) int {
	cell := int(p.moment.ways.cells.of[way])
	if p.of[cell] < 0 {
		p.of[cell] = p.make(cell)
	}
	return p.of[cell]
}

// make finds what the findings that block ask for, and what must be done before
// that is lacking too.
func (p *plans) make(cell int) int {
	clear(p.needed)
	clear(p.lacking)
	for i, do := range p.ofRule {
		finding := p.moment.finding(i, cell)
		if finding.Asks == notice.Block {
			if do < 0 {
				return noPlan
			}
			p.needed[do] = true
		}
		if do >= 0 && finding.Result == notice.Unmet {
			p.lacking[do] = true
		}
	}
	for _, do := range slices.Backward(p.order) {
		for _, before := range p.remedies[do].After {
			if i := p.remedy(before); p.needed[do] && i >= 0 && p.lacking[i] {
				p.needed[i] = true
			}
		}
	}
	var plan []int
	p.key = p.key[:0]
	for _, do := range p.order {
		if p.needed[do] {
			plan = append(plan, do)
			p.key = binary.AppendUvarint(p.key, uint64(do))
		}
	}
	number, ok := p.by[string(p.key)]
	if !ok {
		number = len(p.list)
		p.by[string(p.key)] = number
		p.list = append(p.list, plan)
	}
	return number
}

// ofPerson returns the plan that lets somebody work who cannot: as usual, or, of
// who is stranded, by the way that takes the least.
func (p *plans) ofPerson(person int) int {
	m := p.moment
	usual := m.usual(person)
	best := p.ofWay(usual)
	if m.states().of[person] == interrupted {
		return best
	}
	_, until := m.ways.Of(person)
	for way := usual + 1; way < until; way++ {
		if m.of(way)&closed != 0 {
			continue
		}
		plan := p.ofWay(way)
		if plan != noPlan && (best == noPlan || len(p.list[plan]) < len(p.list[best])) {
			best = plan
		}
	}
	return best
}

// do names the actions of a plan.
func (p *plans) do(plan int) []string {
	out := []string{}
	for _, do := range p.list[plan] {
		out = append(out, p.remedies[do].Do)
	}
	return out
}

// unblocked counts, by remedy, the people whom it helps to work.
func (p *plans) unblocked() []int {
	out := make([]int, len(p.remedies))
	for person, is := range p.moment.states().of {
		if is.isStopped() {
			for _, do := range p.list[p.ofPerson(person)] {
				out[do]++
			}
		}
	}
	return out
}
