package notice

import "testing"

// TestJudgeAllocatesNothingAnywhere holds for all that a requirement may ask of
// known facts, with exemptions, pauses, places, ages and other notices.
func TestJudgeAllocatesNothingAnywhere(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `fresh: 60d
requirements:
  - {id: series, of: card, applies: card.status == "active", met: card.series >= 8, phases: [{action: warn}, {from: 2025-07, action: block, during: w, where: 'organisation.kind == "gp"'}]}
  - {id: expires, of: card, met: card.expires > now, phases: [{action: block}]}
  - {id: certificate, of: card, met: card.certificate_expires > date("2026-01-01"), phases: [{action: block}]}
  - {id: groups, of: device, met: 'device.groups.exists(g, g == "ward")', phases: [{action: block}]}
  - {id: client, of: client, met: client.status == "new", phases: [{action: block}]}
  - {id: software, of: device, met: 'installed("agent", ">=2") && status("agent") == "new"', phases: [{action: block}]}
  - {id: tls, of: connection, met: 'connection.tls >= tls("1.2")', use: [sign-in], phases: [{action: block}]}
windows: {w: [{date: 2025-07-08, from: "10:00", until: "11:00"}]}
no-block: [{date: 2025-08-06}]
pauses: {budget: 10d}
catalogue: {agent: {generations: [{versions: "<2", status: old}, {versions: ">=2", status: new}]}}
card-types: {PIV: [8, 9], Gemplus: [6]}
`))
	heir := parsed(t, written("m", 1, "2025-06", "requirements: [{id: x, of: card, met: card.series >= 8}]\nsupersedes: [{notice: n, requirements: [tls]}]\n"))
	set := together(t, Options{
		Exemptions: exemptionsOf(t, `
  - {requirement: groups, group: ward, from: 2025-06, until: 2025-09, owner: o, reason: r}
  - {requirement: client, organisation: QWO, from: 2025-06, until: 2025-09, owner: o, reason: r, effect: warn}
  - {card: "06", from: 2025-06, until: 2025-09, owner: o, reason: r, effect: warn}
`),
		Pauses: pausesOf(t, "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-10}\n"),
	}, n, heir)
	for _, given := range []string{
		`"card":{"number":"08","series":8,"type":"PIV","status":"active","expires":"2027-01-01","certificate_expires":"2027-01-01","groups":["a"],"seen":"2025-07-01T10:00"},"client":{"product":"agent","version":"2.0"},"connection":{"tls":"1.3"},"device":{"id":"PC1","groups":["ward"],"software":{"agent":"2.0"}},"organisation":{"code":"RXX","within":["QWO"],"kind":"gp","groups":[]},"person":{"id":"P","groups":["b"]}`,
		`"card":{"number":"06","series":6,"type":"Gemplus","status":"active","expires":"2025-01-01","certificate_expires":"2025-01-01","seen":"2025-07-01T10:00"},"client":{"product":"agent","version":"1.0"},"connection":{"tls":"1.0"},"device":{"id":"PC2","software":{"agent":"1;1.5"},"seen":"2025-07-01T10:00"},"organisation":{"code":"RYY","kind":"trust"}`,
	} {
		a := ask(t, set, "2025-07-08T10:30", given)
		if n := testing.AllocsPerRun(100, func() { set.Judge(&a.Facts, a.Use, a.SignIn.At, &a.Verdict) }); n != 0 {
			t.Errorf("judging allocates %v times: %s", n, a.says())
		}
		for _, f := range a.Findings {
			if f.Result == Unknown {
				t.Errorf("%s is unknown, and all facts are meant to be known", f.Requirement.ID)
			}
		}
	}
}
