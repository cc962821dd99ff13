package notice

import (
	"fmt"
	"testing"
)

// TestActionInForce is what an unmet finding asks for, and by which phase.
func TestActionInForce(t *testing.T) {
	const summer = "2025-07-08T10:00:00+01:00"
	for _, test := range []struct{ name, phases, at, given, want string }{
		{"no phase", ``, summer, ``, "observe"},
		{"a phase", `{action: warn}`, summer, ``, "warn 1"},
		{"before it begins", `{from: 2025-07-09, action: warn}`, summer, ``, "observe"},
		{"a day begins at midnight", `{from: 2025-07-08, action: warn}`, "2025-07-08T00:00:00+01:00", ``, "warn 1"},
		{"and not before", `{from: 2025-07-08, action: warn}`, "2025-07-07T23:59:59.999999999+01:00", ``, "observe"},
		{"a month begins with its first day", `{from: 2025-07, action: warn}`, "2025-07-01T00:00:00+01:00", ``, "warn 1"},
		{"a time of day", `{from: 2025-07-08T10:00, action: warn}`, summer, ``, "warn 1"},
		{"until is not inside", `{until: 2025-07-08T10:00, action: warn}`, summer, ``, "observe"},
		{"until a day is until it begins", `{until: 2025-07-08, action: warn}`, summer, ``, "observe"},
		{"until a month is until it begins", `{until: 2025-08, action: warn}`, "2025-07-31T23:59:59+01:00", ``, "warn 1"},
		{"the last in the file", `{id: a, action: block}, {id: b, action: warn}`, summer, ``, "warn b"},
		{"the last in force", `{id: a, action: warn}, {id: b, from: 2025-08, action: block}`, summer, ``, "warn a"},
		{"one that ended gives way again", `{id: a, action: warn}, {id: b, from: 2025-07, until: 2025-07-05, action: block}`, summer, ``, "warn a"},
		{"order of dates does not count", `{id: late, from: 2025-07-07, action: block}, {id: early, from: 2025-07-01, action: warn}`, summer, ``, "warn early"},

		{"where holds", `{id: all, action: warn}, {id: some, action: block, where: organisation.kind == "gp"}`, summer, `"organisation":{"kind":"gp"}`, "block some"},
		{"where does not hold", `{id: all, action: warn}, {id: some, action: block, where: organisation.kind == "gp"}`, summer, `"organisation":{"kind":"trust"}`, "warn all"},
		{"where is unknown: the weaker, which follows", `{id: all, action: warn}, {id: some, action: block, where: organisation.kind == "gp"}`, summer, ``, "warn all"},
		{"where is unknown: the weaker, which comes first", `{id: all, action: block}, {id: some, action: warn, where: organisation.kind == "gp"}`, summer, ``, "warn some"},
		{"where is unknown and nothing else holds", `{id: some, action: block, where: organisation.kind == "gp"}`, summer, ``, "observe"},
		{"where is false and nothing else holds", `{id: some, action: block, where: organisation.kind == "gp"}`, summer, `"organisation":{"kind":"trust"}`, "observe"},
		{"two unknown: the weakest of all ways", `{id: a, action: block}, {id: b, action: observe, where: organisation.kind == "gp"}, {id: c, action: block, where: organisation.kind == "trust"}`, summer, ``, "observe b"},
		{"one unknown over one that is false", `{id: a, action: block}, {id: b, action: observe, where: "person.groups.exists(g, g == 'x')"}, {id: c, action: warn, where: organisation.kind == "gp"}`, summer, `"person":{}`, "warn c"},
		{"what a phase that holds outranks is no way", `{id: a, action: observe}, {id: b, action: block, where: organisation.kind == "gp" || true}, {id: c, action: block, where: organisation.kind == "gp"}`, summer, ``, "block c"},
		{"where may ask for the device", `{action: block, where: "device.groups.exists(g, g == 'ward')"}`, summer, `"device":{"groups":["ward"]}`, "block 1"},
		{"groups of a given device are known", `{action: block, where: "!device.groups.exists(g, g == 'ward')"}`, summer, `"device":{}`, "block 1"},
		{"groups of a device not given are not", `{action: block, where: "!device.groups.exists(g, g == 'ward')"}`, summer, ``, "observe"},

		{"in a window", `{action: block, during: hours}`, summer, ``, "block 1"},
		{"a window ends before its end", `{action: block, during: hours}`, "2025-07-08T11:00:00+01:00", ``, "warn 1"},
		{"a window begins with its start", `{action: block, during: hours}`, "2025-07-08T09:59:59.999999999+01:00", ``, "warn 1"},
		{"otherwise observe", `{action: block, during: hours, otherwise: observe}`, "2025-07-08T11:00:00+01:00", ``, "observe 1"},
		{"otherwise block", `{action: block, during: hours, otherwise: block}`, "2025-07-08T11:00:00+01:00", ``, "block 1"},
		{"a window without its phase", `{id: a, action: observe}, {id: b, from: 2025-07-08T10:30, action: block, during: hours}`, summer, ``, "observe a"},
		{"a window that its phase cuts", `{id: a, action: observe}, {id: b, from: 2025-07-08T10:30, action: block, during: hours}`, "2025-07-08T10:30:00+01:00", ``, "block b"},
		{"otherwise of a phase is not the phase before", `{id: a, action: block}, {id: b, action: block, during: hours, otherwise: observe}`, "2025-07-08T12:00:00+01:00", ``, "observe b"},
		{"weaker than in a window", `{id: a, action: warn}, {id: b, action: block, during: hours, otherwise: observe, where: organisation.kind == "gp"}`, "2025-07-08T12:00:00+01:00", ``, "observe b"},

		{"a day without blocks", `{action: block}`, "2025-08-06T00:00:00+01:00", ``, "warn 1"},
		{"it ends at midnight", `{action: block}`, "2025-08-07T00:00:00+01:00", ``, "block 1"},
		{"it begins at midnight", `{action: block}`, "2025-08-05T23:59:59.999999999+01:00", ``, "block 1"},
		{"a warning stays", `{action: warn}`, "2025-08-06T12:00:00+01:00", ``, "warn 1"},
		{"a window on it", `{action: block, during: hours}`, "2025-08-06T10:00:00+01:00", ``, "warn 1"},
		{"outside of a window on it", `{action: block, during: hours, otherwise: observe}`, "2025-08-06T12:00:00+01:00", ``, "observe 1"},
		{"otherwise block on it", `{action: block, during: hours, otherwise: block}`, "2025-08-06T12:00:00+01:00", ``, "warn 1"},
		{"a month without blocks", `{action: block}`, "2025-12-31T23:59:59Z", ``, "warn 1"},
		{"after it", `{action: block}`, "2026-01-01T00:00:00Z", ``, "block 1"},
		{"a day with 25 hours", `{action: block}`, "2025-10-26T23:59:59Z", ``, "warn 1"},
		{"after it ends", `{action: block}`, "2025-10-27T00:00:00Z", ``, "block 1"},

		{"before it is published", `{action: block}`, "2025-05-31T23:59:59+01:00", ``, "observe"},
		{"when it is published", `{action: block}`, "2025-06-01T00:00:00+01:00", ``, "block 1"},
	} {
		set := one(t, fmt.Sprintf(`
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [%s]}
windows:
  hours:
    - {on: [Tue, Wed], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-08-06}
no-block: [{date: 2025-08-06}, {date: 2025-12, why: winter}, {date: 2025-10-26}]
`, test.phases))
		given := `"card":{"series":6}`
		if test.given != "" {
			given += "," + test.given
		}
		f := ask(t, set, test.at, given).finding("series")
		got := f.InForce.String()
		if f.Phase != nil {
			got += " " + f.Phase.ID
		}
		if got != test.want || f.Asks != f.InForce || f.Result != Unmet {
			t.Errorf("%s: %s %s asks to %s, want %s", test.name, f.Result, got, f.Asks, test.want)
		}
	}
}

