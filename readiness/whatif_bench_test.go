package readiness

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// BenchmarkWhatIf looks ahead over three weeks with twelve changes for a million
// people, each with a device, a card and three sign-ins, by one set of notices and
// by two.
func BenchmarkWhatIf(b *testing.B) {
	const n = 1_000_000
	e := benchPeople(b, n)
	parsedNotice := parsed(b, benchNotice)
	list, problems := notice.ParseExemptions("bench.yaml", []byte(benchExemptions(n)), parsedNotice.Zone)
	if problems.HasErrors() {
		b.Fatal(problems)
	}
	o := WhatIfOptions{
		Known: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC),
		From:  time.Date(2025, 7, 6, 0, 0, 0, 0, time.UTC), Until: time.Date(2025, 7, 27, 0, 0, 0, 0, time.UTC),
	}
	set := newSet(b, notice.Options{Exemptions: list}, parsedNotice)
	for _, test := range []struct {
		name  string
		other *notice.Set
	}{{"one", nil}, {"two", newSet(b, notice.Options{}, parsedNotice)}} {
		b.Run(test.name, func(b *testing.B) {
			o.Other = test.other
			for b.Loop() {
				out, err := WhatIf(e, set, o)
				if err != nil {
					b.Fatal(err)
				}
				b.Logf("%d steps of %d changes, %+v, worst %+v", len(out.Steps), len(set.Changes(o.From, o.Until)), *out.Weeks, out.Base.Peak)
			}
		})
	}
}
