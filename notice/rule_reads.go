package notice

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// RuleReads is what the answers of a rule depend on: two subjects that are alike
// in all of it have the same answer at one instant. Of each attribute count its
// value, all of its possible values where it is known in part, and that it is
// missing or was seen before Rule.Oldest; of an instant only its place among the
// cuts.
type RuleReads struct {
	// Attributes are those whose values count, in the order of fact.Attributes.
	// With the series of a card there is its type where the notice has
	// card-types, with the status of a client its product and version.
	Attributes []fact.Attribute
	// Products are those whose cells count, in order; with them, whether the
	// inventory is complete.
	Products []string
	// Applications says that the applications of the device count, and whether
	// their list is complete.
	Applications bool
	// Objects are all of the above are about, in the order of fact.Objects. Of
	// each it counts whether it was given at all.
	Objects []Object
	// Now says that the instant itself counts: times are compared with now, or a
	// status changes.
	Now bool
}

// Reads returns what Outcome depends on: what applies and met read.
func (r Rule) Reads() RuleReads { return r.reads(r.rule.requirement.outcomes()) }

// WhereReads returns what InForce depends on: what the where of all phases read.
func (r Rule) WhereReads() RuleReads { return r.reads(r.rule.requirement.wheres()) }

func (r Rule) reads(conditions []*predicate.Predicate) RuleReads {
	var out RuleReads
	var slots uint64
	objects := map[Object]bool{}
	for _, c := range conditions {
		slots |= c.Footprint.Slots
		out.Products = append(out.Products, c.Footprint.Products...)
		out.Now = out.Now || c.Footprint.Now || c.Footprint.Catalogue
		for _, o := range c.Footprint.Objects() {
			objects[o] = true
		}
	}
	if slots&bit(cardSeries) != 0 && len(r.rule.notice.CardTypes) > 0 {
		slots |= bit(cardType)
	}
	out.Applications = slots&bit(deviceApplications) != 0
	slots &^= bit(deviceApplications)
	for _, a := range fact.Attributes() {
		if slots&bit(&a) != 0 {
			out.Attributes = append(out.Attributes, a)
		}
	}
	for o := range objects {
		out.Objects = append(out.Objects, o)
	}
	slices.Sort(out.Objects)
	slices.Sort(out.Products)
	out.Products = slices.Compact(out.Products)
	return out
}

func bit(a *fact.Attribute) uint64 { return 1 << a.Slot }

var (
	cardSeries, _         = predicate.AttributeOf(predicate.Card, "series")
	cardType, _           = predicate.AttributeOf(predicate.Card, "type")
	clientStatus, _       = predicate.AttributeOf(predicate.Client, "status")
	deviceApplications, _ = predicate.AttributeOf(predicate.Device, "applications")
)

// TimeCuts returns the instants with which applies and met compare an attribute
// of type time when judged at an instant, in order. Whether its value is before,
// at or after each of them is all of it that counts.
func (r Rule) TimeCuts(attribute fact.Attribute, at time.Time) []time.Time {
	return timeCuts(r.rule.requirement.outcomes(), attribute, at)
}

// WhereTimeCuts is TimeCuts for the where of all phases.
func (r Rule) WhereTimeCuts(attribute fact.Attribute, at time.Time) []time.Time {
	return timeCuts(r.rule.requirement.wheres(), attribute, at)
}

func timeCuts(conditions []*predicate.Predicate, attribute fact.Attribute, at time.Time) []time.Time {
	var out []time.Time
	for _, c := range conditions {
		c.TimeCuts(attribute, at, func(cut time.Time) { out = append(out, cut.UTC()) })
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}
