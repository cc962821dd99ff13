package server_test

import (
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/server"
)

// FuzzGateFlags reads what flags of a gate may hold; package config fuzzes its
// file. What is taken says the same when it is read again.
func FuzzGateFlags(f *testing.F) {
	f.Add("90d", "127.0.0.1", "X-Gate-TLS,X-Forwarded-For")
	f.Add("0s", "10.0.0.0/8", "")
	f.Add("999TB", "fd00::/8", "x_gate")
	f.Fuzz(func(t *testing.T, length, network, headers string) {
		if d, err := server.ParseGateLength(length); err == nil && d <= 0 {
			t.Errorf("%q is %v", length, d)
		}
		if b, err := server.ParseGateSize(length); err == nil && (b < 1e9 || b > 1e15) {
			t.Errorf("%q is %v", length, b)
		}
		p, err := server.ParseGateProxy(network, strings.Split(headers, ","))
		if err != nil {
			return
		}
		again, err := server.ParseGateProxy(p.From[0].String(), p.Headers)
		if err != nil || again.From[0] != p.From[0] || strings.Join(again.Headers, ",") != strings.Join(p.Headers, ",") {
			t.Errorf("%q, %q: %+v, then %+v, %v", network, headers, p, again, err)
		}
		if c, _ := server.ReadGateConfig("gate.yaml", []byte("gate: 1\nlisten: "+network)); c != nil {
			t.Errorf("a configuration without a notice: %+v", c)
		}
	})
}
