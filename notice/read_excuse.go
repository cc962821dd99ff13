package notice

import (
	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/text"
)

// ParseExemptions reads a file of exemptions; its dates are in the zone. It
// returns everything that is wrong, and nothing else if there is an error.
func ParseExemptions(file string, src []byte, zone *civil.Zone) ([]*Exemption, Problems) {
	r, root, problems := openExcuses(file, src, zone, exemptionsShape)
	if r == nil {
		return nil, problems
	}
	var out []*Exemption
	for _, n := range items(root.Get("exemptions")) {
		e := &Exemption{
			Requirement:  n.Get("requirement").String(),
			Organisation: n.Get("organisation").String(),
			Device:       n.Get("device").String(),
			Card:         n.Get("card").String(),
			Person:       n.Get("person").String(),
			Group:        n.Get("group").String(),
			From:         r.point(n.Get("from")),
			Until:        r.point(n.Get("until")),
			Owner:        n.Get("owner").String(),
			Reason:       n.Get("reason").String(),
			file:         file,
			pos:          n.Pos,
		}
		if n.Get("effect").String() == Warn.String() {
			e.Effect = Warn
		}
		e.from, e.until = r.span(n, e.From, e.Until)
		if !e.From.IsZero() {
			if last, _ := zone.At(e.From.Civil().AddDays(MaxExemptionDays)); e.until > last.UnixNano() {
				r.error(n.Get("until"), "end it earlier, and renew it if it is still needed",
					"the exemption lasts longer than %d days", MaxExemptionDays)
			}
		}
		if e.Owner == "" || e.Reason == "" {
			r.warn(n, "add owner and reason", "the exemption does not say who answers for it, and why")
		}
		if e.Organisation+e.Device+e.Card+e.Person+e.Group == "" {
			r.warn(n, "add organisation, device, card, person or group if only some are meant", "the exemption names nobody, so it excuses everybody")
		}
		out = append(out, e)
	}
	if problems = r.list.Problems(); problems.HasErrors() {
		return nil, problems
	}
	return out, problems
}

// ParsePauses reads a file of pauses; its dates are in the zone. Whether a
// notice grants them is known only in a set.
func ParsePauses(file string, src []byte, zone *civil.Zone) ([]*Pause, Problems) {
	r, root, problems := openExcuses(file, src, zone, pausesShape)
	if r == nil {
		return nil, problems
	}
	var out []*Pause
	for _, n := range items(root.Get("pauses")) {
		p := &Pause{
			Organisation: n.Get("organisation").String(),
			Requirement:  n.Get("requirement").String(),
			From:         r.point(n.Get("from")),
			Until:        r.point(n.Get("until")),
			By:           n.Get("by").String(),
			Reason:       n.Get("reason").String(),
			file:         file,
			pos:          n.Pos,
		}
		p.from, p.until = r.span(n, p.From, p.Until)
		out = append(out, p)
	}
	if problems = r.list.Problems(); problems.HasErrors() {
		return nil, problems
	}
	return out, problems
}

func openExcuses(file string, src []byte, zone *civil.Zone, shape text.Shape) (*reader, *text.Node, Problems) {
	root, problems := text.Parse(file, src)
	if root == nil {
		return nil, nil, problems
	}
	r := &reader{n: &Notice{Zone: zone}, list: &text.Listing{}}
	for _, p := range problems {
		r.add(p)
	}
	for _, p := range text.Check(root, shape) {
		r.add(p)
	}
	return r, root, nil
}

// span reads a from and an until that are both required.
func (r *reader) span(n *text.Node, from, until civil.Point) (int64, int64) {
	a, b := r.nanos(from, 0), r.nanos(until, 0)
	if !from.IsZero() && !until.IsZero() && b <= a {
		r.error(n.Get("until"), "write an until that is later than from", "it ends before it begins")
	}
	return a, b
}
