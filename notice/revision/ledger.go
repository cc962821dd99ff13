package revision

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Slip is the history of one date: when a requirement is due, a phase begins, or
// a window opens for the first time.
type Slip struct {
	Notice    string         `json:"notice"`
	Kind      Kind           `json:"kind"` // due, phase or window
	ID        string         `json:"id"`   // such as tls, tls/end or agent-intervals/first
	Announced []Announcement `json:"announced"`
	Observed  *Observation   `json:"observed,omitempty"` // what happened, whatever was announced
}

// Announcement is what one revision said of a date.
type Announcement struct {
	Revision  int     `json:"revision"`
	Published string  `json:"published"`      // as written
	Date      string  `json:"date,omitempty"` // as written; "" = the revision does not announce it any more
	Said      string  `json:"said,omitempty"` // in the words of the source
	Days      float64 `json:"days,omitempty"` // later than announced before; negative = earlier
}

// Observation is what really happened.
type Observation struct {
	At       string  `json:"at"` // as written
	Source   string  `json:"source,omitempty"`
	Revision int     `json:"revision"`       // the last that records it
	Days     float64 `json:"days,omitempty"` // later than last announced; 0 = within what was announced
}

// Ledger returns the history of every date in the revisions given, in the order
// in which they first occur. The revisions may be given in any order, and of
// several notices.
func Ledger(revisions []*notice.Notice) []Slip {
	type key struct {
		notice string
		name   name
	}
	ordered := slices.Clone(revisions)
	slices.SortStableFunc(ordered, func(a, b *notice.Notice) int { return cmp.Compare(a.Revision, b.Revision) })
	slips := []Slip{}
	index := map[key]int{}
	last := map[key]date{} // as last announced
	for _, n := range ordered {
		here := map[key]bool{}
		for _, d := range datesOf(n) {
			k := key{n.ID, d.name}
			here[k] = true
			i, known := index[k]
			if !known {
				i = len(slips)
				index[k] = i
				slips = append(slips, Slip{Notice: n.ID, Kind: d.kind, ID: d.id})
			}
			a := Announcement{Revision: n.Revision, Published: n.Published.String(), Date: d.text, Said: d.said}
			if known {
				a.Days = daysBetween(last[k].at, d.at)
			}
			last[k] = d
			slips[i].Announced = append(slips[i].Announced, a)
			if o := d.observed; o != nil && !o.At.IsZero() {
				slips[i].Observed = &Observation{At: o.At.String(), Source: o.Source, Revision: n.Revision, Days: d.late(o.At)}
			}
		}
		for k, i := range index {
			if k.notice != n.ID || here[k] {
				continue
			}
			if a := slips[i].Announced; a[len(a)-1].Date != "" {
				slips[i].Announced = append(a, Announcement{Revision: n.Revision, Published: n.Published.String()})
			}
		}
	}
	return slips
}

// date is one announced date.
type date struct {
	name
	text     string
	at       civil.DateTime // from which shifts are counted
	until    civil.DateTime // where what was announced ends: of a day, its end
	said     string
	observed *notice.Observed
}

// late returns how many days after what was announced something was observed.
func (d date) late(observed civil.Point) float64 {
	at := observed.Civil()
	if !at.Before(d.at) && at.Before(d.until) {
		return 0
	}
	if observed.Precision() != civil.ToTime && at.Date == d.at.Date {
		return 0 // it was observed on that day
	}
	return daysBetween(d.at, at)
}

func datesOf(n *notice.Notice) []date {
	var out []date
	for _, q := range n.Requirements {
		if q.Due != nil && !q.Due.Date.IsZero() {
			out = append(out, date{
				name: name{KindDue, q.ID}, text: q.Due.Date.String(), said: q.Due.Said,
				at: endOf(q.Due.Date), until: endOf(q.Due.Date),
			})
		}
		for _, p := range q.Phases {
			if p.From.IsZero() {
				continue // it is not announced for a date
			}
			out = append(out, date{
				name: name{KindPhase, q.ID + "/" + p.ID}, text: p.From.String(), said: p.Said, observed: p.Observed,
				at: p.From.Civil(), until: endOf(p.From),
			})
		}
	}
	for _, l := range n.Windows {
		for _, w := range l.Windows {
			out = append(out, windowDate(l, w))
		}
	}
	return out
}

// windowDate is when a window opens for the first time.
func windowDate(l *notice.WindowList, w *notice.Window) date {
	t := w.Times()
	day, last := t.Date, t.Date
	if day.IsZero() {
		day, last = t.First, t.Last
	}
	d := date{name: name{KindWindow, l.Name + "/" + w.ID}, text: day.String(), said: w.Said, observed: w.Observed}
	d.at = civil.DateTime{Date: day}
	d.until = civil.DateTime{Date: last.AddDays(1)}
	if t.From != nil {
		d.at = t.From.On(day)
		d.text = d.at.String()
		if day == last {
			d.until = d.at
		}
	}
	return d
}
