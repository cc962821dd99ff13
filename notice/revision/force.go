package revision

import (
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// maxPlaces bounds the conditions of place that are told apart at one instant:
// with each the combinations to compare are three times as many.
const maxPlaces = 5

// span is a stretch of instants, half-open. Since the zero time is before all
// others, a zero from is since ever; a zero until is for good.
type span struct{ from, until time.Time }

// side is one requirement of one revision, over time. The zero side is one that
// is not there, and asks for nothing.
type side struct {
	requirement *notice.Requirement
	steps       []notice.Step
}

func sideOf(n *notice.Notice, q *notice.Requirement) side { return side{q, n.Steps(q)} }

// force is what a requirement does at an instant in a place, by what it finds.
type force struct {
	unmet     notice.Action
	unknown   notice.Action
	absent    notice.Action // unknown, and its subject was not given at all
	handshake bool          // a refusal ends the handshake
	closed    bool          // without a decision nobody gets in
	phase     *notice.Phase
}

// force works out what the phases in force come to, as a set judges them: of
// those whose where holds the last of the file. Where that is unknown the weaker
// is taken, of each kind of finding by itself.
func (s side) force(choices []notice.Choice, holds map[string]fact.Truth) force {
	var out force
	for _, c := range choices {
		truth := fact.True
		if where := c.Phase.WhereSource(); where != "" {
			truth = holds[where]
		}
		if truth == fact.False {
			continue
		}
		unknown := s.requirement.Unknown
		if c.Phase.Unknown != nil {
			unknown = *c.Phase.Unknown
		}
		first := out.phase == nil
		if first || c.Action < out.unmet {
			out.unmet, out.phase = c.Action, c.Phase
			out.handshake, out.closed = c.Phase.Refuse == "handshake", c.Phase.Fail == "closed"
		}
		unknown, absent := min(unknown, c.Action), min(s.requirement.Absent, c.Action)
		if first {
			out.unknown, out.absent = unknown, absent
		}
		out.unknown, out.absent = min(out.unknown, unknown), min(out.absent, absent)
		if truth == fact.True {
			return out
		}
	}
	return force{} // it may be that no phase holds
}

// stronger is the first instant at which one side does more than another.
type stronger struct {
	at      time.Time // zero: since ever
	what    string    // of what, such as block
	instead string    // of what before
	phase   *notice.Phase
	action  notice.Action
	tooMany bool // the places were too many to be compared
}

// firstStronger finds the first instant of a span at which the new side may do
// more than the old one, somewhere: the first at which it may block, if it ever does. Who
// approves a change should read of the worst that it can do.
func firstStronger(was, is side, within span) (stronger, bool) {
	cuts := []time.Time{within.from}
	for _, s := range slices.Concat(was.steps, is.steps) {
		if s.From.After(within.from) {
			cuts = append(cuts, s.From)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	var old, new []notice.Choice
	var first stronger
	found := false
	i, j := 0, 0
	for _, t := range slices.CompactFunc(cuts, time.Time.Equal) {
		if !within.until.IsZero() && !t.Before(within.until) {
			break
		}
		for ; i < len(was.steps) && !was.steps[i].From.After(t); i++ {
			old = was.steps[i].Choices
		}
		for ; j < len(is.steps) && !is.steps[j].From.After(t); j++ {
			new = is.steps[j].Choices
		}
		if s, ok := strongerIn(was, is, old, new); ok {
			s.at = t
			if was.requirement == nil {
				s.instead = ""
			}
			if s.action == notice.Block || s.tooMany {
				return s, true
			}
			if !found {
				first, found = s, true
			}
		}
	}
	return first, found
}

// strongerIn compares two steps in every place: with each where that either of
// them reads true, false and unknown.
func strongerIn(was, is side, old, new []notice.Choice) (stronger, bool) {
	var places []string
	for _, c := range slices.Concat(old, new) {
		if where := c.Phase.WhereSource(); where != "" && !slices.Contains(places, where) {
			places = append(places, where)
		}
	}
	if len(places) > maxPlaces {
		return stronger{tooMany: true}, true
	}
	combinations := 1
	for range places {
		combinations *= 3
	}
	holds := map[string]fact.Truth{}
	for n := range combinations {
		for _, p := range places {
			holds[p] = [...]fact.Truth{fact.True, fact.False, fact.Unknown}[n%3]
			n /= 3
		}
		if s, ok := is.force(new, holds).exceeds(was.force(old, holds)); ok {
			return s, true
		}
	}
	return stronger{}, false
}

// exceeds says what of a force is more than of another.
func (f force) exceeds(was force) (stronger, bool) {
	for _, a := range []struct {
		of       string
		was, now notice.Action
	}{
		{"", was.unmet, f.unmet},
		{" of what is unknown", was.unknown, f.unknown},
		{" where its subject is absent", was.absent, f.absent},
	} {
		if a.now > a.was {
			return stronger{what: "asks" + a.of + " for " + a.now.String(), instead: a.was.String(), phase: f.phase, action: a.now}, true
		}
	}
	switch {
	case f.handshake && !was.handshake:
		return stronger{what: "ends the handshake", instead: "words", phase: f.phase}, true
	case f.closed && !was.closed:
		return stronger{what: "fails closed", instead: "open", phase: f.phase}, true
	}
	return stronger{}, false
}

// words says it for people, in the zone of a notice; "" where nothing is stronger.
func (s stronger) words(n *notice.Notice) string {
	if s == (stronger{}) {
		return ""
	}
	when := ""
	if !s.at.IsZero() {
		when = " from " + instant("", s.at, n.Zone).value
	}
	if s.tooMany {
		return fmt.Sprintf("has more than %d conditions of place at once%s", maxPlaces, when)
	}
	return s.what + after(" instead of", s.instead) + when + " (phase " + s.phase.ID + ")"
}
