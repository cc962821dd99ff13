package report

import (
	"fmt"
	"hash/maphash"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// Make reads of a journal what was decided in a window, after it, and at the same
// times of the weeks before, each record once, and reports on it. A record that
// cannot be read is counted, and left out. Errors are those of the options and of
// scan.
func Make(o Options, scan Scan) (*Report, error) {
	return makeBounded(o, scan, bounds{mostRefused, mostForetold})
}

func makeBounded(o Options, scan Scan, most bounds) (*Report, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	m := newMaker(&o, most)
	for n := len(m.weeks) - 1; n >= 0; n-- {
		w := &m.weeks[n]
		if !w.from.Before(w.until) {
			continue
		}
		if err := scan(w.from, w.until, m.each(w.from, w.until, func(a *attempt) { m.foretell(n, a) }, nil)); err != nil {
			return nil, fmt.Errorf("making the report: reading the week from %s: %w", w.from.Format(time.DateOnly), err)
		}
	}
	if err := scan(o.From, o.Now, m.each(o.From, o.Now, m.take, m.outcome)); err != nil {
		return nil, fmt.Errorf("making the report: reading what came since the window opened: %w", err)
	}
	return m.report(), nil
}

// maker gathers what a report tells.
type maker struct {
	o *Options

	identities    identities
	refused       list[refused]
	cards         map[string]uint32 // to the first of cardLinks, plus one
	cardLinks     list[cardLink]
	candidates    list[candidate]
	free          []uint32          // of candidates
	pending       map[uint64]uint32 // codes whose outcome is not known, to the last candidate, plus one
	deviceIn      map[uint32]int64  // devices on which people were refused, to when they were last let in without saying who
	matched       []uint32
	seed          maphash.Seed
	texts         texts // devices and versions
	organisations texts
	byCode        list[organisation] // by the numbers of organisations
	requirements  requirements

	order         int64 // of records since the window opened
	decisions     Decisions
	counts        counts
	byRequirement [mostRequirements]int
	spared        [len(reasons)]tally
	handshakes    handshakes
	minutes       []uint32 // decisions of each minute of the window
	weeks         []week
	strange       strange
}

// counts are attempts that were refused in the window.
type counts struct {
	attempts, withoutWords, unproven, others, nameless int
}

// organisation is what is counted of one.
type organisation struct {
	attempts int
	weeks    [MostWeeks]uint32 // identities that fell short, by weeks
}

func newMaker(o *Options, most bounds) *maker {
	m := &maker{
		o:          o,
		identities: identities{most: most, places: map[key]uint32{}},
		cards:      map[string]uint32{}, pending: map[uint64]uint32{}, deviceIn: map[uint32]int64{},
		seed: maphash.MakeSeed(), texts: newTexts(mostTexts, ""), organisations: newTexts(mostOrganisations, otherOrganisations),
		requirements: requirements{only: bounded(o.Requirement)},
		handshakes:   handshakes{addresses: map[string]struct{}{}},
	}
	if o.Requirement != "" {
		m.requirements.bit(o.Requirement) // before those beside it may take all bits
	}
	if o.end().Sub(o.From) <= longestCompared {
		m.minutes = make([]uint32, minutesOf(o.end().Sub(o.From)))
		m.weeks = weeksBefore(o.Zone, o.From, o.end(), o.Weeks)
	}
	return m
}

// otherOrganisations stands for those beyond the bound.
const otherOrganisations = "(others)"

func (m *maker) organisation(n uint32) *organisation {
	for m.byCode.n <= int(n) {
		m.byCode.add(organisation{})
	}
	return m.byCode.at(n)
}

// each makes what is done with each record of a span: decisions are given to take,
// outcomes to outcome.
func (m *maker) each(from, until time.Time, take func(*attempt), outcome func(code string, o *evidence.Outcome)) func(string, time.Time, bool, []byte) error {
	var before time.Time
	return func(code string, at time.Time, _ bool, record []byte) error {
		if at.Before(from) || !at.Before(until) {
			return nil
		}
		k, err := evidence.Parse(record)
		if err != nil {
			m.strange.unreadable(code, err)
			return nil
		}
		if back := before.Sub(at); back > clockBackBy {
			m.strange.clockBack(back)
		}
		before = at
		switch {
		case k.Outcome != nil:
			if outcome != nil {
				outcome(code, k.Outcome)
			}
		case k.Handshake != nil:
			if outcome != nil {
				m.shake(at, k.Handshake)
			}
		default:
			a := m.attempt(code, at, &k)
			take(&a)
		}
		return nil
	}
}

// take takes a decision of the window, or after it.
func (m *maker) take(a *attempt) {
	m.order++
	by := m.requirements.blocking(a.findings)
	counts := m.requirements.counts(by)
	refusedIt := a.done == "block"
	if !a.when.Before(m.o.Until) {
		switch {
		case !refusedIt:
			m.letIn(a)
		case counts:
			m.refuseLater(a)
		}
		return
	}
	m.inWindow(a)
	switch {
	case refusedIt && counts:
		m.refuse(a, by)
	case refusedIt:
		m.counts.others++
		if len(a.findings) == 0 {
			m.strange.withoutReason++
		}
	default:
		if a.weakened != "" && by != 0 && counts {
			m.spare(a)
		}
		m.letIn(a)
		if who := m.identities.find(a.key); who != nil {
			who.seen = true
		}
	}
}

// inWindow counts a decision of the window, whatever it was.
func (m *maker) inWindow(a *attempt) {
	m.decisions.add(a.done)
	if i := int(a.when.Sub(m.o.From) / time.Minute); i < len(m.minutes) {
		m.minutes[i]++
	}
	if g := a.kept.Gate; g != nil && len(g.Contradictions) > 0 {
		m.strange.contradicted(g.Contradictions)
	}
}
