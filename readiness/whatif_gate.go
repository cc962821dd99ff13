package readiness

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// gate is a rule before sign-ins. Those of one class are alike in all that it
// sees, but for what its clocks tell.
type gate struct {
	rule   notice.Rule
	reads  *reads
	uses   []bool // by number in SignIns.Uses: whether it is about them; nil: about all
	cure   cure
	class  *strip // by row
	given  []bool // by class: whether what the rule is about was given
	clocks []clock
	// steady are the outcomes of all classes, where they are the same at every
	// instant; else nil.
	steady []notice.Outcome
}

// clock is an instant of each sign-in that a rule compares with others, which move
// with the instant at which it is judged.
type clock struct {
	second func(row int) int64
	cuts   func(at time.Time) []time.Time
	never  bool // not known means that it is later than all
}

// newGate makes a gate of a rule that is judged at an instant.
func (a *arrivals) newGate(r notice.Rule, at time.Time) *gate {
	g := &gate{rule: r, cure: a.cures.of(r.Requirement()), uses: a.usesOf(r.Requirement())}
	one := *a.survey
	one.instants, one.rules = []time.Time{at}, [][]notice.Rule{{r}}
	where := r.WhereReads()
	told := []notice.RuleReads{r.Reads()}
	if len(where.Objects) > 0 {
		told = append(told, where)
	}
	g.reads = one.newReads(r, told...)
	kind, _ := notice.ObjectNamed(r.Requirement().Of)
	g.reads.objects |= setOf(kind)
	sight := one.look(g.reads, a.rows, everyObject)
	lanes := sight.lanes()
	if g.reads.moves || g.reads.ages {
		lanes = sight.fixed
		g.clocks = a.clocksOf(g.reads)
	}
	class, first := number(a.survey.team, a.rows.count, lanes)
	g.class = a.survey.team.newStrip(len(class), len(first), func(row int) uint32 { return class[row] })
	g.given = make([]bool, len(first))
	for n, row := range first {
		g.given[n] = a.rows.find[kind](int(row)) != none
	}
	if !g.reads.moves && !g.reads.ages {
		g.steady = make([]notice.Outcome, len(first))
		a.survey.team.share(len(first), fewestJudged, func(_, from, to int) {
			facts := &notice.Facts{}
			for n := from; n < to; n++ {
				t := a.ties(int(first[n]))
				a.gather(facts, &t, at, &g.reads.wanted)
				g.steady[n] = r.Outcome(facts, at)
			}
		})
	}
	return g
}

// usesOf are the uses that a requirement is about, by their numbers. A sign-in
// that does not say what it is for is one to sign in.
func (a *arrivals) usesOf(q *notice.Requirement) []bool {
	if len(q.Use) == 0 {
		return nil
	}
	uses := a.survey.estate.SignIns.Uses
	out := make([]bool, uses.Len()+1)
	out[0] = slices.Contains(q.Use, notice.UseSignIn)
	for n := 1; n < len(out); n++ {
		out[n] = slices.Contains(q.Use, uses.TextOf(uint32(n)))
	}
	return out
}

// isAbout reports whether a rule is about what a sign-in is for.
func (a *arrivals) isAbout(g *gate, row uint32) bool {
	return g.uses == nil || g.uses[a.survey.estate.SignIns.Use(int(a.weeks.signIns[row]))]
}

// clocksOf are the instants that the conditions of a rule compare, and of facts
// that can be too old when they were seen.
func (a *arrivals) clocksOf(r *reads) []clock {
	var out []clock
	rule := r.rule
	oldest := func(at time.Time) []time.Time { return []time.Time{rule.Oldest(at)} }
	age := func(row rowFinder, seen func(at int) int64) {
		if r.ages {
			out = append(out, clock{secondIn(row, seen), oldest, true})
		}
	}
	for o := notice.Card; o <= notice.Organisation; o++ {
		row, t := a.rows.find[o], a.survey.tables[o]
		if t == nil || !r.objects.has(o) {
			continue // a client and a connection are seen when they sign in
		}
		for _, c := range t.Columns {
			if !r.has(c.Attribute) {
				continue
			}
			if c.Times != nil {
				out = append(out, clock{secondIn(row, c.Times.At), func(at time.Time) []time.Time { return cutsOf(rule, c.Attribute, at) }, false})
			}
			age(row, func(at int) int64 { return t.SeenOf(at, c) })
		}
		if o == notice.Device && len(r.products) > 0 {
			age(row, a.survey.estate.Software.Seen)
		}
		if o == notice.Device && r.applications {
			age(row, a.survey.estate.Memberships.Seen)
		}
	}
	return out
}

func cutsOf(r notice.Rule, a *fact.Attribute, at time.Time) []time.Time {
	return append(r.TimeCuts(*a, at), r.WhereTimeCuts(*a, at)...)
}

// secondIn returns what a row of another table tells; estate.NoTime where there
// is none.
func secondIn(row rowFinder, second func(at int) int64) func(int) int64 {
	return func(i int) int64 {
		at := row(i)
		if at == none {
			return estate.NoTime
		}
		return second(int(at))
	}
}

// find judges one sign-in.
func (c *counter) find(g *gate, row int, at time.Time) finding {
	t := c.ties(row)
	c.gather(&c.facts, &t, at, &g.reads.wanted)
	return findingFor(g.rule.Outcome(&c.facts, at), g.rule.InForce(&c.facts, at))
}

// finding is an outcome, and what is asked of those who fall short and of those
// who are not known to.
type finding uint8

const (
	findings  = notice.Outcomes * actions * actions
	actions   = int(notice.Block) + 1
	notJudged = finding(255)
)

func findingFor(o notice.Outcome, in notice.Force) finding {
	return finding((int(o)*actions+int(in.Action))*actions + int(in.Unknown))
}

func (f finding) outcome() notice.Outcome { return notice.Outcome(int(f) / (actions * actions)) }

func (f finding) force() notice.Force {
	return notice.Force{Action: notice.Action(int(f) / actions % actions), Unknown: notice.Action(int(f) % actions)}
}
