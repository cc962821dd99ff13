package notice

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFindings walks every combination of what applies, what is met and what is
// exempt, under a block that holds always.
func TestFindings(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - id: series
    of: card
    applies: card.status == "active"
    met: card.series >= 8
    phases: [{from: 2025-06, action: block}]
`))
	applies := map[string]string{"true": `"status":"active"`, "false": `"status":"lost"`, "unknown": `"type":"X"`}
	met := map[string]string{"true": `"series":8`, "false": `"series":6`, "unknown": `"atr":"3B"`}
	excused := map[string][]*Exemption{
		"":     nil,
		"none": exemptionsOf(t, `  - {requirement: series, card: "1", from: 2025-06, until: 2025-09, owner: o, reason: r}`),
		"warn": exemptionsOf(t, `  - {requirement: series, card: "1", from: 2025-06, until: 2025-09, owner: o, reason: r, effect: warn}`),
	}
	for _, test := range []struct{ applies, exempt, met, want string }{
		{"false", "", "true", "not-applicable observe"},
		{"false", "", "false", "not-applicable observe"},
		{"false", "", "unknown", "not-applicable observe"},
		{"false", "none", "true", "not-applicable observe"},
		{"false", "none", "false", "not-applicable observe"},
		{"false", "none", "unknown", "not-applicable observe"},
		{"false", "warn", "true", "not-applicable observe"},
		{"false", "warn", "false", "not-applicable observe"},
		{"false", "warn", "unknown", "not-applicable observe"},
		{"true", "none", "true", "exempt observe"},
		{"true", "none", "false", "exempt observe"},
		{"true", "none", "unknown", "exempt observe"},
		{"true", "warn", "true", "exempt warn"},
		{"true", "warn", "false", "exempt warn"},
		{"true", "warn", "unknown", "exempt warn"},
		{"unknown", "none", "true", "exempt observe"},
		{"unknown", "none", "false", "exempt observe"},
		{"unknown", "none", "unknown", "exempt observe"},
		{"unknown", "warn", "true", "exempt warn"},
		{"unknown", "warn", "false", "exempt warn"},
		{"unknown", "warn", "unknown", "exempt warn"},
		{"true", "", "true", "met observe"},
		{"unknown", "", "true", "met observe"},
		{"unknown", "", "false", "unknown warn"},
		{"unknown", "", "unknown", "unknown warn"},
		{"true", "", "false", "unmet block"},
		{"true", "", "unknown", "unknown warn"},
	} {
		set := together(t, Options{Exemptions: excused[test.exempt]}, n)
		a := ask(t, set, "2025-07-08T10:00:00+01:00", fmt.Sprintf(`"card":{"number":"1",%s,%s}`, applies[test.applies], met[test.met]))
		if got := strings.TrimPrefix(a.says(), "series "); got != test.want {
			t.Errorf("applies %s, exempt %q, met %s: %s, want %s", test.applies, test.exempt, test.met, got, test.want)
		}
		// Only what is unmet or unknown is told; nothing else decides.
		told := set.Tell(&a.Facts, a.Use, &a.Verdict)
		tells := strings.HasPrefix(test.want, "unmet") || strings.HasPrefix(test.want, "unknown")
		if (len(told) == 1) != tells {
			t.Errorf("applies %s, exempt %q, met %s: %d findings are told", test.applies, test.exempt, test.met, len(told))
		}
		if asks := strings.Fields(test.want)[1]; a.Decision.String() != asks {
			t.Errorf("applies %s, exempt %q, met %s: the decision is %s", test.applies, test.exempt, test.met, a.Decision)
		}
	}
}

// TestUnknown is what an unknown finding asks for: by the requirement, the phase,
// the action in force, and what it is that is unknown.
func TestUnknown(t *testing.T) {
	for _, test := range []struct{ name, keys, phase, given, want string }{
		{"by default it warns under a block", "", "action: block", `"card":{}`, "unknown warn"},
		{"it warns under a warning", "", "action: warn", `"card":{}`, "unknown warn"},
		{"it observes what is observed", "", "action: observe", `"card":{}`, "unknown observe"},
		{"it may block", "unknown: block", "action: block", `"card":{}`, "unknown block"},
		{"never more than the action in force", "unknown: block", "action: warn", `"card":{}`, "unknown warn"},
		{"it may observe", "unknown: observe", "action: block", `"card":{}`, "unknown observe"},
		{"a phase overrides", "unknown: block", "action: block, unknown: observe", `"card":{}`, "unknown observe"},
		{"a phase overrides upwards", "unknown: observe", "action: block, unknown: block", `"card":{}`, "unknown block"},
		{"what applies is unknown: never more than a warning", `{unknown: block, applies: card.status == "active"}`, "action: block", `"card":{}`, "unknown warn"},
		{"the same by a phase", `applies: card.status == "active"`, "action: block, unknown: block", `"card":{"series":6}`, "unknown warn"},
		{"what applies is unknown and it observes", `{unknown: observe, applies: card.status == "active"}`, "action: block", `"card":{}`, "unknown observe"},
		{"an absent subject is observed", "", "action: block", `"device":{}`, "unknown observe"},
		{"an absent subject passes over the phase", "", "action: block, unknown: block", `"device":{}`, "unknown observe"},
		{"an absent subject may block", "absent: block", "action: block", `"device":{}`, "unknown block"},
		{"an absent subject may warn", "{absent: warn, unknown: block}", "action: block", `"device":{}`, "unknown warn"},
		{"never more than the action in force, absent", "absent: block", "action: warn", `"device":{}`, "unknown warn"},
		{"absent and what applies is unknown", `{absent: block, applies: card.status == "active"}`, "action: block", ``, "unknown warn"},
		{"absent concerns unknown findings only: unmet", `{absent: observe, met: has(card.series)}`, "action: block", ``, "unmet block"},
		{"absent concerns unknown findings only: not-applicable", `{absent: block, applies: has(card.series)}`, "action: block", ``, "not-applicable observe"},
		{"an object without attributes is given", "absent: block", "action: block", `"card":{}`, "unknown warn"},
		{"null is not given", "absent: block", "action: block", `"card":null`, "unknown block"},
	} {
		keys := strings.Trim(test.keys, "{}")
		body := "requirements:\n  - id: series\n    of: card\n"
		met := "    met: card.series >= 8\n"
		for _, key := range strings.Split(keys, ", ") {
			if strings.HasPrefix(key, "met:") {
				met = ""
			}
			if key != "" {
				body += "    " + key + "\n"
			}
		}
		a := ask(t, one(t, body+met+"    phases: [{from: 2025-06, "+test.phase+"}]\n"), "2025-07-08T10:00:00+01:00", test.given)
		if got := strings.TrimPrefix(a.says(), "series "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestDecision is the strongest of what the findings ask for, which are all told
// in the order of the file, also when they only observe.
func TestDecision(t *testing.T) {
	set := one(t, `
requirements:
  - {id: a, of: card, met: card.series >= 8, phases: [{action: observe}]}
  - {id: b, of: card, met: card.series >= 8, phases: [{action: warn}]}
  - {id: c, of: device, met: device.os == "x", phases: [{action: block}]}
  - {id: d, of: card, met: card.series >= 4, phases: [{action: block}]}
  - {id: e, of: card, met: card.series >= 7}
`)
	for _, test := range []struct {
		given, decision string
		told            []string
	}{
		{`"card":{"series":8},"device":{"os":"x"}`, "allow", nil},
		{`"card":{"series":6},"device":{"os":"x"}`, "warn", []string{"a observe", "b warn", "e observe"}},
		{`"card":{"series":6},"device":{"os":"y"}`, "block", []string{"a observe", "b warn", "c block", "e observe"}},
		{`"card":{"series":3}`, "block", []string{"a observe", "b warn", "c observe", "d block", "e observe"}},
		{`"device":{}`, "warn", []string{"a observe", "b observe", "c warn", "d observe", "e observe"}},
		{``, "allow", []string{"a observe", "b observe", "c observe", "d observe", "e observe"}},
	} {
		a := ask(t, set, "2025-07-08T10:00:00+01:00", test.given)
		answer := set.Answer(&a.SignIn, &a.Verdict)
		var told []string
		for _, f := range answer.Findings {
			told = append(told, f.Requirement+" "+f.Action.String())
		}
		if diff := cmp.Diff(test.told, told); diff != "" || answer.Decision != test.decision {
			t.Errorf("%s: %s, want %s; findings -want +got:\n%s", test.given, answer.Decision, test.decision, diff)
		}
	}
}

// TestUse leaves out what a requirement is not about.
func TestUse(t *testing.T) {
	set := one(t, `
requirements:
  - {id: all, of: card, met: card.series >= 8, phases: [{action: warn}]}
  - {id: sign, of: card, use: [sign], met: card.series >= 8, phases: [{action: block}]}
  - {id: two, of: card, use: [manage-card, sign-in], met: card.series >= 8, phases: [{action: block}]}
`)
	const at = "2025-07-08T10:00:00+01:00"
	for _, test := range []struct{ use, want, decision string }{
		{``, "all unmet warn, sign not-applicable observe, two unmet block", "block"},
		{`"use":"sign-in",`, "all unmet warn, sign not-applicable observe, two unmet block", "block"},
		{`"use":"sign",`, "all unmet warn, sign unmet block, two not-applicable observe", "block"},
		{`"use":"manage-card",`, "all unmet warn, sign not-applicable observe, two unmet block", "block"},
	} {
		a := ask(t, set, at, test.use+`"card":{"series":6}`)
		if a.says() != test.want || a.Decision.Decision() != test.decision {
			t.Errorf("use %s: %s: %s, want %s: %s", test.use, a.Decision.Decision(), a.says(), test.decision, test.want)
		}
	}
	// What is not about the use is not exempt either.
	excused := together(t, Options{Exemptions: exemptionsOf(t, `  - {from: 2025-06, until: 2025-09, owner: o, reason: r, effect: warn}`)}, set.Revisions()...)
	if got, want := ask(t, excused, at, `"card":{"series":6}`).says(), "all exempt warn, sign not-applicable observe, two exempt warn"; got != want {
		t.Errorf("exempt: %s, want %s", got, want)
	}
}
