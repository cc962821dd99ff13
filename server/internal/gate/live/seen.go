package live

import (
	"slices"
	"sync"
	"time"
)

// seen are windows of blocks that were open since the process began, the oldest
// first: what is compared, and what the picture shows.
type seen struct {
	sync.Mutex
	windows []Window
}

// mostSeen is a day of windows that open every hour, and some more.
const mostSeen = 50

// note takes what is open at an instant. A window that is no longer open before its
// time, because the plan changed, ends then; one that lies ahead was seen by a
// clock that was set back since.
func (s *seen) note(open []Window, now time.Time) {
	s.Lock()
	defer s.Unlock()
	is := func(a, b *Window) bool {
		return a.Notice == b.Notice && a.Requirement == b.Requirement && a.Name == b.Name && a.From.Equal(b.From)
	}
	s.windows = slices.DeleteFunc(s.windows, func(w Window) bool { return w.From.After(now) })
	for i := range s.windows {
		w := &s.windows[i]
		if w.endsAfter(now) && !slices.ContainsFunc(open, func(o Window) bool { return is(w, &o) }) {
			w.Until = now
		}
	}
	for i := range open {
		if at := slices.IndexFunc(s.windows, func(w Window) bool { return is(&w, &open[i]) }); at >= 0 {
			s.windows[at] = open[i]
		} else {
			s.windows = append(s.windows, open[i])
		}
	}
	if more := len(s.windows) - mostSeen; more > 0 {
		s.windows = slices.Delete(s.windows, 0, more)
	}
}

// all gives a copy of them.
func (s *seen) all() []Window {
	s.Lock()
	defer s.Unlock()
	return slices.Clone(s.windows)
}

// endsAfter tells whether a window is open behind an instant.
func (w *Window) endsAfter(at time.Time) bool { return w.Until.IsZero() || w.Until.After(at) }

// about is the window that the page is about: of those that are open the one that
// opened last, else the one that ended last. nil: none did yet.
func about(windows []Window, now time.Time) (found *Window) {
	for i := range windows {
		w := &windows[i]
		switch {
		case found == nil,
			w.endsAfter(now) && !found.endsAfter(now),
			w.endsAfter(now) && !w.From.Before(found.From),
			!found.endsAfter(now) && !w.Until.Before(found.Until):
			found = w
		}
	}
	return found
}
