package readiness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// legs are a range of time, one after the other, and how long each is.
type legs struct {
	each string
	list []leg
}

// leg is a piece of the range.
type leg struct {
	from, until time.Time
	at          [][]time.Time // by side: the instants at which most blocks; none: nothing does
}

// layOut divides a range at the changes of some sets; where these are too many at
// the days on which they are, or whatever longer time it takes.
func layOut(sets []*notice.Set, zone *civil.Zone, from, until time.Time) legs {
	changes := make([][]time.Time, len(sets))
	var all []time.Time
	for i, set := range sets {
		changes[i] = slices.DeleteFunc(set.Changes(from, until), from.Equal)
		all = append(all, changes[i]...)
	}
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	each, bounds := EachChange, all
	for _, longer := range []string{EachDay, EachWeek, EachMonth, EachYear} {
		if len(bounds) < MaxSteps {
			break
		}
		each, bounds = longer, around(all, zone, longer, from, until)
	}
	out := legs{each: each}
	bounds = append(append([]time.Time{from}, bounds...), until)
	for i, from := range bounds[:len(bounds)-1] {
		s := leg{from: from, until: bounds[i+1]}
		for n, set := range sets {
			s.at = append(s.at, worst(set, changesIn(changes[n], s.from, s.until)))
		}
		out.list = append(out.list, s)
	}
	return out
}

// changesIn returns the beginning of a leg and the changes in it.
func changesIn(changes []time.Time, from, until time.Time) []time.Time {
	first, _ := slices.BinarySearchFunc(changes, from, time.Time.Compare)
	end, _ := slices.BinarySearchFunc(changes, until, time.Time.Compare)
	out := []time.Time{from}
	for _, at := range changes[first:end] {
		if at.After(from) {
			out = append(out, at)
		}
	}
	return out
}

// around returns the beginnings of the days, or longer times, in which changes
// are, and of those that follow them.
func around(changes []time.Time, zone *civil.Zone, each string, from, until time.Time) []time.Time {
	var out []time.Time
	add := func(d civil.Date) {
		at, _ := zone.Start(d)
		if at.After(from) && at.Before(until) && (len(out) == 0 || at.After(out[len(out)-1])) {
			out = append(out, at.In(zone.Location()))
		}
	}
	for _, at := range changes {
		begin, next := period(zone.Civil(at).Date, each)
		add(begin)
		add(next)
	}
	return out
}

// period returns the first day of the time of a kind that a day is in, and of the
// next. A week begins on Monday.
func period(d civil.Date, each string) (begin, next civil.Date) {
	switch each {
	case EachDay:
		return d, d.AddDays(1)
	case EachWeek:
		begin = d.AddDays(-(int(d.Weekday()) + 6) % 7)
		return begin, begin.AddDays(7)
	case EachMonth:
		begin = civil.Date{Year: d.Year, Month: d.Month, Day: 1}
		if d.Month == time.December {
			return begin, civil.Date{Year: d.Year + 1, Month: time.January, Day: 1}
		}
		return begin, civil.Date{Year: d.Year, Month: d.Month + 1, Day: 1}
	}
	return civil.Date{Year: d.Year, Month: time.January, Day: 1}, civil.Date{Year: d.Year + 1, Month: time.January, Day: 1}
}

// worst returns those of some instants at which a set blocks more than, or else
// than, at the others, the first of each.
func worst(set *notice.Set, instants []time.Time) []time.Time {
	type at struct {
		instant time.Time
		blocks  []string
	}
	var found []at
	for _, t := range instants {
		blocks := blocksAt(set, t)
		if len(blocks) == 0 || slices.ContainsFunc(found, func(f at) bool { return isAmong(blocks, f.blocks) }) {
			continue
		}
		found = slices.DeleteFunc(found, func(f at) bool { return isAmong(f.blocks, blocks) })
		found = append(found, at{t, blocks})
	}
	var out []time.Time
	for _, f := range found {
		out = append(out, f.instant)
	}
	return out
}

// blocksAt names what blocks somebody at an instant: requirements by their
// revisions and phases.
func blocksAt(set *notice.Set, t time.Time) []string {
	var out []string
	for _, r := range blocking(set, t) {
		words := fmt.Sprint(r.Notice().ID, " ", r.Notice().Revision, " ", r.Requirement().ID)
		for _, p := range r.Requirement().Phases {
			if from, until := r.Notice().Span(p); p.Action == notice.Block && !from.After(t) && (until.IsZero() || until.After(t)) {
				words += " " + p.ID
			}
		}
		out = append(out, words)
	}
	slices.Sort(out)
	return out
}

// isAmong reports whether all of some names, which are in order, are among others.
func isAmong(some, others []string) bool {
	for _, name := range some {
		if _, found := slices.BinarySearchFunc(others, name, strings.Compare); !found {
			return false
		}
	}
	return true
}
