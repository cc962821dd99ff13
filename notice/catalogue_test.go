package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
)

const statuses = `
requirements:
  - {id: client, of: client, applies: client.product == "agent", met: client.status == "supported", phases: [{action: block}]}
  - {id: device, of: device, met: "status('agent') == 'supported'", phases: [{action: block}]}
catalogue:
  agent:
    kind: client
    generations:
      - {versions: "<2.4.5.0", status: unsupported}
      - {versions: ">=2.4.5.0", status: supported, until: 2025-09-22}
      - {versions: ">=2.4.5.0,<2.4.10.0", status: unsupported, from: 2025-09-22T12:00}
      - {versions: ">=2.4.10.0", status: supported, from: 2025-09-22T12:00}
`

// TestStatus is that of the generation of a version at an instant.
func TestStatus(t *testing.T) {
	set := one(t, statuses)
	for _, test := range []struct{ version, at, want string }{
		{"2.4.4.9", "2025-07-08T10:00", "unmet"},
		{"2.4.5", "2025-07-08T10:00", "met"},
		{"v2.4.5.0-1", "2025-07-08T10:00", "met"},
		{"2.4.9.0", "2025-09-21T23:59:59.999999999", "met"},
		{"2.4.9.0", "2025-09-22T00:00", "unknown"}, // a gap
		{"2.4.9.0", "2025-09-22T11:59:59", "unknown"},
		{"2.4.9.0", "2025-09-22T12:00", "unmet"},
		{"2.4.10.0", "2025-09-22T12:00", "met"},
		{"2.3", "2025-09-22T11:00", "unmet"}, // no gap for it
	} {
		given := fmt.Sprintf(`"client":{"product":"agent","version":%q},"device":{"software":{"agent":%q}}`, test.version, test.version)
		for _, f := range ask(t, set, test.at, given).Findings {
			if f.Result.String() != test.want {
				t.Errorf("%s of %s at %s is %s, want %s", f.Requirement.ID, test.version, test.at, f.Result, test.want)
			}
		}
	}
	for _, test := range []struct{ given, want string }{
		{`"client":{"product":"agent"}`, "client unknown warn, device unknown observe"},
		{`"client":{"product":"agent","version":"2.4.4","status":"supported"}`, "client met observe, device unknown observe"},
		{`"client":{"product":"agent","version":"2.4.6","status":"x"}`, "client unmet block, device unknown observe"},
		{`"client":{"version":"2.4.6"}`, "client unknown warn, device unknown observe"}, // whether it is the agent is unknown
		{`"client":{"product":"other","version":"2.4.6"}`, "client not-applicable observe, device unknown observe"},
		{`"device":{"software":{"agent":"2.3;2.4.6"}}`, "client unknown observe, device met observe"}, // the newest
		{`"device":{"software":{"agent":"2.3;+"}}`, "client unknown observe, device unknown warn"},
		{`"device":{"software":{"agent":"-"}}`, "client unknown observe, device unknown warn"},
		{`"device":{"inventory":"complete"}`, "client unknown observe, device unknown warn"},
	} {
		if got := ask(t, set, "2025-07-08T10:00", test.given).says(); got != test.want {
			t.Errorf("%s: %s, want %s", test.given, got, test.want)
		}
	}
}

