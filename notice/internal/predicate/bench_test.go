package predicate

import "testing"

// The conditions of the example notice, at a sign-in that falls short of one.
func benchmarkConditions(b *testing.B) (*Facts, []*Predicate) {
	b.Helper()
	f := give(b, "card.series=8", "card.status=active", "client.product=agent", "client.version=1", "connection.tls=1.2", "software.middleware=1.2")
	var ps []*Predicate
	for _, s := range []string{
		`!has(card.status) || card.status == "active"`, `card.series >= 8`, `installed("middleware")`,
		`client.product == "agent"`, `client.status == "new"`,
		`client.product == "agent" && client.status != "new"`, `connection.tls >= tls("1.2")`,
	} {
		p, faults := Compile(s, scope)
		if faults != nil {
			b.Fatal(faults)
		}
		ps = append(ps, p)
	}
	return f, ps
}

func BenchmarkJudge(b *testing.B) {
	f, ps := benchmarkConditions(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range ps {
			p.Judge(f)
		}
	}
}

func BenchmarkWhy(b *testing.B) {
	f, ps := benchmarkConditions(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range ps {
			p.Why(f)
		}
	}
}

func BenchmarkTimes(b *testing.B) {
	f := give(b, "card.certificate_expires=2026-01-01T00:00:00Z")
	p, faults := Compile(`card.certificate_expires > in_days(90) && card.certificate_expires > now`, scope)
	if faults != nil {
		b.Fatal(faults)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Judge(f)
	}
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Compile(`client.product == "agent" && client.status != "new"`, scope)
	}
}
