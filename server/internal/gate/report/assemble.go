package report

import (
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// report tells what was gathered.
func (m *maker) report() *Report {
	r := &Report{
		Window: Window{
			Notice: bounded(m.o.Notice), Requirement: bounded(m.o.Requirement), Name: bounded(m.o.Name),
			Title: web.Plain(m.o.Title, mostNameRunes), From: m.clock(m.o.From), Until: m.clock(m.o.Until), Zone: m.o.Zone.Name(),
		},
		MadeAt: m.clock(m.o.Now), Open: m.o.Now.Before(m.o.Until),
		Decisions:  m.decisions,
		Handshakes: Handshakes{m.handshakes.refused, len(m.handshakes.addresses), m.handshakes.more, m.handshakes.offered},
		Spared:     m.sparedByReason(),
		Blocked: Blocked{
			Attempts: m.counts.attempts, WithoutWords: m.counts.withoutWords, Others: m.counts.others, Unproven: m.counts.unproven, Nameless: m.counts.nameless,
			Requirements: m.byRequirements(),
		},
		Curve: m.curve(),
		Away:  m.away(),
	}
	for i := range uint32(m.refused.n) {
		f := m.refused.at(i)
		unit := m.identities.all.at(f.who).unit
		r.Blocked.Who.add(unit, 1)
		if !f.proven {
			r.Blocked.UnprovenWho.add(unit, 1)
		}
	}
	m.back(&r.Back, &r.Strange)
	m.compare(&r.Preview)
	r.Organisations = m.byOrganisation(len(r.Preview.Weeks))
	m.tellStrange(&r.Strange)
	return r
}

func (m *maker) sparedByReason() (out []Spared) {
	for i, s := range m.spared {
		if s.attempts > 0 {
			out = append(out, Spared{string(reasons[i].reason), s.attempts, s.who})
		}
	}
	return out
}

// byRequirements tells which requirements refused, the one that the report is
// about first, and of the others the most refused.
func (m *maker) byRequirements() (out []Requirement) {
	who := make([]Units, len(m.requirements.names))
	for i := range uint32(m.identities.all.n) {
		k := m.identities.all.at(i)
		for set := k.requirements; set != 0; set &= set - 1 {
			who[bits.TrailingZeros64(set)].add(k.unit, 1)
		}
	}
	for i, name := range m.requirements.names {
		if m.byRequirement[i] > 0 {
			out = append(out, Requirement{name, m.byRequirement[i], who[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b Requirement) int {
		switch {
		case a.Requirement == m.requirements.only:
			return -1
		case b.Requirement == m.requirements.only:
			return 1
		case a.Attempts != b.Attempts:
			return b.Attempts - a.Attempts
		}
		return strings.Compare(a.Requirement, b.Requirement)
	})
	return out
}

// backOf returns the attempt by which somebody is back; nil if nobody is.
func (m *maker) backOf(r *refused) *candidate {
	if r.candidates == 0 {
		return nil
	}
	return m.candidates.at(r.candidates - 1)
}

// back tells who came back, and how.
func (m *maker) back(b *Back, s *Strange) {
	var by [ways]Units
	var minutes []int
	for i := range uint32(m.refused.n) {
		r := m.refused.at(i)
		c := m.backOf(r)
		if c == nil {
			continue
		}
		unit := m.identities.all.at(r.who).unit
		b.Who.add(unit, 1)
		by[c.how].add(unit, 1)
		if c.accepted {
			b.Accepted++
		}
		if c.untold {
			s.Untold++
		}
		if r.order > c.order {
			b.Again++
			if r.order > r.lastIn {
				b.StillOut++
			}
		}
		minutes = append(minutes, int(max(c.at-r.first, 0)/time.Minute.Milliseconds()))
	}
	for h := range how(ways) {
		b.Ways = append(b.Ways, Way{h.String(), by[h]})
	}
	if len(minutes) > 0 {
		b.MedianMinutes, b.LongestMinutes = median(minutes), slices.Max(minutes)
	}
}

// tellStrange tells what was strange.
func (m *maker) tellStrange(s *Strange) {
	g := &m.strange
	s.Contradictions, s.Contradictory = g.contradictions, g.contradictory
	s.WithoutDetail, s.WithoutReason = g.withoutDetail, g.withoutReason
	s.Unread, s.UnreadWords, s.UnknownKinds = g.unread, g.unreadWords, g.unknownKinds
	s.ClockBack, s.ClockBackBy = g.back, int(g.furthest/time.Second)
	s.NotFollowed, s.NotForetold = g.notFollowed, g.notForetold
	s.Gaps, s.MoreGaps = m.gaps()
	if m.o.Damage != nil {
		d := m.o.Damage()
		s.Damage.Lines = d.Lines
		for _, words := range d.Words[:min(len(d.Words), mostExamples)] {
			s.Damage.Words = append(s.Damage.Words, web.Plain(words, mostWordRunes))
		}
	}
}
