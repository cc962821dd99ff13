package report

import "slices"

// compare tells what the weeks before let expect, and how far it came so.
func (m *maker) compare(p *Preview) {
	var totals []int
	for i := range m.weeks {
		w := &m.weeks[i]
		p.Weeks = append(p.Weeks, Week{m.clock(w.from), m.clock(w.until), w.decisions, w.attempts, w.who})
		if w.compared() {
			totals = append(totals, w.who.Total())
		}
	}
	switch {
	case m.minutes == nil:
		p.Why = "the window is longer than a week, and would be compared with itself"
	case len(m.weeks) == 0:
		p.Why = "no weeks before were asked for"
	case len(totals) == 0:
		p.Why = "the journal has no decision at the same times of the weeks before"
	}
	if p.Why != "" {
		return
	}
	p.Compared, p.Least, p.Most, p.Median = len(totals), slices.Min(totals), slices.Max(totals), median(totals)
	for i := range uint32(m.identities.all.n) {
		k := m.identities.all.at(i)
		switch {
		case k.weeks != 0 && k.refused != 0:
			p.ForetoldBlocked.add(k.unit, 1)
		case k.weeks != 0 && k.seen:
			p.ForetoldLetIn.add(k.unit, 1)
		case k.weeks != 0:
			p.ForetoldUnseen.add(k.unit, 1)
		case k.refused != 0:
			p.NotForetold.add(k.unit, 1)
		}
	}
}
