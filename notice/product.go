package notice

import (
	"slices"
	"strings"
	"time"
)

// The catalogues of a set are asked together, at an instant those of the
// revisions in force; at the zero time those of all revisions, as is meant by who
// reads exports before it is known which instants are asked about.

// catalogues returns the notices whose catalogues count at an instant.
func (s *Set) catalogues(at time.Time) []*Notice {
	if at.IsZero() {
		return s.Revisions()
	}
	return s.Notices(at)
}

// Products returns the products that some catalogue has, each id once, as the
// first of them has it.
func (s *Set) Products(at time.Time) []*Product {
	var out []*Product
	for _, n := range s.catalogues(at) {
		for _, p := range n.Catalogue.Products {
			if !slices.ContainsFunc(out, func(known *Product) bool { return known.ID == p.ID }) {
				out = append(out, p)
			}
		}
	}
	return out
}

// NameOf returns what people call a product: its name in the first catalogue that has it,
// or its id where none does.
func (s *Set) NameOf(product string, at time.Time) string {
	for _, n := range s.catalogues(at) {
		if name := n.Catalogue.NameOf(product); name != "" {
			return name
		}
	}
	return product
}

// FindProduct returns the ids of the products that an installed name fits in
// some catalogue: those that it fits by names or, where there are none, by
// maybe. Each id comes once, in the order of Products.
func (s *Set) FindProduct(installed string, at time.Time) ([]string, Match) {
	var ids []string
	best := NoMatch
	for _, n := range s.catalogues(at) {
		found, match := n.Catalogue.Find(installed)
		if match < best || match == NoMatch {
			continue
		}
		if match > best {
			ids, best = ids[:0], match
		}
		for _, p := range found {
			if !slices.Contains(ids, p.ID) {
				ids = append(ids, p.ID)
			}
		}
	}
	return ids, best
}

// SeriesOf returns the series that a card of a type may have, ascending: those
// that all card-types allow which name the type. None where they do not name
// it, or exclude each other.
func (s *Set) SeriesOf(cardType string, at time.Time) []int {
	var out []int
	named := false
	for _, n := range s.catalogues(at) {
		allowed, ok := n.CardTypes[cardType]
		switch {
		case !ok:
		case !named:
			named, out = true, slices.Clone(allowed)
		default:
			out = slices.DeleteFunc(out, func(series int) bool { return !slices.Contains(allowed, series) })
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// CardType returns a type of card as the card-types of the catalogues write it,
// whatever the case of its letters; as it is where they do not name it.
func (s *Set) CardType(cardType string, at time.Time) string {
	if cardType == "" {
		return ""
	}
	catalogues := s.catalogues(at)
	for _, n := range catalogues {
		if _, ok := n.CardTypes[cardType]; ok {
			return cardType
		}
	}
	best := ""
	for _, n := range catalogues {
		for known := range n.CardTypes {
			if strings.EqualFold(known, cardType) && (best == "" || known < best) {
				best = known
			}
		}
	}
	if best != "" {
		return best
	}
	return cardType
}
