package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// MaxExemptionDays is how long an exemption may last at the most, in days of the
// calendar.
const MaxExemptionDays = 400

// Exemption excuses whom its keys name, for a limited time; where several are
// given, each must fit.
type Exemption struct {
	Requirement  string // "" = every requirement
	Organisation string // its descendants are included
	Device       string
	Card         string
	Person       string
	Group        string // of the card, device, person or organisation
	From, Until  civil.Point
	Owner        string
	Reason       string
	Effect       Action // Observe (none) or Warn

	from, until int64
	file        string
	pos         Pos
}

// Pause is an organisation's own excuse, out of a budget.
type Pause struct {
	Organisation string // its descendants are included
	Requirement  string // "" = every requirement
	From, Until  civil.Point
	By           string
	Reason       string

	from, until int64
	file        string
	pos         Pos
}

// Span returns the exemption's first instant and the one that ends it, in UTC.
func (e *Exemption) Span() (from, until time.Time) { return utc(e.from), utc(e.until) }

// Span returns the pause's first instant and the one that ends it, in UTC.
func (p *Pause) Span() (from, until time.Time) { return utc(p.from), utc(p.until) }

func utc(t int64) time.Time { return time.Unix(0, t).UTC() }

func (e *Exemption) fits(f *Facts) bool {
	is := func(want string, a predicate.Identity) bool {
		if want == "" {
			return true
		}
		got, ok := f.Identity(a)
		return ok && got == want
	}
	if !is(e.Card, predicate.CardNumber) || !is(e.Device, predicate.DeviceID) || !is(e.Person, predicate.PersonID) {
		return false
	}
	if e.Organisation != "" && !f.BelongsTo(e.Organisation) {
		return false
	}
	if e.Group != "" {
		found := false
		f.Groups(func(group string) { found = found || group == e.Group })
		return found
	}
	return true
}

// inForce returns the exemption that excuses a requirement at an instant: one
// that asks for nothing before one that warns.
func inForce(list []*Exemption, requirement string, t int64) *Exemption {
	var best *Exemption
	for _, e := range list {
		if e.from <= t && t < e.until && (e.Requirement == "" || e.Requirement == requirement) &&
			(best == nil || e.Effect < best.Effect) {
			best = e
		}
	}
	return best
}
