package notice

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// namingSet is two notices, one of them in two revisions, that know software and
// cards by different names.
func namingSet(t *testing.T) *Set {
	const requirement = "requirements: [{id: %s, of: card, met: card.series >= 8}]\n"
	n := func(id string, revision int, published, rest string) *Notice {
		return parsed(t, written(id, revision, published, fmt.Sprintf(requirement, id)+rest))
	}
	return together(t, Options{},
		n("n", 1, "2025-06", `
catalogue:
  agent: {kind: client, names: ["Agent*"], maybe: ["*Agent*"]}
  old: {names: ["Old Thing"]}
card-types: {PIV: [8, 9, 10], Odd: [4]}
`),
		n("n", 2, "2025-09", `
catalogue:
  agent: {kind: client, names: ["Agent*", "New Agent"]}
card-types: {PIV: [10, 9]}
`),
		n("m", 1, "2025-06", `
catalogue:
  reader: {names: ["Reader*"], maybe: ["Agent Reader"]}
  agent: {kind: other, names: ["Helper Agent"]}
card-types: {PIV: [9, 10, 11], Odd: [5], Oberthur: [8]}
`))
}

func TestProductsOfASet(t *testing.T) {
	set := namingSet(t)
	july, october := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		at   time.Time
		want []string
	}{
		{july, []string{"agent client", "old other", "reader other"}},
		{october, []string{"agent client", "reader other"}},
		{time.Time{}, []string{"agent client", "old other", "reader other"}},
	} {
		var got []string
		for _, p := range set.Products(test.at) {
			got = append(got, p.ID+" "+p.Kind)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("at %v: %s", test.at, diff)
		}
	}
	for _, test := range []struct {
		product string
		at      time.Time
		want    string
	}{{"agent", july, "Agent"}, {"old", july, "Old Thing"}, {"old", october, "old"}, {"none", time.Time{}, "none"}} {
		if got := set.NameOf(test.product, test.at); got != test.want {
			t.Errorf("%s at %v is called %q, want %q", test.product, test.at, got, test.want)
		}
	}
	for _, test := range []struct {
		installed string
		at        time.Time
		want      []string
		match     Match
	}{
		{"agent 2", july, []string{"agent"}, FullMatch},
		{"HELPER AGENT", july, []string{"agent"}, FullMatch},
		{"New Agent", july, []string{"agent"}, NearMiss},
		{"New Agent", october, []string{"agent"}, FullMatch},
		{"New Agent", time.Time{}, []string{"agent"}, FullMatch},
		{"Agent Reader", july, []string{"agent"}, FullMatch}, // what fits in full comes before what nearly does
		{"Old Thing", july, []string{"old"}, FullMatch},
		{"Old Thing", october, nil, NoMatch},
		{"Some Agent", october, nil, NoMatch},
		{"Some Agent", time.Time{}, []string{"agent"}, NearMiss},
		{"Browser", time.Time{}, nil, NoMatch},
	} {
		ids, match := set.FindProduct(test.installed, test.at)
		if !slices.Equal(ids, test.want) || match != test.match {
			t.Errorf("%s at %v is %v %v, want %v %v", test.installed, test.at, ids, match, test.want, test.match)
		}
	}
	for _, test := range []struct {
		cardType string
		at       time.Time
		want     []int
	}{
		{"PIV", july, []int{9, 10}}, {"PIV", october, []int{9, 10}}, {"PIV", time.Time{}, []int{9, 10}},
		{"Oberthur", july, []int{8}},
		{"Odd", july, nil}, {"Odd", october, []int{5}}, // of July's two words one is wrong
		{"Gemplus", july, nil},
	} {
		if got := set.SeriesOf(test.cardType, test.at); !slices.Equal(got, test.want) {
			t.Errorf("%s at %v is %v, want %v", test.cardType, test.at, got, test.want)
		}
	}
	for text, want := range map[string]string{"PIV": "PIV", "piv": "PIV", "OBERTHUR": "Oberthur", "unheard of": "unheard of", "": ""} {
		if got := set.CardType(text, july); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}
