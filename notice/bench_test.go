package notice

import (
	"io/fs"
	"testing"

	"github.com/lanyard-id/lanyard/notices"
)

// What one looks at with a profiler; what is promised is measured by make bench.

// knownSignIns have every fact that the 2025 notice reads.
var knownSignIns = map[string]string{
	"met": `"organisation":{"code":"X01","within":["X"]},"card":{"number":"0812345678","series":8,"status":"active"},` +
		`"client":{"product":"identity-agent","version":"2.4.6.0"},"connection":{"tls":"1.2"},` +
		`"device":{"id":"PC1","software":{"oberthur-middleware":"5.1"}}`,
	"unmet": `"organisation":{"code":"X01","within":["X"]},"card":{"number":"0612345678","series":6,"status":"active"},` +
		`"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0"},` +
		`"device":{"id":"PC1","software":{"oberthur-middleware":"-"}}`,
}

// inShippedWindow is an instant at which the 2025 notice blocks.
const inShippedWindow = "2025-08-18T14:30:00+01:00"

func shippedSource(t testing.TB) []byte {
	t.Helper()
	src, err := fs.ReadFile(notices.Files(), "care-identity-2025-r1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// TestJudgeAllocatesNothing holds where every fact is known, with exemptions that
// match and without, from the second sign-in on.
func TestJudgeAllocatesNothing(t *testing.T) {
	exempt := exemptionsOf(t, `
  - {requirement: oberthur-middleware, device: PC1, from: 2025-08, until: 2025-12, owner: o, reason: r}
  - {requirement: oberthur-middleware, device: PC1, organisation: X, from: 2025-08, until: 2025-12, owner: o, reason: r, effect: warn}
  - {organisation: X, from: 2025-09, until: 2025-12, owner: o, reason: r}
`)
	for name, options := range map[string]Options{"plain": {}, "exempt": {Exemptions: exempt}} {
		set := together(t, options, parsed(t, string(shippedSource(t))))
		for given, line := range knownSignIns {
			a := ask(t, set, inShippedWindow, line)
			if n := testing.AllocsPerRun(100, func() { set.Judge(&a.Facts, a.Use, a.SignIn.At, &a.Verdict) }); n != 0 {
				t.Errorf("%s, %s: judging allocates %v times", name, given, n)
			}
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	set := together(b, Options{}, parsed(b, string(shippedSource(b))))
	for given, line := range knownSignIns {
		a := ask(b, set, inShippedWindow, line)
		b.Run(given, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				set.Judge(&a.Facts, a.Use, a.SignIn.At, &a.Verdict)
			}
		})
		bare := set.Bare(&a.Facts, a.Use, a.SignIn.At)
		b.Run(given+"/bare", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bare()
			}
		})
	}
}

func BenchmarkTell(b *testing.B) {
	set := together(b, Options{}, parsed(b, string(shippedSource(b))))
	a := ask(b, set, inShippedWindow, knownSignIns["unmet"])
	b.ReportAllocs()
	for b.Loop() {
		set.Tell(&a.Facts, a.Use, &a.Verdict)
	}
}

func BenchmarkParse(b *testing.B) {
	src := shippedSource(b)
	b.ReportAllocs()
	for b.Loop() {
		Parse("notice.yaml", src)
	}
}
