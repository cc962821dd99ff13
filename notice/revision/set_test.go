package revision

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// files are what a set is made of, in a table.
type files struct {
	notices            []string
	exemptions, pauses string // entries
}

func (f files) set(t testing.TB) *notice.Set {
	t.Helper()
	var revisions []*notice.Notice
	for _, src := range f.notices {
		revisions = append(revisions, parse(t, "n.yaml", src))
	}
	o := notice.Options{}
	var problems notice.Problems
	if f.exemptions != "" {
		if o.Exemptions, problems = notice.ParseExemptions("e.yaml", []byte("exemptions:\n"+f.exemptions), revisions[0].Zone); problems.HasErrors() {
			t.Fatal(problems)
		}
	}
	if f.pauses != "" {
		if o.Pauses, problems = notice.ParsePauses("p.yaml", []byte("pauses:\n"+f.pauses), revisions[0].Zone); problems.HasErrors() {
			t.Fatal(problems)
		}
	}
	set, problems := notice.NewSet(revisions, o)
	if set == nil {
		t.Fatal(problems)
	}
	return set
}

const setNotice = `language: 1
notice: cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2025-06, action: warn}, {from: 2025-07, action: block, during: mornings}]}
  - {id: tls, of: connection, met: 'connection.tls >= tls("1.2")', phases: [{from: 2025-09, action: block}]}
windows:
  mornings: [{on: [Tue], from: "10:00", until: "11:00", first: 2025-07-01, last: 2025-08-31}]
pauses: {budget: 10d, longest: 3d, gives: warn}
`

const setOther = `language: 1
notice: readers
revision: 1
published: 2025-07
zone: Europe/London
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2025-06, action: warn}]}
supersedes: [{notice: cards, requirements: [series]}]
`

