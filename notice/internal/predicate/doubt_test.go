package predicate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDoubts holds what authors are told of conditions that can be judged and
// yet cannot be meant: each as offset, what and how to mend it.
func TestDoubts(t *testing.T) {
	const (
		fact   = "compare an attribute with a value, such as card.series >= 8"
		always = "0: the condition reads no fact, so it is always the same; " + fact
		states = "it is one of active, cancelled, expired, locked, lost or stock"
	)
	words := NewVocabulary(map[string][]string{"agent": {"unsupported", "supported", "unsupported"}, "middleware": {"old"}, "runtime": nil})
	for _, test := range []struct {
		source string
		want   []string
	}{
		{`true`, []string{always}},
		{`!false`, []string{always}},
		{`1 < 2`, []string{always}},
		{`size([1]) == 1`, []string{always}},
		{`[1, 2].exists(n, n > 1)`, []string{always}},
		{`date("2025-06-30") < timestamp("2025-07-01T00:00:00Z")`, []string{always}},
		{`now == now`, []string{always}},
		{`now + duration("1h") > now && 1 < 2`, []string{always}},
		{`in_days(3) == in_days(3)`, []string{always}},
		{`in_days(1) == now + duration("24h")`, nil}, // not where clocks change
		{`now > date("2025-06-30")`, nil},
		{`in_days(30) < date("2025-06-30")`, nil},
		{`card.expires > now`, nil},
		{`has(card.status)`, nil},
		{`installed("agent")`, nil},
		{`device.applications.all(a, "cis2" in a.protocols)`, nil},
		{`size(device.applications) == 0`, nil},
		{`card.groups.exists(g, g == "a" || g == "b")`, nil},
		{`["a", "b"].exists(g, g in card.groups)`, nil},

		{`true && card.series >= 8`, []string{"0: true changes nothing here; take it out"}},
		{`card.series >= 8 || false`, []string{"20: false changes nothing here; take it out"}},
		{`card.series >= 8 || true`, []string{"20: true makes this always true; take it out, or take out what it makes useless"}},
		{`!(card.series >= 8 && false)`, []string{"22: false makes this always false; take it out, or take out what it makes useless"}},
		{`card.series >= 8 && (1 < 2)`, []string{"23: this part reads no fact, so it is always the same; take it out, or compare a fact"}},
		{`card.series >= 8 && now == now`, []string{"24: this part reads no fact, so it is always the same; take it out, or compare a fact"}},
		{`card.groups.exists(g, g == "a" || false)`, []string{"34: false changes nothing here; take it out"}},
		{`true ? card.series >= 8 : card.type == "x"`, []string{"0: the question before ? is always answered the same; keep only the branch that is taken"}},
		{`card.series >= 8 ? true : false`, []string{"19: both branches are only true or false; write the question alone, or ! before it"}},
		{`"critical" in device.groups ? device.os == "x" : true`, nil}, // it holds elsewhere
		{`(card.series >= 8) == true`, nil},

		{`card.status == "active"`, nil},
		{`card.status == "burnt"`, []string{"15: card.status is never burnt; " + states}},
		{`"Active" != card.status`, []string{"0: card.status is never Active; " + states + "; did you mean active?"}},
		{`card.status in ["active", "los"]`, []string{"26: card.status is never los; " + states + "; did you mean lost?"}},
		{`!has(card.status) || card.status == "burnt"`, []string{"36: card.status is never burnt; " + states}},
		{`card.status.startsWith("l")`, nil},
		{`card.type == "burnt"`, nil},

		{`client.product == "agent"`, nil},
		{`client.product == "agnt"`, []string{`18: there is no product "agnt" in the catalogue; the catalogue has agent, middleware and runtime; did you mean agent?`}},
		{`client.product in ["agent", "other"]`, []string{`28: there is no product "other" in the catalogue; the catalogue has agent, middleware and runtime`}},
		{`client.status == "old"`, nil},
		{`client.status != "suported"`, []string{"17: no generation has the status suported; the catalogue has old, supported and unsupported; did you mean supported?"}},
		{`status("agent") == "supported"`, nil},
		{`status("agent") == "old"`, []string{"19: no generation of agent has the status old; the catalogue has supported and unsupported"}},
		{`status("runtime") == "old"`, nil}, // it has no generations
	} {
		p, faults := Compile(test.source, Scope{Words: words})
		if p == nil {
			t.Errorf("%s: %v", test.source, faults)
			continue
		}
		var got []string
		for _, d := range p.Doubts {
			got = append(got, fmt.Sprintf("%d: %s; %s", d.Offset, d.What, d.Mend))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.source, diff)
		}
		if said := strings.Join(got, "\n"); jargon.MatchString(said) {
			t.Errorf("%s: %s", test.source, said)
		}
	}
}

// TestDoubtsWithoutCatalogue says nothing of products and statuses of which
// nothing is known.
func TestDoubtsWithoutCatalogue(t *testing.T) {
	for _, source := range []string{`client.product == "x"`, `client.status == "x"`, `status("x") == "y"`} {
		for _, words := range []*Vocabulary{nil, NewVocabulary(nil)} {
			p, faults := Compile(source, Scope{Words: words})
			if p == nil || len(p.Doubts) > 0 {
				t.Errorf("%s: %v, %v", source, faults, p)
			}
		}
	}
}

// TestDoubtsAreShort names only the first of many words.
func TestDoubtsAreShort(t *testing.T) {
	statuses := map[string][]string{}
	for i := range 1000 {
		statuses[fmt.Sprintf("product-%03d", i)] = nil
	}
	p, _ := Compile(`client.product == "x"`, Scope{Words: NewVocabulary(statuses)})
	want := "the catalogue has product-000, product-001, product-002, product-003, product-004, product-005, product-006, product-007 and 992 more"
	if len(p.Doubts) != 1 || p.Doubts[0].Mend != want {
		t.Errorf("%v", p.Doubts)
	}
}
