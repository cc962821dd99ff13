package notice

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

// TestAnswerAsJSON writes by hand what the JSON of its fields is.
func TestAnswerAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string {
			return rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "a", "é\u2028\"\\\n", "<&>", "\x00"})).Draw(t, label)
		}
		a := Answer{Decision: text("decision"), Code: text("code"), Zones: text("zones"), Note: text("note"), Notices: []Edition{}, Findings: []Told{}}
		for range rapid.IntRange(0, 2).Draw(t, "notices") {
			a.Notices = append(a.Notices, Edition{text("notice"), rapid.IntRange(0, 1000).Draw(t, "revision")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "findings") {
			f := Told{
				Requirement: text("requirement"), Result: Result(rapid.IntRange(0, 4).Draw(t, "result")), Action: Action(rapid.IntRange(0, 2).Draw(t, "action")),
				Until: text("until"), Why: text("why"), Do: text("do"), Who: text("who"), Say: text("say"), Tell: text("tell"),
			}
			if rapid.Bool().Draw(t, "with contact") {
				f.Contact = &Contact{text("name"), text("email"), text("phone")}
			}
			a.Findings = append(a.Findings, f)
		}
		for range rapid.IntRange(0, 2).Draw(t, "rejects") {
			a.Rejects = append(a.Rejects, Reject{text("key"), text("value"), text("error")})
		}
		line := a.AppendJSON([]byte("x"))
		if line[0] != 'x' || strings.ContainsAny(string(line), "\n\r") {
			t.Fatalf("not one line behind what was there: %q", line)
		}
		var got, want any
		if err := json.Unmarshal(line[1:], &got); err != nil {
			t.Fatalf("%v: %s", err, line[1:])
		}
		byFields, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(byFields, &want); err != nil {
			t.Fatal(err)
		}
		// What is empty may be left out.
		if diff := cmp.Diff(compact(want), compact(got)); diff != "" {
			t.Errorf("-fields +written:\n%s", diff)
		}
	})
}

// compact leaves out what is empty.
func compact(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if x = compact(x); x != nil && x != "" {
				out[k] = x
			}
		}
		return out
	case []any:
		if len(v) == 0 {
			return nil
		}
		var out []any
		for _, x := range v {
			out = append(out, compact(x))
		}
		return out
	}
	return v
}

