package notice

import "github.com/lanyard-id/lanyard/notice/internal/predicate"

// Reads is what else of a notice the conditions of a requirement depend on,
// besides their own text and the zone.
type Reads struct {
	Products     []string // those that installed() and status() name
	ClientStatus bool     // client.status, which the generations of any product may tell
	CardSeries   bool     // card.series, which card-types narrow
}

// Reads returns what applies, met and the where of all phases read.
func (q *Requirement) Reads() Reads {
	conditions := []*predicate.Predicate{q.applies, q.met}
	for _, p := range q.Phases {
		conditions = append(conditions, p.where)
	}
	var r Reads
	for _, c := range conditions {
		if c == nil {
			continue
		}
		r.Products = append(r.Products, c.Footprint.Products...)
		r.ClientStatus = r.ClientStatus || c.Footprint.Slots&bit(clientStatus) != 0
		r.CardSeries = r.CardSeries || c.Footprint.Slots&bit(cardSeries) != 0
	}
	return r
}
