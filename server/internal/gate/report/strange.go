package report

import (
	"errors"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// strange counts what a reader should know before believing the rest.
type strange struct {
	contradictions int
	contradictory  []string // some of them
	withoutDetail  int
	withoutReason  int
	unread         int
	unreadWords    []string // of some of them
	unknownKinds   int
	back           int           // records before which the clock went back
	furthest       time.Duration // how far it did
	notFollowed    int           // attempts whose identities there was no room for
	notForetold    int           // the same of the weeks before
}

// contradicted takes an attempt with claims that its handshake contradicts.
func (s *strange) contradicted(claims []string) {
	s.contradictions++
	for _, c := range claims {
		if c = web.Plain(c, mostWordRunes); len(s.contradictory) < mostExamples && c != "" && !slices.Contains(s.contradictory, c) {
			s.contradictory = append(s.contradictory, c)
		}
	}
}

// unreadable takes a record that cannot be read.
func (s *strange) unreadable(code string, err error) {
	if errors.Is(err, evidence.ErrKind) {
		s.unknownKinds++
		return
	}
	s.unread++
	if len(s.unreadWords) < mostExamples {
		s.unreadWords = append(s.unreadWords, web.Plain(code+": "+err.Error(), mostWordRunes))
	}
}

func (s *strange) clockBack(by time.Duration) {
	s.back++
	s.furthest = max(s.furthest, by)
}

// gaps finds the times of the window in which nothing was decided although at
// the same times of the weeks before something was. Only weeks whose span was as
// long as the window's are compared: minutes of the others are not the same.
func (m *maker) gaps() (gaps []Gap, more int) {
	var weeks [][]uint32
	for i := range m.weeks {
		if w := &m.weeks[i]; w.compared() && len(w.minutes) == len(m.minutes) {
			weeks = append(weeks, w.minutes)
		}
	}
	if len(weeks) == 0 {
		return nil, 0
	}
	whole := int(m.o.end().Sub(m.o.From) / time.Minute) // the last minute may not be over
	for from := 0; from < whole; from++ {
		if m.minutes[from] > 0 {
			continue
		}
		until := from
		sums := make([]int, len(weeks))
		for ; until < whole && m.minutes[until] == 0; until++ {
			for i, w := range weeks {
				sums[i] += int(w[until])
			}
		}
		if expected := median(sums); expected >= gapExpected {
			if len(gaps) < mostGaps {
				gaps = append(gaps, Gap{m.clock(m.minute(from)), m.clock(m.minute(until)), expected})
			} else {
				more++
			}
		}
		from = until
	}
	return gaps, more
}

// minute is the instant at which a minute of the window begins.
func (m *maker) minute(n int) time.Time { return m.o.From.Add(time.Duration(n) * time.Minute) }

// clock puts an instant on the clocks of the zone.
func (m *maker) clock(t time.Time) time.Time { return t.In(m.o.Zone.Location()) }

// median is the middle one of numbers, of an even count the lower; 0 of none.
func median(numbers []int) int {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Clone(numbers)
	slices.Sort(sorted)
	return sorted[(len(sorted)-1)/2]
}