// TestAnswer says which revisions decided, by which zone data, whom to ask, and
// until when.
func TestAnswer(t *testing.T) {
	set := together(t, Options{}, parsed(t, written("n", 3, "2025-06", `contact: {name: The Desk, email: desk@example.org, phone: "0"}
requirements:
  - {id: asked, of: card, met: card.series >= 8, remedy: {do: replace, who: it-team, say: S., tell: T.}, escalate: {to: contact, subject: s, include: [a]}, phases: [{action: block, until: 2025-07-09}]}
  - {id: national, of: card, met: card.series >= 8, remedy: {do: replace, who: national, say: S2.}, phases: [{action: warn}]}
  - {id: local, of: card, met: card.series >= 8, remedy: {do: replace, who: it-team}, escalate: {to: others}}
  - {id: met, of: card, met: card.series >= 4}
`)))
	var in SignIn
	if err := in.Read([]byte(`{"at":"2025-07-08T10:30:00-05:00","card":{"series":6,"status":"x"}}`), set.Zone()); err != nil {
		t.Fatal(err)
	}
	var v Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	got := set.Answer(&in, &v)
	for i := range got.Findings {
		if got.Findings[i].Why == "" {
			t.Errorf("%s says no why", got.Findings[i].Requirement)
		}
		got.Findings[i].Why = ""
	}
	for i := range got.Rejects {
		got.Rejects[i].Error = ""
	}
	desk := &Contact{Name: "The Desk", Email: "desk@example.org", Phone: "0"}
	want := Answer{
		Decision: "block", Notices: []Edition{{"n", 3}}, Zones: civil.DataVersion(),
		Findings: []Told{
			{Requirement: "asked", Result: Unmet, Action: Block, Until: "2025-07-09T00:00:00+01:00", Do: "replace", Who: "it-team", Say: "S.", Tell: "T.", Contact: desk},
			{Requirement: "national", Result: Unmet, Action: Warn, Do: "replace", Who: "national", Say: "S2.", Contact: desk},
			{Requirement: "local", Result: Unmet, Action: Observe, Do: "replace", Who: "it-team"},
		},
		Rejects: []Reject{{Key: "card.status", Value: "x"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestUntilInWords is what the answer says of a window, of what goes on behind
// it, and of what nothing ends.
func TestUntilInWords(t *testing.T) {
	set := one(t, `requirements:
  - {id: window, of: card, met: card.series >= 8, phases: [{action: warn}, {from: 2025-07, until: 2025-09, action: block, during: w}]}
  - {id: touching, of: card, met: card.series >= 8, phases: [{action: block, during: v}]}
  - {id: good, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: expires, of: card, met: card.expires < now, phases: [{action: block}]}
  - {id: after, of: card, met: card.expires <= now, phases: [{action: block}]}
windows:
  w: [{date: 2025-07-08, from: "10:00", until: "11:00"}, {date: 2025-07-08, from: "10:30", until: "12:00"}]
  v: [{date: 2025-07-08, from: "10:00", until: "11:00"}, {date: 2025-07-08, from: "11:00", until: "13:00"}]
`)
	a := ask(t, set, "2025-07-08T10:15", `"card":{"series":6,"expires":"2025-07-10"}`)
	for id, want := range map[string]string{
		"window": "2025-07-08T12:00:00+01:00", "touching": "2025-07-08T13:00:00+01:00", "good": "",
		"expires": "2025-07-11T00:00:00.000000001+01:00", "after": "2025-07-11T00:00:00+01:00",
	} {
		f := a.finding(id)
		if got := a.until(f); got != want || f.Asks != Block {
			t.Errorf("%s asks to %s until %q, want %q", id, f.Asks, got, want)
		}
	}
}

// TestWhyNotApplicable tells the use from what applies.
func TestWhyNotApplicable(t *testing.T) {
	set := one(t, `requirements:
  - {id: use, of: card, use: [sign], applies: card.status == "active", met: card.series >= 8}
  - {id: absent, of: card, applies: 'organisation.kind == "gp"', met: card.series >= 8}
  - {id: lost, of: card, applies: card.status == "active", met: card.series >= 8}
`)
	for _, test := range []struct{ given, id, says, not string }{
		{`"card":{"series":6,"status":"lost"}`, "use", "not about this use", "lost"},
		{`"organisation":{"kind":"trust"}`, "absent", "trust", "nothing is known"},
		{`"card":{"series":6,"status":"lost"}`, "lost", "lost", "use"},
	} {
		a := ask(t, set, "2025-07-08T10:00", test.given)
		f := a.finding(test.id)
		why := set.Why(&a.Facts, &a.Verdict, f)
		if f.Result != NotApplicable || !strings.Contains(why, test.says) || strings.Contains(why, test.not) {
			t.Errorf("%s is %s: %q", test.id, f.Result, why)
		}
	}
}

// TestSetIsShared judges in many goroutines what it judges in one.
func TestSetIsShared(t *testing.T) {
	set := one(t, `requirements:
  - {id: series, of: card, applies: card.status == "active", met: card.series >= 8, phases: [{action: warn}, {from: 2025-07, action: block, where: 'organisation.kind == "gp"'}]}
  - {id: groups, of: device, met: 'device.groups.exists(g, g == "ward")', phases: [{action: block}]}
  - {id: client, of: client, met: client.status == "new", phases: [{action: warn}]}
catalogue: {agent: {generations: [{versions: "<2", status: old}, {versions: ">=2", status: new, from: 2025-07-10}]}}
card-types: {PIV: [6, 8]}
`)
	answer := func(i int) string {
		var in SignIn
		var v Verdict
		line := fmt.Sprintf(`{"at":"2025-07-%02dT10:00","card":{"type":"PIV","status":"active"},"client":{"product":"agent","version":"%d"},"device":{"groups":["g%d"]},"organisation":{"kind":%q}}`, i%28+1, i%4, i, []string{"gp", "trust"}[i%2])
		if err := in.Read([]byte(line), set.Zone()); err != nil {
			return err.Error()
		}
		set.Judge(&in.Facts, in.Use, in.At, &v)
		a := set.Answer(&in, &v)
		return string(a.AppendJSON(nil))
	}
	const questions = 200
	got := make([]string, questions)
	var done sync.WaitGroup
	for worker := range 8 {
		done.Go(func() {
			for i := worker; i < questions; i += 8 {
				got[i] = answer(i)
			}
		})
	}
	done.Wait()
	for i := range got {
		if want := answer(i); got[i] != want {
			t.Errorf("question %d: %s, want %s", i, got[i], want)
		}
	}
}

// TestTextOfActionsAndResults reads what it writes.
func TestTextOfActionsAndResults(t *testing.T) {
	for a := Observe; a <= Block; a++ {
		text, _ := a.MarshalText()
		var b Action
		if err := b.UnmarshalText(text); err != nil || b != a {
			t.Errorf("%s is read as %s, %v", text, b, err)
		}
	}
	for r := NotApplicable; r <= Exempt; r++ {
		text, _ := r.MarshalText()
		var b Result
		if err := b.UnmarshalText(text); err != nil || b != r {
			t.Errorf("%s is read as %s, %v", text, b, err)
		}
	}
	var a Action
	var r Result
	for _, text := range []string{"", "Block", "allow", strings.Repeat("x", 1000)} {
		if a.UnmarshalText([]byte(text)) == nil || r.UnmarshalText([]byte(text)) == nil {
			t.Errorf("%.20q is an action or a result", text)
		}
	}
}

// TestHours reads when something is run or helped with.
func TestHours(t *testing.T) {
	at := func(text string) time.Time {
		instant, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return instant
	}
	london := zoneNamed(t, "Europe/London")
	for _, test := range []struct {
		hours, at string
		want      bool
	}{
		{"24x365", "2025-07-06T03:00:00Z", true},
		{"24x7", "2025-07-06T03:00:00Z", true},
		{"Mon-Fri 08:00-18:00", "2025-07-07T06:59:59Z", false},
		{"Mon-Fri 08:00-18:00", "2025-07-07T07:00:00Z", true}, // 08:00 in London
		{"Mon-Fri 08:00-18:00", "2025-07-11T16:59:59Z", true},
		{"Mon-Fri 08:00-18:00", "2025-07-11T17:00:00Z", false},
		{"Mon-Fri 08:00-18:00", "2025-07-12T12:00:00Z", false},
		{"Sat-Mon 00:00-24:00", "2025-07-07T22:59:59Z", true},
		{"Sat-Mon 00:00-24:00", "2025-07-07T23:00:00Z", false},
		{"Tuesday,thu 09:30-09:31", "2025-07-10T08:30:30Z", true},
		{"Tuesday,thu 09:30-09:31", "2025-07-09T08:30:30Z", false},
		{" Mon 08:00-18:00 ", "2025-07-07T12:00:00Z", true},
	} {
		h, err := ParseHours(test.hours)
		if err != nil || h.Contain(at(test.at), london) != test.want {
			t.Errorf("%s contain %s: %v, want %v (%v)", test.hours, test.at, !test.want, test.want, err)
		}
	}
	for _, text := range []string{"", "always", "Mon-Fri", "08:00-18:00", "Mon-Fri 18:00-08:00", "Mon-Fri 08:00-08:00", "Mon- 08:00-18:00", "Mon-Fri 08:00", "Mon-Fri 08:00-25:00", "Mon-Tue-Wed 08:00-18:00", "Mon,, 08:00-18:00", strings.Repeat("Mon,", 100_000)} {
		if h, err := ParseHours(text); err == nil {
			t.Errorf("%.20q are hours: %+v", text, h)
		}
	}
}

// TestLevelAt is the last that holds.
func TestLevelAt(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `requirements: []
services:
  one: {name: One, levels: [{until: 2025-10, level: platinum}, {from: 2025-10, level: silver}, {from: 2025-12, until: 2026-01, level: platinum}]}
  two: {levels: [{from: 2025-10, level: silver}]}
levels:
  platinum: {operated: 24x365, supported: 24x365}
  silver: {operated: 24x365, supported: Mon-Fri 08:00-18:00, availability: 99.5, downtime: 3.5h}
`))
	for _, test := range []struct {
		service int
		at      string
		want    string
	}{
		{0, "2025-09-30T22:59:59Z", "platinum"}, {0, "2025-09-30T23:00:00Z", "silver"}, {0, "2025-12-15T00:00:00Z", "platinum"}, {0, "2026-01-01T00:00:00Z", "silver"},
		{1, "2025-09-30T22:59:59Z", ""}, {1, "2025-09-30T23:00:00Z", "silver"},
	} {
		at, _ := time.Parse(time.RFC3339, test.at)
		if got := n.Services[test.service].LevelAt(at); got != test.want {
			t.Errorf("service %d at %s is at %q, want %q", test.service, test.at, got, test.want)
		}
	}
	if l := n.Levels[1]; l.Availability != 99.5 || l.Downtime != 3*time.Hour+30*time.Minute || l.Supported != "Mon-Fri 08:00-18:00" {
		t.Errorf("the level is %+v", l)
	}
}
