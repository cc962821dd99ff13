package predicate

import (
	"maps"
	"slices"
)

// Vocabulary is the words that the catalogue of a notice gives to facts. It is
// made once for all conditions of a notice.
type Vocabulary struct {
	products []string            // in order
	statuses []string            // of all generations, in order
	of       map[string][]string // the statuses of the generations of each product, in order
}

// NewVocabulary makes a vocabulary of the statuses that the generations of each
// product give, in any order and as often as they are given.
func NewVocabulary(statuses map[string][]string) *Vocabulary {
	v := &Vocabulary{products: slices.Sorted(maps.Keys(statuses)), of: map[string][]string{}}
	for product, given := range statuses {
		v.of[product] = inOrderOnce(given)
		v.statuses = append(v.statuses, v.of[product]...)
	}
	v.statuses = inOrderOnce(v.statuses)
	return v
}

func inOrderOnce(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}

// lacks reports whether a word is in a list in order, of which there is one.
func lacks(words []string, word string) bool {
	_, found := slices.BinarySearch(words, word)
	return len(words) > 0 && !found
}
