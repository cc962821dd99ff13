package live

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Stopped is what no longer comes since a window opened. Who is refused is seen in
// the other tables; who does not even try any more is seen nowhere else.
type Stopped struct {
	Since         time.Time `json:"since,omitzero"` // the window opened; zero: none did, and nothing is compared
	Until         time.Time `json:"until,omitzero"` // it ends, or ended; zero: never
	MinutesBefore int64     `json:"minutesBefore"`  // with which what came since is compared; 0 = it was not counted
	All           int       `json:"all"`            // how many there are
	Rows          []Still   `json:"rows"`           // the most missed first, at most 100
}

// Still is one that stopped coming.
type Still struct {
	Kind string `json:"kind"` // organisation, client, requirement or extractor
	Name string `json:"name"`
	Part string `json:"part,omitempty"`
	// Before is how often it came in the minutes before the window, Since since it
	// opened, and Blocked how many of the latter were refused.
	Before  uint32    `json:"before"`
	Since   uint64    `json:"since"`
	Blocked uint64    `json:"blocked"`
	Last    time.Time `json:"last"`
	Missing float64   `json:"missing"` // how many would have come since the last, or the opening, at the rate before
}

// comparison is what since and before are about.
type comparison struct {
	opened int64 // 0: nothing is compared
	base   int64 // minutes before
	now    int64
}

// still tells whether a row stopped coming: for so long that five more would have
// come at the rate of the minutes before. One rule serves for who did not come at
// all since the window opened, and for who was refused once and went away.
func (c comparison) still(row *tally) (s Still, ok bool) {
	if c.opened == 0 || c.base <= 0 || int64(row.last) < c.opened-c.base*60 {
		return s, false
	}
	before, since := row.sinceOpened(c.opened)
	silent := c.now - max(c.opened, int64(row.last))
	s = Still{
		Before: before, Since: since.all(), Blocked: since[blocked],
		Missing: math.Round(float64(before)*float64(silent)/float64(c.base*60)*10) / 10,
	}
	return s, silent >= stillFor && s.Missing >= stillExpected
}

// told is until when it is told what stopped in a window: for an hour behind it.
func (w *Window) told() time.Time {
	if w.Until.IsZero() {
		return w.From.Add(afterBlock)
	}
	return w.Until.Add(afterWindow)
}

// compare says what the page's window is compared with.
func (l *Live) compare(w *Window, now int64) comparison {
	if w == nil || now < w.From.Unix() || now >= w.told().Unix() {
		return comparison{now: now}
	}
	opened := w.From.Unix()
	return comparison{
		opened: opened,
		base:   max(0, min(hourBefore, spanOf(opened, 60)-spanOf(l.started.Load(), 60))),
		now:    now,
	}
}

// add takes one more, and drops the least missed where there are far too many.
func (s *Stopped) add(one Still, most int) {
	s.All++
	s.Rows = append(s.Rows, one)
	if len(s.Rows)/2 >= most {
		s.rank(most)
	}
}

// rank puts the most missed first, and leaves out what would not be read.
func (s *Stopped) rank(most int) {
	slices.SortFunc(s.Rows, func(a, b Still) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Part, b.Part))
	})
	if len(s.Rows) > most {
		s.Rows = s.Rows[:most]
	}
}
