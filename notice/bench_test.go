package notice

import (
	"os"
	"testing"
)

const metLine = `{"at":"2025-08-20T14:30:00+01:00","organisation":{"code":"RXX","within":["QWO","Y60"]},"card":{"number":"0812345678","series":8,"status":"active"},"client":{"product":"identity-agent","version":"2.4.6.0"},"connection":{"tls":"1.2"},"device":{"id":"PC1","software":{"identity-agent":"2.4.6.0","oberthur-middleware":"+"}},"person":{"id":"P1"}}`
const unmetLine = `{"at":"2025-08-20T14:30:00+01:00","organisation":{"code":"RXX","within":["QWO","Y60"]},"card":{"number":"0612345678","series":6,"status":"active"},"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0"},"device":{"id":"PC1","software":{"identity-agent":"2.3.2.0","oberthur-middleware":"-"}},"person":{"id":"P1"}}`

func BenchmarkBare(b *testing.B) {
	src, _ := os.ReadFile("../notices/care-identity-2025-r1.yaml")
	n, ps := Parse("n.yaml", src)
	if n == nil {
		b.Fatal(ps)
	}
	set, _ := NewSet([]*Notice{n}, Options{})
	for name, line := range map[string]string{"met": metLine, "unmet": unmetLine} {
		var in SignIn
		if err := in.Read([]byte(line), set.Zone()); err != nil {
			b.Fatal(err)
		}
		var v Verdict
		b.Run(name+"/judge", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				set.Judge(&in.Facts, in.Use, in.At, &v)
			}
		})
		run := set.Bare(&in.Facts, in.Use, in.At)
		b.Run(name+"/bare", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
		all := append([]*Requirement{}, n.Requirements...)
		_ = all
	}
}