// TestUnknownPlaceAndUnknownFinding judges an unknown where both ways for an
// unknown finding too: the phases may differ in what they ask for it.
func TestUnknownPlaceAndUnknownFinding(t *testing.T) {
	for _, test := range []struct{ name, phases, given, want string }{
		{"the weaker by its unknown", `{id: a, action: block, unknown: observe}, {id: b, action: block, unknown: block, where: organisation.kind == "gp"}`, ``, "unknown observe"},
		{"a stronger action that asks for less", `{id: a, action: block, unknown: observe}, {id: b, action: warn, unknown: block, where: organisation.kind == "gp"}`, ``, "unknown observe"},
		{"known not to hold", `{id: a, action: block, unknown: observe}, {id: b, action: block, unknown: block, where: organisation.kind == "gp"}`, `"organisation":{"kind":"trust"}`, "unknown observe"},
		{"known to hold", `{id: a, action: block, unknown: observe}, {id: b, action: block, unknown: block, where: organisation.kind == "gp"}`, `"organisation":{"kind":"gp"}`, "unknown block"},
	} {
		set := one(t, fmt.Sprintf("requirements:\n  - {id: series, of: card, met: card.series >= 8, phases: [%s]}\n", test.phases))
		given := `"card":{}`
		if test.given != "" {
			given += "," + test.given
		}
		if got := ask(t, set, "2025-07-08T10:00:00+01:00", given).says(); got != "series "+test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestOpenWindow names the window that holds, also where several do.
func TestOpenWindow(t *testing.T) {
	set := one(t, `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block, during: w}]}
windows:
  w:
    - {id: inner, date: 2025-07-08, from: "11:00", until: "12:00"}
    - {id: outer, date: 2025-07-08, from: "10:00", until: "13:00"}
    - {id: late, date: 2025-07-08, from: "12:30", until: "14:00"}
    - {id: next, date: 2025-07-08, from: "14:00", until: "15:00"}
    - {id: dawn, date: 2025-07-08, from: "23:00", until: "01:00", overnight: true}
`)
	for at, want := range map[string]string{
		"09:59": "", "10:00": "outer", "11:30": "outer", "12:45": "outer", "13:00": "late",
		"13:59": "late", "14:00": "next", "15:00": "", "23:00": "dawn",
	} {
		f := ask(t, set, "2025-07-08T"+at, `"card":{"series":6}`).finding("series")
		got := ""
		if f.Window != nil {
			got = f.Window.Window.ID
		}
		if got != want || (f.InForce == Block) != (want != "") {
			t.Errorf("at %s window %q is open and it asks to %s, want %q", at, got, f.InForce, want)
		}
	}
	if f := ask(t, set, "2025-07-09T00:59", `"card":{"series":6}`).finding("series"); f.InForce != Block {
		t.Errorf("after midnight it asks to %s", f.InForce)
	}
}

// TestClockChanges takes windows and phases from the transitions of the zone.
func TestClockChanges(t *testing.T) {
	set := one(t, `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2026-03-29T01:30, action: warn}, {from: 2026-03-29, action: block, during: w, otherwise: observe}]}
windows:
  w:
    - {date: 2026-03-29, from: "01:30", until: "03:00"}
    - {date: 2026-10-25, from: "01:30", until: "02:30"}
`)
	for at, want := range map[string]string{
		"2026-03-29T00:59:59Z": "observe", // 01:00 is 02:00; 01:30 moves to 02:30 BST
		"2026-03-29T01:29:59Z": "observe",
		"2026-03-29T01:30:00Z": "block",
		"2026-03-29T01:59:59Z": "block",
		"2026-03-29T02:00:00Z": "observe",
		"2026-10-25T00:29:59Z": "observe", // the first 01:30 is 00:30Z; 02:30 is 02:30Z
		"2026-10-25T00:30:00Z": "block",
		"2026-10-25T02:29:59Z": "block",
		"2026-10-25T02:30:00Z": "observe",
	} {
		if f := ask(t, set, at, `"card":{"series":6}`).finding("series"); f.InForce.String() != want {
			t.Errorf("at %s: %s, want %s", at, f.InForce, want)
		}
	}
}
