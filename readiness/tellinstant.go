package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// tellInstant writes an instant as reports do, "" of the zero time.
func (s *Survey) tellInstant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	zone := s.set.Zone()
	if zone == nil {
		zone = s.estate.Zone // there is no notice
	}
	return at.In(zone.Location()).Format(time.RFC3339)
}

// isIdle reports whether a subject is dormant: at the moment, or for a moment to
// come at the one that looks ahead to it. Nobody has used anything since then, and
// a block of next year does not find everybody gone.
func (m *Moment) isIdle(kind notice.Object, row int) bool {
	if m.from != nil {
		return m.from.isIdle(kind, row)
	}
	cells := m.survey.kinds[kind]
	return int(cells.dormant[cells.of[row]]) <= m.instant
}

// isClosed reports whether a card is cancelled or expired at the moment.
func (m *Moment) isClosed(card int) bool {
	cells := m.survey.kinds[notice.Card]
	return int(cells.closed[cells.of[card]]) <= m.instant
}
