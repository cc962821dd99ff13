package predicate

import "testing"

func BenchmarkJudge(b *testing.B) {
	t := &testing.T{}
	f := give(t, "card.series=8", "card.status=active", "client.product=agent", "client.version=1", "connection.tls=1.2", "software.middleware=1.2")
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
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range ps {
			p.Judge(f)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Compile(`client.product == "agent" && client.status != "new"`, scope)
	}
}
