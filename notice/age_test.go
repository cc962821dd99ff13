package notice

import (
	"fmt"
	"strings"
	"testing"
)

// TestFresh counts what was seen too long ago as missing.
func TestFresh(t *testing.T) {
	const at = "2025-07-31T10:00:00+01:00"
	for _, test := range []struct{ name, notice, requirement, given, want string }{
		{"without a time it is as old as the sign-in", "fresh: 1m", "", `"card":{"series":6}`, "unmet"},
		{"30 days by default", "", "", `"card":{"series":6,"seen":"2025-07-01T10:00:00+01:00"}`, "unmet"},
		{"and no longer", "", "", `"card":{"series":6,"seen":"2025-07-01T09:59:59.999999999+01:00"}`, "unknown"},
		{"the notice's", "fresh: 60d", "", `"card":{"series":6,"seen":"2025-06-01T10:00:00+01:00"}`, "unmet"},
		{"and no longer than that", "fresh: 60d", "", `"card":{"series":6,"seen":"2025-06-01T09:59:59+01:00"}`, "unknown"},
		{"the requirement's is shorter", "fresh: 60d", "fresh: 2h", `"card":{"series":6,"seen":"2025-07-31T07:59:59+01:00"}`, "unknown"},
		{"the requirement's is shorter, to its end", "fresh: 60d", "fresh: 2h", `"card":{"series":6,"seen":"2025-07-31T08:00:00+01:00"}`, "unmet"},
		{"the requirement's is longer", "fresh: 1d", "fresh: 90d", `"card":{"series":6,"seen":"2025-06-01T00:00"}`, "unmet"},
		{"seen later than the sign-in", "fresh: 1d", "", `"card":{"series":6,"seen":"2025-09-01T00:00"}`, "unmet"},
		{"each object by itself", "", "", `"card":{"series":6},"device":{"os":"x","seen":"2025-01-01T00:00"}`, "unmet"},
		{"met grows old too", "fresh: 1d", "", `"card":{"series":8,"seen":"2025-07-01T00:00"}`, "unknown"},
		{"known in part grows old too", "fresh: 1d", "", `"card":{"series":[4,5],"seen":"2025-07-01T00:00"}`, "unknown"},
		{"an empty time is none", "fresh: 1d", "", `"card":{"series":6,"seen":""}`, "unmet"},
	} {
		rest := "requirements:\n  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]"
		if test.requirement != "" {
			rest += ", " + test.requirement
		}
		set := one(t, test.notice+"\n"+rest+"}\n")
		given := test.given
		var in SignIn
		if err := in.Read([]byte(fmt.Sprintf(`{"at":%q,%s}`, at, given)), set.Zone()); err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var v Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		if got := v.Findings[0].Result.String(); got != test.want || len(in.Rejects) > 0 {
			t.Errorf("%s: %s, want %s; rejects %v", test.name, got, test.want, in.Rejects)
		}
	}
}

// TestFreshWhy says when it was last seen, and its subject stays given.
func TestFreshWhy(t *testing.T) {
	set := one(t, `
fresh: 60d
requirements:
  - {id: series, of: card, met: card.series >= 8, absent: observe, unknown: block, phases: [{action: block}]}
`)
	a := ask(t, set, "2025-12-01T10:00Z", `"card":{"series":6,"seen":"2025-07-01T10:00:00+01:00"}`)
	if got := a.says(); got != "series unknown block" {
		t.Errorf("a fact grown old: %s", got)
	}
	if got := set.Why(&a.Facts, &a.Verdict, &a.Findings[0]); !strings.Contains(got, "1 July 2025") {
		t.Errorf("why does not say when it was last seen: %q", got)
	}
}

// TestSoftwareGrowsOld with its device.
func TestSoftwareGrowsOld(t *testing.T) {
	set := one(t, `
requirements:
  - {id: agent, of: device, met: "installed('agent')", phases: [{action: block}]}
  - {id: status, of: device, met: "status('agent') == 'new'", phases: [{action: block}]}
  - {id: groups, of: device, met: "device.groups.exists(g, g == 'x')", phases: [{action: block}]}
catalogue:
  agent: {kind: client, generations: [{versions: "<2", status: old}, {versions: ">=2", status: new}]}
`)
	for seen, want := range map[string]string{
		"2025-07-01T00:00": "agent met observe, status unmet block, groups unmet block",
		"2025-05-01T00:00": "agent unknown warn, status unknown warn, groups unknown warn",
	} {
		if got := ask(t, set, "2025-07-08T10:00", `"device":{"software":{"agent":"1.0"},"seen":"`+seen+`"}`).says(); got != want {
			t.Errorf("seen %s: %s, want %s", seen, got, want)
		}
	}
}
