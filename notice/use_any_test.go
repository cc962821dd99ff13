package notice

import (
	"strings"
	"testing"
	"time"
)

// TestUseAny asks about every use at once.
func TestUseAny(t *testing.T) {
	set := one(t, `
requirements:
  - {id: all, of: card, met: card.series >= 8, phases: [{action: warn}]}
  - {id: sign, of: card, use: [sign], met: card.series >= 8, phases: [{action: block, until: 2025-08}]}
  - {id: manage, of: card, use: [manage-card], met: card.series >= 8, phases: [{action: warn}]}
`)
	a := ask(t, set, "2025-07-08T10:00", `"card":{"series":6}`)
	if got, want := a.says(), "all unmet warn, sign not-applicable observe, manage not-applicable observe"; got != want {
		t.Errorf("at a sign-in: %s, want %s", got, want)
	}
	a.Use = UseAny
	set.Judge(&a.Facts, a.Use, a.SignIn.At, &a.Verdict)
	if got, want := a.says(), "all unmet warn, sign unmet block, manage unmet warn"; got != want {
		t.Errorf("of every use: %s, want %s", got, want)
	}
	if got, want := a.until(a.finding("sign")), "2025-08-01T00:00:00+01:00"; got != want {
		t.Errorf("until %s, want %s", got, want)
	}
	told := set.Tell(&a.Facts, a.Use, &a.Verdict)
	if len(told) != 3 || told[1].Why == "" || strings.Contains(told[1].Why, "this use") || told[1].Until == "" {
		t.Errorf("told %+v", told)
	}
	var in SignIn
	if err := in.Read([]byte(`{"at":"2025-07-08T10:00","use":"any"}`), set.Zone()); err == nil {
		t.Error("a sign-in is for every use")
	}
}

// TestOptionsAge says how old facts may be where no notice does, to judging,
// reasons and the instants of change alike.
func TestOptionsAge(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: plain, of: card, met: card.series >= 8, unknown: observe, phases: [{action: block}]}
  - {id: fresh, of: card, met: card.series >= 8, unknown: observe, fresh: 5d, phases: [{action: block}]}
`))
	const given = `"card":{"series":6,"seen":"2025-07-01T10:00:00Z"}`
	for _, test := range []struct {
		age               time.Duration
		at, plain, oldest string // until and bound of the first
	}{
		{0, "2025-07-03T10:00:00Z", "unmet 2025-07-31T11:00:00.000000001+01:00", "2025-06-03T10:00:00Z"},
		{0, "2025-08-03T10:00:00Z", "unknown ", "2025-07-04T10:00:00Z"},
		{48 * time.Hour, "2025-07-03T10:00:00Z", "unmet 2025-07-03T11:00:00.000000001+01:00", "2025-07-01T10:00:00Z"},
		{AnyAge, "2025-07-03T10:00:00Z", "unmet ", "0001-01-01T00:00:00Z"},
		{AnyAge, "2035-07-03T10:00:00Z", "unmet ", "0001-01-01T00:00:00Z"},
	} {
		set := together(t, Options{Age: test.age}, n)
		a := ask(t, set, test.at, given)
		f := a.finding("plain")
		if got := f.Result.String() + " " + a.until(f); got != test.plain {
			t.Errorf("%v at %s: %s, want %s", test.age, test.at, got, test.plain)
		}
		if old := strings.Contains(set.Why(&a.Facts, &a.Verdict, f), "too long ago"); old != (f.Result == Unknown) {
			t.Errorf("%v at %s is %v: %s", test.age, test.at, f.Result, set.Why(&a.Facts, &a.Verdict, f))
		}
		rules := set.Rules(a.SignIn.At)
		if got := rules[0].Oldest(a.SignIn.At).UTC().Format(time.RFC3339); got != test.oldest {
			t.Errorf("%v at %s: none older than %s, want %s", test.age, test.at, got, test.oldest)
		}
		if got, want := rules[1].Oldest(a.SignIn.At), a.SignIn.At.AddDate(0, 0, -5); !got.Equal(want) {
			t.Errorf("the requirement's own: none older than %v, want %v", got, want)
		}
	}
}
