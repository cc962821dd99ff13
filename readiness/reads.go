package readiness

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// reads is what the answers of a rule depend on, at the instants at which it is
// judged.
type reads struct {
	wanted
	rule    notice.Rule
	at      []time.Time // by instant of the survey; zero where the rule is not judged
	objects objectSet
	moves   bool      // answers change with the instant itself, not only with what is compared
	where   bool      // what the phases depend on is among all this
	ages    bool      // facts may be too old
	oldest  [][]int64 // by instant: the mark before which they are
}

// newReads puts together what conditions are told to read.
func (s *Survey) newReads(rule notice.Rule, told ...notice.RuleReads) *reads {
	r := &reads{rule: rule, at: make([]time.Time, len(s.instants)), oldest: make([][]int64, len(s.instants)), where: len(told) > 1}
	for i, at := range s.instants {
		if !slices.Contains(s.rules[i], rule) {
			continue
		}
		r.at[i] = at
		if oldest := rule.Oldest(at); !oldest.IsZero() {
			r.oldest[i], r.ages = []int64{notBefore(oldest)}, true
		}
	}
	for _, t := range told {
		for _, a := range t.Attributes {
			r.slots |= 1 << a.Slot
		}
		for _, id := range t.Products {
			place := slices.Index(s.estate.Software.Products(), id)
			if place >= 0 && !slices.Contains(r.products, place) {
				r.products = append(r.products, place)
			}
		}
		r.applications = r.applications || t.Applications
		r.objects |= setOf(t.Objects...)
		r.moves = r.moves || t.Now
	}
	return r
}

// readsProduct reports whether the cell of a product counts: one that the rule
// names, or the one that is judged.
func (r *reads) readsProduct(software *estate.Software, id string, judged int32) bool {
	place := slices.Index(software.Products(), id)
	return slices.Contains(r.products, place) || place == int(judged)
}

// marks are those that an attribute is compared with at each instant.
func (r *reads) marks(a *fact.Attribute) [][]int64 {
	out := make([][]int64, len(r.at))
	for i, at := range r.at {
		if at.IsZero() {
			continue
		}
		cuts := r.rule.TimeCuts(*a, at)
		if r.where {
			cuts = append(cuts, r.rule.WhereTimeCuts(*a, at)...)
		}
		out[i] = marksOf(cuts)
	}
	return out
}

// theAttribute returns an attribute that there is.
func theAttribute(object, name string) fact.Attribute {
	a, ok := fact.Lookup(object, name)
	if !ok {
		panic("readiness: there is no attribute " + object + "." + name)
	}
	return a
}

var (
	clientProduct = theAttribute("client", "product")
	clientVersion = theAttribute("client", "version")
	clientStatus  = theAttribute("client", "status")
	cardSeries    = theAttribute("card", "series")
	cardType      = theAttribute("card", "type")
	connectionTLS = theAttribute("connection", "tls")
	applications  = theAttribute("device", "applications")
)
