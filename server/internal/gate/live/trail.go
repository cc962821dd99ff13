package live

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// trail is what came under one name in the last quarter of an hour, by second.
// Most names come seldom: it has a step for each second in which something came,
// and none for the others, so that there is room for all of them. How many steps
// all trails have together is bounded. Where there are no more places, a trail
// gives up what is oldest in it, and says so.
type trail struct {
	steps []step // by second; those before first are past
	first int
	// whole is the second from which on all that came is kept; 0: always.
	whole uint32
}

// trailRoom is the room for the steps of all trails.
type trailRoom struct {
	places
	missed atomic.Uint32 // the last second for which a trail found none
}

// step is what came in one second: of all sign-ins, or of those that fell short of
// one requirement. One that is full has another beside it.
type step struct {
	second uint32 // since 1970
	n      [kinds]uint16
	of     uint8 // the requirement's number; 0: all
}

// fewestSteps are what a trail begins with.
const fewestSteps = 4

// count counts an event, of all or as what fell short of a requirement. What is
// recalled and older than what is kept is left out. What is not recalled is the
// present: a trail that goes on far ahead of it was made before the clock was set
// back, and begins anew.
func (t *trail) count(e event, of uint8, room *trailRoom, trusted bool) {
	second := uint32(max(0, e.at))
	if n := len(t.steps); n > t.first && int64(t.steps[n-1].second)-int64(second) >= seconds {
		if e.recalled {
			return
		}
		t.steps, t.first, t.whole = t.steps[:0], 0, 0
	}
	if second < t.whole {
		return // of then nothing is kept
	}
	for j := t.behind(second) - 1; j >= t.first && t.steps[j].second == second; j-- {
		if t.steps[j].of == of && t.steps[j].count(e) {
			return
		}
	}
	t.pass(second)
	if len(t.steps) == cap(t.steps) && !t.widen(second, room, trusted) {
		t.whole = second + 1
		return
	}
	if second < t.whole {
		return // the room was made of this second
	}
	s := step{second: second, of: of}
	s.count(e)
	t.steps = slices.Insert(t.steps, t.behind(second), s)
}

// count counts an event, unless there is no room for it.
func (s *step) count(e event) bool {
	if s.n[e.kind] == 1<<16-1 || e.weak && s.n[weakened] == 1<<16-1 {
		return false
	}
	s.n[e.kind]++
	if e.weak {
		s.n[weakened]++
	}
	return true
}

// behind is where the first step after a second is, most often at the end.
func (t *trail) behind(second uint32) int {
	n := len(t.steps)
	if n == t.first || t.steps[n-1].second <= second {
		return n
	}
	i, _ := slices.BinarySearchFunc(t.steps[t.first:], second, func(s step, second uint32) int {
		return cmp.Or(cmp.Compare(s.second, second), -1)
	})
	return t.first + i
}

// pass leaves behind what is too old at a second.
func (t *trail) pass(second uint32) {
	for t.first < len(t.steps) && int64(second)-int64(t.steps[t.first].second) >= seconds {
		t.first++
	}
}

// widen makes room for one more step: of what is past, else of further places, else
// of what is oldest. It fails where there is nothing of these.
func (t *trail) widen(second uint32, room *trailRoom, trusted bool) bool {
	size := cap(t.steps)
	if t.first < max(1, size/2) {
		if more := max(fewestSteps, size); room.take(int32(more), trusted) {
			t.move(size + more)
			return true
		}
		room.missed.Store(second)
		if size == 0 {
			return false
		}
		// Whole seconds go, and several, so that not all is moved for each step.
		t.whole = t.steps[t.first+(size-t.first)/4].second + 1
		for t.first < size && t.steps[t.first].second < t.whole {
			t.first++
		}
	}
	t.steps = t.steps[:copy(t.steps, t.steps[t.first:])]
	t.first = 0
	return true
}

// move makes the room for steps larger or smaller.
func (t *trail) move(size int) {
	t.steps, t.first = append(make([]step, 0, size), t.steps[t.first:]...), 0
}

// tidy gives back the places that a trail does not need any more.
func (t *trail) tidy(now int64, room *trailRoom, trusted bool) {
	if n := len(t.steps); n > 0 && int64(t.steps[n-1].second)-now >= seconds {
		t.steps, t.first, t.whole = t.steps[:0], 0, 0 // the clock was set back
	}
	t.pass(uint32(max(0, now)))
	size, need := cap(t.steps), len(t.steps)-t.first
	switch {
	case need == 0 && size > 0:
		t.steps, t.first = nil, 0
		room.give(int32(size), trusted)
	case need > 0 && need <= size/4 && size > fewestSteps:
		smaller := max(fewestSteps, size/2)
		t.move(smaller)
		room.give(int32(size-smaller), trusted)
	}
}

// each gives what came in [from, until), in seconds since 1970, in their order: of
// all, and of what fell short of each requirement.
func (t *trail) each(from, until int64, f func(unix int64, of uint8, n counts)) {
	if until <= 0 {
		return
	}
	for i := t.behind(uint32(max(0, from-1))); i < len(t.steps); i++ {
		s := &t.steps[i]
		if int64(s.second) >= until {
			return
		}
		if int64(s.second) >= from {
			f(int64(s.second), s.of, counts{uint32(s.n[allowed]), uint32(s.n[warned]), uint32(s.n[blocked]), uint32(s.n[weakened])})
		}
	}
}
