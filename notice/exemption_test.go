package notice

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const seriesBlocks = `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]}
`

// TestExemptionMatches excuses what all keys of an exemption fit, and nothing
// else.
func TestExemptionMatches(t *testing.T) {
	const everything = `"card":{"number":"0612345678","series":6,"groups":["spare"]},"device":{"id":"PC1","groups":["ward"]},` +
		`"person":{"id":"P1","groups":["locum"]},"organisation":{"code":"RXX01","within":["RXX","QWO"],"groups":["pilot"]}`
	for _, test := range []struct {
		keys, given string
		exempt      bool
	}{
		{`requirement: series`, everything, true},
		{`requirement: other`, everything, false},
		{``, everything, true},
		{`card: "0612345678"`, everything, true},
		{`card: 0612345678`, everything, true}, // every scalar is its text
		{`card: "612345678"`, everything, false},
		{`card: "0612345678"`, `"card":{"series":6}`, false},
		{`device: PC1`, everything, true},
		{`device: pc1`, everything, false},
		{`person: P1`, everything, true},
		{`person: P1`, `"card":{"series":6}`, false},
		{`organisation: RXX01`, everything, true},
		{`organisation: RXX`, everything, true},
		{`organisation: QWO`, everything, true},
		{`organisation: RXX02`, everything, false},
		{`organisation: RXX01`, `"card":{"series":6},"organisation":{"code":"RXX"}`, false}, // what is above is not below
		{`organisation: RXX`, `"card":{"series":6},"organisation":{"within":["RXX"]}`, true},
		{`group: spare`, everything, true},
		{`group: ward`, everything, true},
		{`group: locum`, everything, true},
		{`group: pilot`, everything, true},
		{`group: none`, everything, false},
		{`group: spare`, `"card":{"series":6}`, false},
		{`card: "0612345678", device: PC1, person: P1, organisation: QWO, group: ward`, everything, true},
		{`card: "0612345678", device: PC2`, everything, false},
		{`card: "1", device: PC1`, everything, false},
		{`device: PC1, person: P2`, everything, false},
		{`device: PC1, organisation: RYY`, everything, false},
		{`organisation: RXX, group: none`, everything, false},
		{`group: ward, person: P1`, everything, true},
		{`group: ward, organisation: RYY`, everything, false},
	} {
		keys := test.keys
		if keys != "" {
			keys += ", "
		}
		list := exemptionsOf(t, "  - {"+keys+"from: 2025-06, until: 2025-09, owner: o, reason: r}\n")
		set := together(t, Options{Exemptions: list}, parsed(t, written("n", 1, "2025-06", seriesBlocks)))
		f := ask(t, set, "2025-07-08T10:00:00+01:00", test.given).finding("series")
		if got := f.Result == Exempt; got != test.exempt {
			t.Errorf("{%s}: %s, want exempt %v", test.keys, f.Result, test.exempt)
		}
	}
}

// TestExemptionTime is from its from until just before its until, in the zone.
func TestExemptionTime(t *testing.T) {
	list := exemptionsOf(t, "  - {from: 2025-07-08, until: 2025-07-10T12:00, owner: o, reason: r}\n")
	set := together(t, Options{Exemptions: list}, parsed(t, written("n", 1, "2025-06", seriesBlocks)))
	for at, want := range map[string]Result{
		"2025-07-07T23:59:59.999999999+01:00": Unmet,
		"2025-07-08T00:00:00+01:00":           Exempt,
		"2025-07-10T11:59:59.999999999+01:00": Exempt,
		"2025-07-10T12:00:00+01:00":           Unmet,
	} {
		if f := ask(t, set, at, `"card":{"series":6}`).finding("series"); f.Result != want {
			t.Errorf("at %s: %s, want %s", at, f.Result, want)
		}
	}
}

// TestExemptionsTogether takes the one that asks for least.
func TestExemptionsTogether(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", seriesBlocks))
	warn, none := "  - {device: PC1, from: 2025-06, until: 2025-09, owner: o, reason: r, effect: warn}\n", "  - {group: ward, from: 2025-07, until: 2025-08, owner: o, reason: r}\n"
	for _, test := range []struct{ entries, at, want string }{
		{warn, "2025-07-08T10:00", "series exempt warn"},
		{warn + none, "2025-07-08T10:00", "series exempt observe"},
		{none + warn, "2025-07-08T10:00", "series exempt observe"},
		{none + warn, "2025-08-08T10:00", "series exempt warn"},
		{none + warn, "2025-09-08T10:00", "series unmet block"},
	} {
		set := together(t, Options{Exemptions: exemptionsOf(t, test.entries)}, n)
		if got := ask(t, set, test.at, `"card":{"series":6},"device":{"id":"PC1","groups":["ward"]}`).says(); got != test.want {
			t.Errorf("%s: at %s: %s, want %s", test.entries, test.at, got, test.want)
		}
	}
}

