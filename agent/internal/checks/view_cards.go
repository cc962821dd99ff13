package checks

import (
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
)

// CardsIn are the cards that answered.
func (v *View) CardsIn() []*device.Card {
	var out []*device.Card
	for _, r := range v.Cards.Readers {
		if r.Card != nil {
			out = append(out, r.Card)
		}
	}
	return out
}

// SeriesOf are the series that a card may be of, by its ATR and by its type; none:
// not known.
func (v *View) SeriesOf(c *device.Card) []int {
	byType := v.set.SeriesOf(c.Type, v.Now)
	switch {
	case len(c.Series) == 0:
		return byType
	case len(byType) == 0:
		return c.Series
	}
	both := slices.DeleteFunc(slices.Clone(c.Series), func(s int) bool { return !slices.Contains(byType, s) })
	if len(both) == 0 {
		return nil // the two contradict each other
	}
	return both
}

// InReader says whether a card of one of these series is in a reader: Unknown where
// one may be, or where the readers were not seen.
func (v *View) InReader(series ...int) fact.Truth {
	is := func(s int) bool { return slices.Contains(series, s) }
	answer := fact.False
	if !v.Cards.Known() {
		answer = fact.Unknown
	}
	for _, c := range v.CardsIn() {
		may := v.SeriesOf(c)
		switch {
		case len(may) == 0:
			answer = fact.Unknown
		case !slices.ContainsFunc(may, func(s int) bool { return !is(s) }):
			return fact.True
		case slices.ContainsFunc(may, is):
			answer = fact.Unknown
		}
	}
	return answer
}

// FilesOf are the files that are there of what candidates were named for.
func (v *View) FilesOf(of string) []host.File {
	var out []host.File
	for _, f := range v.Host.Files.List {
		if f.Of == of && (f.State == host.Present || f.State == host.Unreadable) {
			out = append(out, f)
		}
	}
	return out
}

// Has says whether a product is installed: True by a name that is surely its own,
// Unknown where a name only comes near or the list of programs was not read to its
// end.
func (v *View) Has(id string) fact.Truth {
	switch {
	case len(v.Installed(id)) > 0:
		return fact.True
	case len(v.Maybe(id)) > 0 || !v.Host.Products.Whole():
		return fact.Unknown
	}
	return fact.False
}

// Fits says whether some installed version of a product is in a range: Unknown where
// one could not be read, or it is not known whether the product is there.
func (v *View) Fits(id string, r fact.Range) fact.Truth {
	answer := v.Has(id)
	if answer != fact.True {
		return answer
	}
	answer = fact.False
	for _, s := range v.Installed(id) {
		switch {
		case !s.Versioned:
			answer = fact.Unknown
		case r.Contains(s.Version):
			return fact.True
		}
	}
	return answer
}
