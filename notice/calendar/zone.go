package calendar

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/lanyard-id/lanyard/civil"
)

// The forms of RFC 5545 §3.3.4 and §3.3.5.
const (
	formDate  = "20060102"
	formLocal = "20060102T150405"
	formUTC   = "20060102T150405Z"
)

func dateOf(d civil.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }

// setTime writes an instant: in local time where that says which instant is
// meant, else in UTC.
func setTime(c *ics.VEvent, property ics.ComponentProperty, at time.Time, z *civil.Zone) {
	if text, ok := localTime(at, z); ok {
		c.SetProperty(property, text, ics.WithTZID(z.Name()))
		return
	}
	c.SetProperty(property, at.UTC().Format(formUTC))
}

// localTime writes an instant as clocks of the zone show it; false where they
// show that twice, and in UTC, which has a form of its own.
func localTime(at time.Time, z *civil.Zone) (string, bool) {
	at = at.Truncate(time.Second)
	_, how := z.At(z.Civil(at))
	return at.In(z.Location()).Format(formLocal), how == civil.Exact && z.Name() != "UTC"
}

// timezone describes a zone for all local times from one instant to another: the
// observance in force when the first year begins, then each transition through
// the last year, one by one. Rules would be shorter, but a transition is a fact
// and a rule is a guess about more of them.
func timezone(z *civil.Zone, first, last time.Time) *ics.VTimezone {
	start, _ := z.Start(civil.Date{Year: z.Civil(first).Year, Month: time.January, Day: 1})
	end, _ := z.Start(civil.Date{Year: z.Civil(last).Year + 1, Month: time.January, Day: 1})

	out := ics.NewTimezone(z.Name())
	transitions := z.Transitions(time.Time{}, end)
	for len(transitions) > 1 && !transitions[1].At.After(start) {
		transitions = transitions[1:]
	}
	if len(transitions) == 0 || transitions[0].At.After(start) {
		// There was none before: say what holds since the beginning of the data.
		begin := time.Date(civil.MinYear, time.January, 1, 0, 0, 0, 0, time.UTC).In(z.Location())
		name, offset := begin.Zone()
		observe(out, civil.Transition{At: begin, OffsetBefore: offset, OffsetAfter: offset, Abbreviation: name, IsDST: begin.IsDST()})
	}
	for _, t := range transitions {
		observe(out, t)
	}
	return out
}

// observe adds an observance, whose onset is told in the local time before it.
//
// Source: RFC 5545 §3.6.5.
func observe(z *ics.VTimezone, t civil.Transition) {
	var base *ics.ComponentBase
	if t.IsDST {
		d := &ics.Daylight{}
		z.Components = append(z.Components, d)
		base = &d.ComponentBase
	} else {
		base = &z.AddStandard().ComponentBase
	}
	onset := t.At.UTC().Add(time.Duration(t.OffsetBefore) * time.Second)
	base.AddProperty(ics.ComponentPropertyDtStart, onset.Format(formLocal))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(t.OffsetBefore))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(t.OffsetAfter))
	base.AddProperty(ics.ComponentProperty(ics.PropertyTzname), t.Abbreviation)
}

// offset writes seconds east of UTC. Source: RFC 5545 §3.3.14.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	out := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if s := seconds % 60; s != 0 {
		out += fmt.Sprintf("%02d", s)
	}
	return out
}