// TestExemptionWarnsByTheActionInForce never asks for more than it.
func TestExemptionWarnsByTheActionInForce(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: warn}, {from: 2025-07, action: observe}, {from: 2025-08, action: block}]}
`))
	set := together(t, Options{Exemptions: exemptionsOf(t, "  - {from: 2025-05, until: 2026-01, owner: o, reason: r, effect: warn}\n")}, n)
	for at, want := range map[string]string{"2025-06-15T00:00": "warn", "2025-07-15T00:00": "observe", "2025-08-15T00:00": "warn", "2025-05-15T00:00": "observe"} {
		if got := ask(t, set, at, `"card":{"series":6}`).says(); got != "series exempt "+want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
	}
}

// TestParseExemptions lists what is wrong with a file.
func TestParseExemptions(t *testing.T) {
	for _, test := range []struct {
		entries string
		want    []string
	}{
		{`{from: 2025-01-01, until: 2026-02-05, owner: o, reason: r, device: d}`, nil}, // 400 days
		{`{from: 2025-01-01, until: 2026-02-05T00:01, owner: o, reason: r, device: d}`, []string{"f:2:34: the exemption lasts longer than 400 days; end it earlier, and renew it if it is still needed"}},
		{`{from: 2025-09-22, until: 2026-10-27, owner: o, reason: r, device: d}`, nil}, // 400 days and the hour by which clocks go back
		{`{from: 2025-02-22, until: 2026-03-30, owner: o, reason: r, device: d}`, []string{"f:2:34: the exemption lasts longer than 400 days; end it earlier, and renew it if it is still needed"}},
		{`{from: 2025-07, until: 2025-07-01, owner: o, reason: r, device: d}`, []string{"f:2:31: it ends before it begins; write an until that is later than from"}},
		{`{from: 2025-07, until: 2025-06, owner: o, reason: r, device: d}`, []string{"f:2:31: it ends before it begins; write an until that is later than from"}},
		{`{from: 2025-07, owner: o, reason: r, device: d}`, []string{"f:2:8: an exemption needs the key until; add `until:` with a date"}},
		{`{until: 2025-07, owner: o, reason: r, device: d}`, []string{"f:2:8: an exemption needs the key from; add `from:` with a date"}},
		{`{from: 2025-07, until: 2025-08, device: d}`, []string{"f:2:8: warning: the exemption does not say who answers for it, and why; add owner and reason"}},
		{`{from: 2025-07, until: 2025-08, owner: o, device: d}`, []string{"f:2:8: warning: the exemption does not say who answers for it, and why; add owner and reason"}},
		{`{from: 2025-07, until: 2025-08, owner: o, reason: r}`, []string{"f:2:8: warning: the exemption names nobody, so it excuses everybody; add organisation, device, card, person or group if only some are meant"}},
		{`{card: "", from: 2025-07, until: 2025-08, owner: o, reason: r, device: d}`, []string{"f:2:15: nothing is written here; write a text, or take it out"}},
		{`{from: 2025-07, until: 2025-08, owner: o, reason: r, effect: block, device: d}`, []string{`f:2:69: "block" is not an effect; write none or warn`}},
		{`{from: 2025-07-32, until: 10000-01, owner: o, reason: r, device: d}`, []string{
			`f:2:15: "2025-07-32" is not a date: July 2025 has the days 1 to 31; write a month (2025-06), a day (2025-06-30) or a time of day (2025-06-30T15:00)`,
			`f:2:34: "10000-01" is not a date: year 10000 is outside 1970 to 2200; write a month (2025-06), a day (2025-06-30) or a time of day (2025-06-30T15:00)`,
		}},
		{`{from: 2025-07, until: 2025-08, owner: o, reason: r, crad: x, x-ours: y, device: d}`, []string{`f:2:61: "crad" is not a key of an exemption; did you mean card? Keys of your own begin with x-`}},
	} {
		list, problems := ParseExemptions("f", []byte("exemptions:\n     - "+test.entries+"\n"), zoneNamed(t, "Europe/London"))
		if diff := cmp.Diff(test.want, stringsOf(problems)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.entries, diff)
		}
		if (len(list) == 1) == problems.HasErrors() {
			t.Errorf("%s: %d exemptions", test.entries, len(list))
		}
	}
	for _, src := range []string{"", "[]", "exemptions: {}", "pauses: []", "exemptions: []\nx-a: 1\n---\n"} {
		if list, problems := ParseExemptions("f", []byte(src), zoneNamed(t, "Europe/London")); len(list) > 0 || !problems.HasErrors() {
			t.Errorf("%q: %v, %v", src, list, problems)
		}
	}
}

// TestIdleExcuses warns of what excuses nothing.
func TestIdleExcuses(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", seriesBlocks+"pauses: {budget: 10d}\n"))
	got := refused(t, Options{
		Exemptions: exemptionsOf(t, "  - {requirement: siries, from: 2025-07, until: 2025-08, owner: o, reason: r}\n  - {requirement: series, from: 2025-07, until: 2025-08, owner: o, reason: r}\n"),
		Pauses:     pausesOf(t, "  - {organisation: RXX, requirement: serious, from: 2025-07-01, until: 2025-07-02}\n  - {organisation: RXX, from: 2025-07-01, until: 2025-07-02}\n"),
	}, n)
	want := []string{
		"exemptions.yaml:2:5: warning: this exemption excuses nothing: no notice has a requirement siries; name one of its requirements, or give the notice that has it",
		"pauses.yaml:2:5: warning: this pause excuses nothing: no notice has a requirement serious; name one of its requirements, or give the notice that has it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestExemptWhy says until when and for what reason.
func TestExemptWhy(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", seriesBlocks))
	for entry, want := range map[string]string{
		"{from: 2025-06, until: 2025-09, owner: o, reason: no stock}":         "exempt until September 2025: no stock",
		"{from: 2025-06, until: 2025-09-05, owner: o}":                        "exempt until 5 September 2025",
		"{from: 2025-06, until: 2025-09-05T12:30, owner: o, reason: a (b;c)}": "exempt until 5 September 2025 12:30: a (b;c)",
	} {
		set := together(t, Options{Exemptions: exemptionsOf(t, "  - "+entry+"\n")}, n)
		a := ask(t, set, "2025-07-08T10:00", `"card":{"series":6}`)
		if got := set.Why(&a.Facts, &a.Verdict, &a.Findings[0]); got != want {
			t.Errorf("%s: %q, want %q", entry, got, want)
		}
	}
}
