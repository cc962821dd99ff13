package window

import "github.com/lanyard-id/lanyard/civil"

// span is what a rule says of one day, or of one hour of it, before any zone.
type span struct {
	from, until civil.DateTime
}

// spans are those of one day of the rule, in civil order.
func (r Rule) spans(day civil.Date) []span {
	if !r.isWithinHours() {
		return []span{{from: r.From.On(day), until: r.end(*r.From, *r.Until).On(day)}}
	}
	hours, minutes := r.hours(), r.minutes()
	first, end := hours.From/60, r.end(hours.From, hours.Until)/60
	spans := make([]span, 0, end-first)
	for hour := first; hour < end; hour++ {
		start := hour * 60
		spans = append(spans, span{
			from:  (start + civil.Clock(minutes.From)).On(day),
			until: (start + civil.Clock(minutes.Until)).On(day),
		})
	}
	return spans
}

// end is the end of a range of the clock, counted from midnight of the day on
// which it begins: beyond 24:00 where it crosses midnight.
func (r Rule) end(from, until civil.Clock) civil.Clock {
	if r.Overnight && until <= from {
		return until + civil.EndOfDay
	}
	return until
}

func (r Rule) hours() Hours {
	if r.Hours == nil {
		return wholeDay
	}
	return *r.Hours
}

func (r Rule) minutes() Minutes {
	if r.Minutes == nil {
		return wholeHour
	}
	return *r.Minutes
}
