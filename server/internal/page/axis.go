package page

import "time"

// axis lays time out from left to right. All that is drawn on it is in per cent
// of its width, so that a picture fills a screen and a phone with letters of one
// size.
type axis struct{ from, until time.Time }

// x returns where an instant stands; what is outside stands at the edge.
func (a axis) x(t time.Time) float64 {
	part := float64(t.Unix()-a.from.Unix()) / float64(a.until.Unix()-a.from.Unix())
	return 100 * min(max(part, 0), 1)
}

// tick is a place on the axis with its label.
type tick struct {
	X, Label string
	Anchor   string // start, middle or end
}

// mostTicks is how many labels fit beside each other on a phone.
const mostTicks = 5

// What a label takes of the width of a phone, in per cent: of a letter, and
// between two labels.
const (
	letterWidth = 2.6
	labelGap    = 2
)

// steps are the distances of ticks, the nearest first, and how a tick is labelled.
var steps = []struct {
	hours, days, months int
	form                string
}{
	{hours: 1, form: "15:04"}, {hours: 3, form: "15:04"}, {hours: 6, form: "15:04"}, {hours: 12, form: "2 Jan 15:04"},
	{days: 1, form: "2 Jan"}, {days: 2, form: "2 Jan"}, {days: 7, form: "2 Jan"}, {days: 14, form: "2 Jan"},
	{months: 1, form: "Jan"}, {months: 2, form: "Jan"}, {months: 3, form: "Jan"}, {months: 6, form: "Jan"},
	{months: 12, form: "2006"}, {months: 24, form: "2006"}, {months: 60, form: "2006"}, {months: 240, form: "2006"}, {months: 1200, form: "2006"},
}

// ticks labels the axis.
func (a axis) ticks() []tick {
	var ticks []tick
	for _, step := range steps {
		ticks = ticks[:0]
		at := a.from
		year, month, day := at.Date()
		told, right := 0, 0.0 // the year that the last label named, and where it ends
		switch {
		case step.hours > 0:
			at = time.Date(year, month, day, at.Hour()/step.hours*step.hours, 0, 0, 0, at.Location())
		case step.days == 1 || step.days == 2:
			at = time.Date(year, month, day, 0, 0, 0, 0, at.Location())
		case step.days > 0: // weeks begin on Mondays
			at = time.Date(year, month, day-(int(at.Weekday())+6)%7, 0, 0, 0, 0, at.Location())
		default:
			months := (year*12 + int(month) - 1) / step.months * step.months
			at = time.Date(months/12, time.Month(months%12+1), 1, 0, 0, 0, 0, at.Location())
		}
		for ; !at.After(a.until) && len(ticks) <= mostTicks; at = at.Add(time.Duration(step.hours)*time.Hour).AddDate(0, step.months, step.days) {
			if at.Before(a.from) {
				continue
			}
			x := a.x(at)
			t := tick{X: percent(x), Label: at.Format(step.form), Anchor: "middle"}
			if step.form == "Jan" && at.Year() != told {
				t.Label = at.Format("Jan 2006")
				told = at.Year()
			}
			width := letterWidth * float64(len(t.Label))
			left := x - width/2
			switch {
			case left < 0:
				t.Anchor, left = "start", x
			case left+width > 100:
				t.Anchor, left = "end", x-width
			}
			if left < right+labelGap && len(ticks) > 0 {
				t.Label = ""
			} else {
				right = left + width
			}
			ticks = append(ticks, t)
		}
		if len(ticks) <= mostTicks {
			break
		}
	}
	return ticks
}
