package predicate

import (
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// keepSeries remembers the series as it was given, for each notice narrows it
// by its own card-types.
func (f *Facts) keepSeries(slot int) {
	f.narrowed = false
	if slot == cardSeries.Slot {
		f.series = append(f.series[:0], f.possible(slot)...)
	}
}

// narrow lets the type of the card say which series it may have. Where that and
// what is known of the series exclude each other, the series is not known.
func (f *Facts) narrow() {
	f.narrowed = true
	slot := cardSeries.Slot
	allowed := f.seriesOfType()
	kept := f.several[slot][:0]
	switch {
	case len(f.series) == 0:
		for _, v := range allowed {
			kept = append(kept, v.val)
		}
	default:
		for _, v := range f.series {
			if allowed == nil || slices.ContainsFunc(allowed, func(a Value) bool { return a.val.Equal(v) == types.True }) {
				kept = append(kept, v)
			}
		}
	}
	f.setPossible(slot, kept)
}

// seriesOfType returns the series that a card of this type may have; nil where
// the type is not known or the catalogue says nothing of it.
func (f *Facts) seriesOfType() []Value {
	if f.catalogue == nil {
		return nil
	}
	possible := f.possible(cardTypeOf.Slot)
	if len(possible) == 1 {
		return f.catalogue.SeriesOf(textOf(possible[0]))
	}
	var union []Value
	for _, v := range possible {
		series := f.catalogue.SeriesOf(textOf(v))
		if len(series) == 0 {
			return nil // this type may have any
		}
		for _, s := range series {
			if !slices.ContainsFunc(union, func(u Value) bool { return u.val.Equal(s.val) == types.True }) {
				union = append(union, s)
			}
		}
	}
	return union
}

func textOf(v ref.Val) string {
	s, _ := v.(types.String)
	return string(s)
}

// seriesExcluded reports whether the type of the card and the series given
// exclude each other.
func (f *Facts) seriesExcluded() bool {
	return f.slots[cardSeries.Slot] == nil && len(f.series) > 0
}
