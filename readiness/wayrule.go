package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// wayRule is how ways fare under one rule.
type wayRule struct {
	*reads
	rule     notice.Rule
	own      notice.Object
	units    []unit // in which it sees something
	instants []int  // of the survey, at which it is judged
	places   []bool // by instant: whether what phases ask for depends on the way

	// Of a rule that sees one unit: by instant what there is to find, and by how the
	// rows of the unit fare, which of it.
	founds [][]wayFound
	fares  [][]uint32
	// Of one that sees several: the distinct rows of each.
	views [units]*view
}

// wayFound is what can be said of a way before its excuses.
type wayFound struct {
	outcome notice.Outcome
	given   bool         // the requirement's own subject
	force   notice.Force // where it depends on the way; else zero
}

func (s *Survey) newWayRule(rule notice.Rule) *wayRule {
	r := &wayRule{rule: rule, places: make([]bool, len(s.instants))}
	r.founds, r.fares = make([][]wayFound, len(s.instants)), make([][]uint32, len(s.instants))
	r.own, _ = notice.ObjectNamed(rule.Requirement().Of)
	r.reads = s.newReads(rule, rule.Reads(), rule.WhereReads())
	r.objects = objectsOf(rule)
	for u := range units {
		if r.objects&unitObjects[u] != 0 {
			r.units = append(r.units, u)
		}
	}
	for i, at := range r.at {
		if !at.IsZero() {
			r.instants = append(r.instants, i)
			r.places[i] = rule.Places(at)
		}
	}
	return r
}

// isSingle reports whether the rule sees one unit only.
func (r *wayRule) isSingle() bool { return len(r.units) == 1 }

// isAsBefore reports whether the same is found at an instant as at another.
func (r *wayRule) isAsBefore(before, instant int) bool {
	return !r.moves && !r.ages && !r.places[before] && !r.places[instant]
}

// look lays out what the rule sees of the rows of a unit.
func (w *Ways) look(r *wayRule, u unit, rows *rows) *sight {
	objects := unitObjects[u]
	v := w.survey.look(r.reads, rows, objects&^setOf(notice.Client))
	if objects.has(notice.Client) && r.objects.has(notice.Client) {
		w.survey.lookAtClients(v, w.seats, r.reads, rows)
	}
	return v
}

// fareAlone judges the rows of the only unit that a rule sees, and returns the
// lane of how each fares.
func (w *Ways) fareAlone(r *wayRule, u unit, rows *rows) lane {
	s := w.survey
	sight := w.look(r, u, rows)
	alike, first := number(s.team, rows.count, sight.lanes())
	distinct := newView(s.team, sight, first)
	fares := newTuples(s.team, len(first))
	lanes := make([]int, len(s.instants)) // by instant: the lane of what was found
	count := 0
	for k, i := range r.instants {
		if k > 0 && r.isAsBefore(r.instants[k-1], i) {
			r.founds[i], lanes[i] = r.founds[r.instants[k-1]], count-1
			continue
		}
		seen, rows := distinct.at(s.team, i)
		founds, of := w.find(r, i, len(rows), func(n int) ties { return w.tieUnit(u, int(rows[n])) })
		r.founds[i] = founds
		fares.add(lane{count: len(founds), at: func(n int) uint32 { return of[numberOf(seen, uint32(n))] }})
		lanes[i] = count
		count++
	}
	fares.finish()
	columns := fares.columns()
	for _, i := range r.instants {
		r.fares[i] = columns[lanes[i]]
	}
	return lane{count: len(fares.first), at: func(row int) uint32 { return fares.of[alike[row]] }}
}

// find judges some ties at an instant; it returns what there is to find, and
// which of it was found of each.
func (w *Ways) find(r *wayRule, instant, count int, tied func(n int) ties) (list []wayFound, of []uint32) {
	s := w.survey
	each := make([]wayFound, count)
	s.team.share(count, fewestJudged, func(_, from, to int) {
		facts := &notice.Facts{}
		for n := from; n < to; n++ {
			t := tied(n)
			facts.Reset()
			s.gatherWay(facts, &t, &r.wanted)
			each[n] = wayFound{outcome: r.rule.Outcome(facts, s.instants[instant]), given: facts.Given(r.own)}
			if r.places[instant] {
				each[n].force = r.rule.InForce(facts, s.instants[instant])
			}
		}
	})
	numbers := map[wayFound]uint32{}
	of = make([]uint32, count)
	for n, f := range each {
		number, ok := numbers[f]
		if !ok {
			number = uint32(len(list))
			numbers[f] = number
			list = append(list, f)
		}
		of[n] = number
	}
	return list, of
}

// forcesAt are what the phases of a rule ask for at an instant where that does
// not depend on the way: of those with the requirement's own subject, and of
// those without it.
func (r *wayRule) forcesAt(at time.Time) (ifGiven, ifAbsent notice.Force) {
	facts := &notice.Facts{}
	ifAbsent = r.rule.InForce(facts, at)
	facts.Give(r.own)
	return r.rule.InForce(facts, at), ifAbsent
}
