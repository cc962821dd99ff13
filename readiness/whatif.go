package readiness

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// WhatIfOptions say which range of time is asked about, and how.
type WhatIfOptions struct {
	From, Until time.Time // Until is not included; at most MaxYears apart
	// Other is another revision, or other notices, to compare with; nil: nothing.
	Other *notice.Set
	// Known is when the facts are of: later sign-ins do not count, and dormant is
	// what had not been used for long by then. Zero: From.
	Known time.Time
	// Dormant is after how long without use a subject is dormant; zero: 90 days.
	Dormant time.Duration
	// Workers is how many goroutines share the work; zero: one for each processor.
	Workers int
}

// MaxYears is how long a range may be.
const MaxYears = horizonYears

var (
	errNoNotice = errors.New("there is no notice to judge by; give at least one")
	errRange    = errors.New("the range ends before it begins; give an until that is later than from")
	errLong     = fmt.Errorf("the range is longer than %d years; give a shorter one", MaxYears)
	errYears    = fmt.Errorf("the range leaves the calendar; give years from %d to %d", civil.MinYear, civil.MaxYear)
)

func (o *WhatIfOptions) check(set *notice.Set) error {
	switch {
	case set.Zone() == nil || o.Other != nil && o.Other.Zone() == nil:
		return errNoNotice
	case o.From.UTC().Year() < civil.MinYear || o.Until.UTC().Year() > civil.MaxYear:
		return errYears
	case !o.From.Before(o.Until):
		return errRange
	case o.Until.After(o.From.AddDate(MaxYears, 0, 0)):
		return errLong
	}
	return nil
}

// WhatIf tells what a range of time brings to an estate, by the facts of today: at
// each change of the notices what they stop, and what would save most of it; and
// beside it the same by other notices.
//
// The estate is finished, and the notices read facts of any age (notice.AnyAge)
// unless they say otherwise. Which revision is in force at which instant is for
// the set to say: for a plan that would be the latest throughout
// (notice.Options.AsKnown).
func WhatIf(e *estate.Estate, set *notice.Set, o WhatIfOptions) (*Outlook, error) {
	if err := o.check(set); err != nil {
		return nil, err
	}
	if o.Known.IsZero() {
		o.Known = o.From
	}
	zone := set.Zone()
	sets := []*notice.Set{set}
	if o.Other != nil {
		sets = append(sets, o.Other)
	}
	at := func(t time.Time) string { return t.In(zone.Location()).Format(time.RFC3339) }
	legs := layOut(sets, zone, o.From, o.Until)
	out := &Outlook{
		From: at(o.From), Until: at(o.Until), Known: at(o.Known), Zone: zone.Name(), Zones: civil.DataVersion(),
		Each: legs.each, Steps: []OutlookStep{}, Notes: []string{},
	}
	weeks := newWeeks(e, zone, o.Known, newTeam(o.Workers))
	out.weigh(e.SignIns, weeks, o.Known)
	var views []*outlookView
	for i, set := range sets {
		views = append(views, newOutlookView(e, set, i, &legs, weeks, &o))
	}
	out.Told = views[0].told
	out.join(legs.list, views, at)
	out.Base = views[0].side(out, func(s *OutlookStep) *OutlookStop { return &s.Base })
	if o.Other != nil {
		other := views[1].side(out, func(s *OutlookStep) *OutlookStop { return s.Other })
		out.Other = &other
	}
	return out, nil
}

// weigh says which sign-ins are used.
func (out *Outlook) weigh(in *estate.SignIns, w *weeks, known time.Time) {
	late := 0
	for i := range in.Len() {
		if in.At(i) > known.Unix() {
			late++
		}
	}
	if late > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("%d sign-ins are later than the instant that is asked about, and left out.", late))
	}
	switch {
	case w != nil:
		at := func(c civil.DateTime) string { return w.instant(c).Format(time.RFC3339) }
		out.Weeks = &OutlookWeeks{From: at(w.from), Until: at(w.until), Weeks: w.count, SignIns: len(w.signIns)}
		out.Notes = append(out.Notes, "A sign-in to come is one that was, at the same time of the same weekday, judged by what is known today.")
	case in.Len() > late:
		out.Notes = append(out.Notes, "The sign-ins are of less than a week, which is too little to tell of those to come.")
	}
}

// join makes a step of each leg, but one of those that follow each other and are
// alike.
func (out *Outlook) join(legs []leg, views []*outlookView, at func(time.Time) string) {
	differ := false
	for i := 0; i < len(legs); {
		first := i
		for i++; i < len(legs) && !slices.ContainsFunc(views, func(v *outlookView) bool { return !v.goesOn(first, i) }); i++ {
		}
		step := OutlookStep{At: at(legs[first].from), Until: at(legs[i-1].until), Base: views[0].tell(first, i, out, at)}
		if len(views) > 1 {
			other := views[1].tell(first, i, out, at)
			step.Other = &other
		}
		out.Steps = append(out.Steps, step)
		for _, v := range views {
			differ = differ || v.differ(first, i)
		}
	}
	if differ {
		out.Notes = append(out.Notes, "While what blocks stays, and what is stopped does but for one in a hundred, the worst is told once.")
	}
}
