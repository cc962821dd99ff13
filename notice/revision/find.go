package revision

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// findsOtherwise says why a requirement may find something else than it did in
// the old revision, of the same evidence at the same instant. Without a reason
// its finding is the same, or it is about fewer uses.
func findsOtherwise(o, n *notice.Notice, was, is *notice.Requirement) []string {
	var why []string
	for _, key := range []struct{ key, was, is string }{
		{"of", was.Of, is.Of},
		{"applies", was.AppliesSource(), is.AppliesSource()},
		{"met", was.MetSource(), is.MetSource()},
		{"combine", was.Combine, is.Combine},
		{"fresh", length("", cmp.Or(was.Fresh, o.Fresh)).value, length("", cmp.Or(is.Fresh, n.Fresh)).value},
	} {
		if key.was != key.is {
			why = append(why, key.key+" changed")
		}
	}
	for _, use := range []string{notice.UseSignIn, notice.UseSign, notice.UseManageCard} {
		if isAbout(is, use) && !isAbout(was, use) {
			why = append(why, "it is about the use "+use)
		}
	}
	return append(why, readsOtherwise(o.Catalogue, n.Catalogue, o.CardTypes, n.CardTypes, was.Reads(), is.Reads())...)
}

func isAbout(q *notice.Requirement, use string) bool {
	return len(q.Use) == 0 || slices.Contains(q.Use, use)
}

// readsOtherwise compares what conditions read of the catalogue.
func readsOtherwise(o, n *notice.Catalogue, oldTypes, newTypes map[string][]int, was, is notice.Reads) []string {
	var why []string
	products := slices.Concat(was.Products, is.Products)
	if was.ClientStatus || is.ClientStatus {
		for _, p := range slices.Concat(o.Products, n.Products) {
			products = append(products, p.ID)
		}
	}
	slices.Sort(products)
	for _, id := range slices.Compact(products) {
		a, b := productOf(o, id), productOf(n, id)
		if !slices.EqualFunc(a.Generations, b.Generations, sameGeneration) {
			why = append(why, fmt.Sprintf("the generations of %s changed", id))
		}
		// By its names a product is found on a device.
		named := slices.Contains(was.Products, id) || slices.Contains(is.Products, id)
		if named && (!slices.Equal(a.Names, b.Names) || !slices.Equal(a.Maybe, b.Maybe) || a.Kind != b.Kind) {
			why = append(why, fmt.Sprintf("the names of %s changed", id))
		}
	}
	if (was.CardSeries || is.CardSeries) && !maps.EqualFunc(oldTypes, newTypes, slices.Equal) {
		why = append(why, "card-types changed")
	}
	return why
}

// productOf returns a product; one that there is not has no generations.
func productOf(c *notice.Catalogue, id string) *notice.Product {
	if p, ok := c.Product(id); ok {
		return p
	}
	return &notice.Product{}
}

func sameGeneration(a, b notice.Generation) bool {
	span := func(g notice.Generation) [2]time.Time {
		from, until := g.Span()
		return [2]time.Time{from, until}
	}
	return a.Versions.String() == b.Versions.String() && a.Status == b.Status && span(a) == span(b)
}
