package attempt

import "testing"

func BenchmarkMatchMiss(b *testing.B) {
	s := together(b, shipped(b)...)
	r := request(b, "GET /api/v1/patients/9990000001/summary?view=short HTTP/1.1\n"+browser)
	b.ReportAllocs()
	for b.Loop() {
		if m := s.Match(r.Method, r.Host, r.Path, r.Query, r.Header); m.Role != Other {
			b.Fatal("it is a sign-in")
		}
	}
}

func BenchmarkReadLegacy(b *testing.B) { benchmarkRead(b, legacyHead+"\n"+activation) }
func BenchmarkReadValidation(b *testing.B) {
	benchmarkRead(b, "POST /login/authvalidate HTTP/1.1\n"+gacAgent+analytics+"\n"+validation)
}
func BenchmarkReadOpenID(b *testing.B) {
	benchmarkRead(b, "GET /a/authorize?response_type=code&client_id=app&scope=openid&state=s HTTP/1.1\n"+browser)
}

// benchmarkRead matches and reads a sign-in as the gate does.
func benchmarkRead(b *testing.B, raw string) {
	s := together(b, shipped(b)...)
	r := request(b, raw)
	var a Attempt
	b.ReportAllocs()
	for b.Loop() {
		m := s.Match(r.Method, r.Host, r.Path, r.Query, r.Header)
		m.Read(r, &a)
		if a.Role == Other || len(a.Unread) > 0 {
			b.Fatal(told(&a))
		}
	}
}