// TestCompareSets changes one thing of a set after another.
func TestCompareSets(t *testing.T) {
	second := change(t, setNotice, "revision: 1", "revision: 2", "published: 2025-06\n", "published: 2025-07-15\n", "last: 2025-08-31", "last: 2025-08-10")
	stronger := change(t, setNotice, "revision: 1", "revision: 2", "published: 2025-06\n", "published: 2025-07-15\n", "first: 2025-07-01, last: 2025-08-31", "first: 2025-07-01, last: 2025-09-02")
	exempt := func(entries ...string) string {
		return "  - {owner: o, reason: r, " + strings.Join(entries, "}\n  - {owner: o, reason: r, ") + "}\n"
	}
	pause := func(entries ...string) string { return "  - {" + strings.Join(entries, "}\n  - {") + "}\n" }
	one := []string{setNotice}
	const (
		rxx    = "organisation: RXX, from: 2025-07, until: 2025-08"
		july8  = "organisation: RXX, from: 2025-07-08, until: 2025-07-10"
		july20 = "organisation: RXX, from: 2025-07-20, until: 2025-07-23"
	)
	for _, c := range []struct {
		name        string
		old, new    files
		since       string
		strengthens []string // a part of each reason
		warns       []string
	}{
		{name: "nothing", old: files{notices: one}, new: files{notices: one}},
		{name: "a weaker revision is added", old: files{notices: one}, new: files{notices: []string{setNotice, second}}},
		{name: "a weaker revision is taken away", old: files{notices: []string{setNotice, second}}, new: files{notices: one},
			strengthens: []string{"cards revision 1: series asks for block instead of warn from 2025-08-12T10:00"}},
		{name: "its windows are over by then", old: files{notices: []string{setNotice, second}}, new: files{notices: one}, since: "2025-08-27"},
		{name: "a stronger revision is added", old: files{notices: one}, new: files{notices: []string{setNotice, stronger}},
			strengthens: []string{"cards revision 2: series asks for block instead of warn from 2025-09-02T10:00"}},
		{name: "a notice is taken away", old: files{notices: one}, new: files{notices: []string{change(t, setOther, "requirements: [series]", "requirements: [tls]", "notice: readers", "notice: void", "{id: series", "{id: other", "action: warn", "action: observe")}}},
		{name: "a notice is added", old: files{notices: one}, new: files{notices: []string{setNotice, change(t, setOther, "supersedes: [{notice: cards, requirements: [series]}]\n", "", "id: series", "id: other")}},
			strengthens: []string{"readers revision 1: other is new and asks for warn"}},
		{name: "a weaker notice takes over", old: files{notices: one}, new: files{notices: []string{setNotice, setOther}}},
		{name: "what was taken over comes back", old: files{notices: []string{setNotice, setOther}}, new: files{notices: one},
			strengthens: []string{"cards revision 1: series asks for block instead of warn"}},
		{name: "another order", old: files{notices: []string{setNotice, setOther}}, new: files{notices: []string{setOther, setNotice}}},

		{name: "an exemption is added", old: files{notices: one}, new: files{notices: one, exemptions: exempt(rxx)}},
		{name: "an exemption is taken away", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one},
			strengthens: []string{"the exemption of organisation RXX from every requirement since 2025-07-01 is gone"}},
		{name: "one that was over", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one}, since: "2025-08-02"},
		{name: "one that was over on that instant", old: files{notices: one, exemptions: exempt("organisation: RXX, from: 2025-07, until: 2025-08-02")}, new: files{notices: one}, since: "2025-08-02"},
		{name: "one that is not over yet", old: files{notices: one, exemptions: exempt("organisation: RXX, from: 2025-07, until: 2025-08-02T00:01")}, new: files{notices: one}, since: "2025-08-02",
			strengthens: []string{"is gone, narrower or shorter"}},
		{name: "longer", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one, exemptions: exempt("organisation: RXX, from: 2025-06, until: 2025-09")}},
		{name: "shorter", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one, exemptions: exempt("organisation: RXX, from: 2025-07, until: 2025-07-31")},
			strengthens: []string{"is gone, narrower or shorter"}},
		{name: "in two parts", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one,
			exemptions: exempt("organisation: RXX, from: 2025-07-20, until: 2025-08", "organisation: RXX, from: 2025-06, until: 2025-07-20")}},
		{name: "in two parts with a gap", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one,
			exemptions: exempt("organisation: RXX, from: 2025-07-20T00:01, until: 2025-08", "organisation: RXX, from: 2025-06, until: 2025-07-20")},
			strengthens: []string{"is gone, narrower or shorter"}},
		{name: "wider", old: files{notices: one, exemptions: exempt(rxx + ", requirement: series, device: PC1")}, new: files{notices: one, exemptions: exempt(rxx)}},
		{name: "narrower", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one, exemptions: exempt(rxx + ", device: PC1")},
			strengthens: []string{"is gone, narrower or shorter"}},
		{name: "for another requirement", old: files{notices: one, exemptions: exempt(rxx + ", requirement: series")}, new: files{notices: one, exemptions: exempt(rxx + ", requirement: tls")},
			strengthens: []string{"the exemption of organisation RXX from series"}},
		{name: "it warns now", old: files{notices: one, exemptions: exempt(rxx)}, new: files{notices: one, exemptions: exempt(rxx + ", effect: warn")},
			strengthens: []string{"warns instead of asking for nothing"}},
		{name: "it warns no more", old: files{notices: one, exemptions: exempt(rxx + ", effect: warn")}, new: files{notices: one, exemptions: exempt(rxx)}},
		{name: "one that warns", old: files{notices: one}, new: files{notices: one, exemptions: exempt(rxx + ", effect: warn")},
			warns: []string{"warns also those who fall short of nothing"}},
		{name: "one that warns beside one that excuses", old: files{notices: one, exemptions: exempt(rxx)},
			new: files{notices: one, exemptions: exempt(rxx, rxx+", effect: warn")}},
		{name: "one that warns is taken away", old: files{notices: one, exemptions: exempt(rxx + ", effect: warn")}, new: files{notices: one},
			strengthens: []string{"is gone, narrower or shorter"}},
		{name: "of a requirement that goes too", old: files{notices: one, exemptions: exempt(rxx + ", requirement: series")},
			new: files{notices: []string{change(t, setNotice, "  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2025-06, action: warn}, {from: 2025-07, action: block, during: mornings}]}\n", "")}}},
		{name: "names of people are not told", old: files{notices: one, exemptions: exempt("person: invented, card: \"0612345678\", from: 2025-07, until: 2025-08")}, new: files{notices: one},
			strengthens: []string{"the exemption of a card, a person from"}},

		{name: "a pause is added", old: files{notices: one}, new: files{notices: one, pauses: pause(july8)}},
		{name: "a pause is taken away", old: files{notices: one, pauses: pause(july8)}, new: files{notices: one},
			strengthens: []string{"the pause of RXX from 2025-07-08 is gone, refused or shorter"}},
		{name: "a pause that is over", old: files{notices: one, pauses: pause(july8)}, new: files{notices: one}, since: "2025-07-10"},
		{name: "a pause of what only warns", old: files{notices: one, pauses: pause("organisation: RXX, from: 2025-06-08, until: 2025-06-10")}, new: files{notices: one}},
		{name: "a longer pause", old: files{notices: one, pauses: pause(july8)}, new: files{notices: one, pauses: pause("organisation: RXX, from: 2025-07-08, until: 2025-07-11")}},
		{name: "a pause that is refused", old: files{notices: one, pauses: pause(july8)}, new: files{notices: one, pauses: pause("organisation: RXX, from: 2025-07-08, until: 2025-07-12")},
			strengthens: []string{"is gone, refused or shorter"}},
		{name: "one that leaves no room for another", old: files{notices: []string{change(t, setNotice, "budget: 10d", "budget: 3d")}, pauses: pause(july20)},
			new:         files{notices: []string{change(t, setNotice, "budget: 10d", "budget: 3d")}, pauses: pause(july8, july20)},
			strengthens: []string{"the pause of RXX from 2025-07-20 is gone, refused or shorter"}},
		{name: "of one requirement only", old: files{notices: one, pauses: pause(july8)}, new: files{notices: one, pauses: pause(july8 + ", requirement: tls")},
			strengthens: []string{"is gone, refused or shorter"}},
		{name: "pauses give less", old: files{notices: one, pauses: pause(july8)}, new: files{notices: []string{change(t, setNotice, "gives: warn", "gives: observe")}, pauses: pause(july8)}},
		{name: "pauses give more", old: files{notices: []string{change(t, setNotice, "gives: warn", "gives: observe")}, pauses: pause(july8)}, new: files{notices: one, pauses: pause(july8)},
			strengthens: []string{"a pause of cards gives warn instead of observe"}},
		{name: "a budget that nobody uses", old: files{notices: one}, new: files{notices: []string{change(t, setNotice, "pauses: {budget: 10d, longest: 3d, gives: warn}\n", "")}}},

		{name: "another zone", old: files{notices: one}, new: files{notices: []string{change(t, setNotice, "Europe/London", "Europe/Dublin")}},
			strengthens: []string{"times of facts are read in Europe/Dublin instead of Europe/London", "the zone is Europe/Dublin", "the zone is Europe/Dublin"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			since := time.Time{}
			if c.since != "" {
				since, _ = time.ParseInLocation("2006-01-02", c.since, time.FixedZone("BST", 3600))
			}
			got := CompareSets(c.old.set(t), c.new.set(t), since)
			for _, part := range []struct {
				name      string
				got, want []string
			}{{"strengthens", got.Strengthens, c.strengthens}, {"warns", got.Warns, c.warns}} {
				if !slices.EqualFunc(part.got, part.want, strings.Contains) {
					t.Errorf("%s: %q, want %q", part.name, part.got, part.want)
				}
			}
			if got.OnlyWeakens() != (len(c.strengthens)+len(c.warns) == 0) || got.BlocksNoMore() != (len(c.strengthens) == 0) {
				t.Errorf("only weakens: %v, blocks no more: %v", got.OnlyWeakens(), got.BlocksNoMore())
			}
		})
	}
}

// TestManyReasons tells so many, and counts the rest.
func TestManyReasons(t *testing.T) {
	var b strings.Builder
	for range 80 {
		b.WriteString("  - {owner: o, reason: r, organisation: R" + strings.Repeat("X", 1+b.Len()/90) + ", from: 2025-07, until: 2025-08}\n")
	}
	got := CompareSets(files{[]string{setNotice}, b.String(), ""}.set(t), files{notices: []string{setNotice}}.set(t), time.Time{})
	if n := len(got.Strengthens); n != maxReasons+1 || !strings.HasPrefix(got.Strengthens[n-1], "and ") {
		t.Errorf("%d reasons, the last of which is %q", n, got.Strengthens[n-1])
	}
}
