package door

import (
	"bytes"
	"crypto/tls"
	"testing"
)

// BenchmarkHello is what the evidence of a ClientHello costs: reading, parsing, JA4.
func BenchmarkHello(b *testing.B) {
	sent := clientHelloOf(b, &tls.Config{ServerName: "gate.test", NextProtos: []string{"h2", "http/1.1"}})
	b.ReportAllocs()
	for b.Loop() {
		o := &opening{from: bytes.NewReader(sent)}
		if _, err := o.need(1); err != nil {
			b.Fatal(err)
		}
		if _, err := o.hello(); err != nil {
			b.Fatal(err)
		}
	}
}
