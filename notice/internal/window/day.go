package window

import (
	"iter"

	"github.com/lanyard-id/lanyard/civil"
)

// days are the dates of a rule, in order.
func (r Rule) days() iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		if !r.isRecurring() {
			yield(r.Date)
			return
		}
		// Sets, because nothing bounds the lists but the size of a file.
		on, except := setOf(r.On), setOf(r.Except)
		for day := r.First; !r.Last.Before(day); day = day.AddDays(1) {
			if on[day.Weekday()] && !except[day] && !yield(day) {
				return
			}
		}
	}
}

func setOf[T comparable](list []T) map[T]bool {
	set := make(map[T]bool)
	for _, item := range list {
		set[item] = true
	}
	return set
}