// TestCardTypes narrows the series by the type of the card.
func TestCardTypes(t *testing.T) {
	set := one(t, `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: known, of: card, met: has(card.series), phases: [{action: block}]}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], Mixed: [6, 8]}
`)
	for given, want := range map[string]string{
		`{"type":"Gemplus"}`:                    "series unmet block, known met observe",
		`{"type":"Oberthur"}`:                   "series met observe, known met observe",
		`{"type":"Mixed"}`:                      "series unknown warn, known met observe",
		`{"type":"Mixed","series":8}`:           "series met observe, known met observe",
		`{"type":"Mixed","series":[4,6]}`:       "series unmet block, known met observe",
		`{"type":"Gemplus","series":8}`:         "series unknown warn, known unmet block", // they disagree
		`{"type":"Gemplus","series":[8,9]}`:     "series unknown warn, known unmet block",
		`{"type":"Unheard of"}`:                 "series unknown warn, known unmet block",
		`{"type":"Unheard of","series":8}`:      "series met observe, known met observe",
		`{"series":[8,9,10]}`:                   "series met observe, known met observe",
		`{"series":[6,8]}`:                      "series unknown warn, known met observe",
		`{"series":[]}`:                         "series unknown warn, known unmet block",
		`{"type":"gemplus"}`:                    "series unknown warn, known unmet block",
		`{"type":"","series":""}`:               "series unknown warn, known unmet block",
		`{"type":"Mixed","series":["6","6.0"]}`: "series unknown warn, known met observe", // one cannot be read
	} {
		var in SignIn
		if err := in.Read([]byte(`{"at":"2025-07-08T10:00","card":`+given+`}`), set.Zone()); err != nil {
			t.Fatal(err)
		}
		a := &asked{set: set}
		set.Judge(&in.Facts, in.Use, in.At, &a.Verdict)
		if got := a.says(); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
}

// TestCardTypesOfEachNotice narrow for that notice alone.
func TestCardTypesOfEachNotice(t *testing.T) {
	const of = "requirements:\n  - {id: %s, of: card, met: card.series >= 8, phases: [{action: block}]}\ncard-types: {A: [%s]}\n"
	set := together(t, Options{},
		parsed(t, written("one", 1, "2025-06", fmt.Sprintf(of, "x", "4, 5"))),
		parsed(t, written("two", 1, "2025-06", fmt.Sprintf(of, "y", "8, 9"))),
		parsed(t, written("three", 1, "2025-06", fmt.Sprintf(of, "z", "5, 9"))))
	for given, want := range map[string]string{
		`{"type":"A"}`:                    "x unmet block, y met observe, z unknown warn",
		`{"type":"A","series":[4,5,8,9]}`: "x unmet block, y met observe, z unknown warn",
		`{"type":"A","series":9}`:         "x unknown warn, y met observe, z met observe",
	} {
		if got := ask(t, set, "2025-07-08T10:00", `"card":`+given).says(); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
}

// TestFind matches installed names with patterns.
func TestFind(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements: []
catalogue:
  agent: {names: ["NHS Identity Agent*", "Agent v? [x]/*\\y"], maybe: ["*Identity Agent*"]}
  middleware: {names: ["*Oberthur*AWP*", "*"], maybe: []}
`))
	n2 := parsed(t, written("n", 1, "2025-06", `
requirements: []
catalogue:
  agent: {names: ["NHS Identity Agent*", 'Agent v? [x]/*\y'], maybe: ["*Identity Agent*"]}
  middleware: {names: ["*Oberthur*AWP*", "exact"], maybe: ["*ober*"]}
`))
	for _, test := range []struct {
		n    *Notice
		name string
		want string
	}{
		{n, "anything", "middleware 2"},
		{n, "", "middleware 2"},
		{n2, "NHS Identity Agent 2.4", "agent 2"},
		{n2, "nhs identity agent", "agent 2"},
		{n2, "The NHS Identity Agent", "agent 1"},
		{n2, "My identity AGENT tool", "agent 1"},
		{n2, `Agent v? [x]/1/2\y`, "agent 2"},
		{n2, `Agent v1 [x]/1\y`, " 0"},
		{n2, "IDEMIA Oberthur x AWP", "middleware 2"},
		{n2, "AWP Oberthur", "middleware 1"},
		{n2, "exact", "middleware 2"},
		{n2, "exactly", " 0"},
		{n2, "", " 0"},
	} {
		products, match := test.n.Catalogue.Find(test.name)
		var ids []string
		for _, p := range products {
			ids = append(ids, p.ID)
		}
		if got := fmt.Sprint(strings.Join(ids, ","), " ", int(match)); got != test.want {
			t.Errorf("%q is %q, want %q", test.name, got, test.want)
		}
	}
}

// TestFitsIsWhatStarsMean against the definition, letter by letter.
func TestFitsIsWhatStarsMean(t *testing.T) {
	var naive func(p, s string) bool
	naive = func(p, s string) bool {
		switch {
		case p == "":
			return s == ""
		case p[0] == '*':
			return naive(p[1:], s) || s != "" && naive(p, s[1:])
		}
		return s != "" && p[0] == s[0] && naive(p[1:], s[1:])
	}
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringOfN(rapid.SampledFrom([]rune("ab*")), 0, 8, -1).Draw(t, "pattern")
		name := rapid.StringOfN(rapid.SampledFrom([]rune("ab")), 0, 10, -1).Draw(t, "name")
		if got := Fits(pattern, name); got != naive(pattern, name) {
			t.Errorf("%q fits %q: %v", name, pattern, got)
		}
	})
}

// TestOverlap finds two generations that share a version at an instant exactly
// where comparing all pairs does.
func TestOverlap(t *testing.T) {
	versions := []string{"0", "1", "1.0.0.0.0.0.0.1", "1.1", "2", "18446744073709551615"}
	for _, part := range []string{".18446744073709551615"} {
		versions = append(versions, "18446744073709551615"+strings.Repeat(part, 7))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := &Product{}
		for range rapid.IntRange(0, 5).Draw(t, "generations") {
			var terms []string
			for range rapid.IntRange(1, 3).Draw(t, "terms") {
				terms = append(terms, rapid.SampledFrom([]string{"<", "<=", ">", ">=", "=", "!="}).Draw(t, "operator")+rapid.SampledFrom(versions).Draw(t, "version"))
			}
			r, err := fact.ParseRange(strings.Join(terms, ","))
			if err != nil {
				t.Fatal(err)
			}
			instants := []int64{-maxInstant, 0, 1, 2, maxInstant}
			p.Generations = append(p.Generations, Generation{Versions: r,
				from: rapid.SampledFrom(instants).Draw(t, "from"), until: rapid.SampledFrom(instants).Draw(t, "until")})
		}
		share := func(i, j int) bool {
			g, h := &p.Generations[i], &p.Generations[j]
			return max(g.from, h.from) < min(g.until, h.until) && g.Versions.Overlaps(h.Versions)
		}
		want := false
		for i := range p.Generations {
			for j := range i {
				want = want || share(j, i)
			}
		}
		a, b, got := p.overlap()
		if got != want || got && (a >= b || !share(a, b)) {
			t.Errorf("overlap of %v is %d, %d, %v; comparing all pairs says %v", p.Generations, a, b, got, want)
		}
	})
}

func TestProduct(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", statuses))
	p, ok := n.Catalogue.Product("agent")
	if !ok || p.Kind != "client" || len(p.Generations) != 4 {
		t.Errorf("the agent is %+v", p)
	}
	if _, ok := n.Catalogue.Product("other"); ok {
		t.Error("there is a product that was not written")
	}
	at := time.Date(2025, 7, 8, 0, 0, 0, 0, time.UTC)
	v, _ := fact.ParseVersion("2.4.6")
	if got, _ := n.Catalogue.StatusOf("agent", v, at).Text(); got != "supported" {
		t.Errorf("the status is %q", got)
	}
	if !n.Catalogue.StatusOf("other", v, at).IsMissing() {
		t.Error("a product that is not there has a status")
	}
	var cuts []string
	for _, c := range p.cuts {
		cuts = append(cuts, time.Unix(0, c).UTC().Format(time.RFC3339))
	}
	if diff := cmp.Diff([]string{"2025-09-21T23:00:00Z", "2025-09-22T11:00:00Z"}, cuts); diff != "" || !slices.IsSorted(p.cuts) {
		t.Errorf("the status changes: -want +got:\n%s", diff)
	}
}

// People read names, not ids.
func TestNamesOfProducts(t *testing.T) {
	c := parsed(t, written("n", 1, "2025-06", `requirements: [{id: x, of: device, met: installed("oberthur-middleware")}]
catalogue:
  identity-agent: {kind: client, names: ["NHS Identity Agent*", "HSCIC Identity Agent*"]}
  oberthur-middleware: {kind: middleware, names: ["*Oberthur*AWP*", "AuthentIC Webpack*"]}
  any: {names: ["*"]}
  none: {kind: other}
`)).Catalogue
	for id, want := range map[string]string{
		"identity-agent": "NHS Identity Agent", "oberthur-middleware": "Oberthur middleware", "any": "Any", "none": "None", "other": "",
	} {
		if got := c.NameOf(id); got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
}
