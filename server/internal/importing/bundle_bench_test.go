package importing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/wire"
)

// madeBundle is a bundle as an agent writes it of a device with so many programs.
func madeBundle(t testing.TB, n, programs int) []byte {
	t.Helper()
	at := time.Date(2025, 7, 1, 8, 0, n%3600, 0, time.UTC)
	b := &wire.Bundle{
		Version: wire.BundleVersion, TakenAt: at, Agent: "1.0.0", Inventory: "complete",
		Device: wire.Device{ID: fmt.Sprintf("%020x", n), Name: fmt.Sprintf("WARD-%06d", n), OS: "windows", OSName: "Windows 11 Pro 23H2", OSVersion: "10.0.22631.4317", Arch: "amd64"},
		Cards: []wire.Card{{Reader: "OMNIKEY AG Smart Card Reader USB 0", ATR: "3B6A00FF4A434F50343156323231", Series: []int{5, 6}, Certificates: []wire.Certificate{
			{Use: "authentication", NotBefore: at, Expires: at.AddDate(1, 0, 0), Key: "RSA-2048", Issuer: "CN=Invented CA"},
			{Use: "signature", NotBefore: at, Expires: at.AddDate(2, 0, 0), Key: "RSA-2048", Issuer: "CN=Invented CA"},
		}}},
		Readers:     []wire.Reader{{Name: "OMNIKEY AG Smart Card Reader USB 0", State: "present"}},
		Clients:     []wire.Client{{Product: "identity-agent", Version: "2.4.10.0", Running: true}},
		Connections: []wire.Connection{{Host: "gas.example.test", TLS: "1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Issuer: "CN=Invented", By: "agent"}},
	}
	for i := range programs {
		b.Installed = append(b.Installed, wire.Installed{Name: fmt.Sprintf("Invented Program %d (x64)", i), Version: fmt.Sprintf("%d.%d.0", i, n%7), Publisher: "Invented Software Ltd", View: "64"})
	}
	b.Installed = append(b.Installed, wire.Installed{Name: "NHS Identity Agent", Version: "2.4.10.0", Publisher: "NHS", View: "32"})
	for i := range programs / 2 {
		b.Findings = append(b.Findings, wire.Finding{Check: fmt.Sprintf("check-%d", i), Level: wire.Well, Say: strings.Repeat("A sentence about it, for people. ", 4)})
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkBundle(b *testing.B) {
	for _, programs := range []int{20, 80} {
		src := madeBundle(b, 7, programs)
		b.Run(fmt.Sprintf("scan %d bytes", len(src)), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			r := newBundle()
			for b.Loop() {
				if !r.read(src) {
					b.Fatal(r.problem)
				}
			}
		})
		b.Run(fmt.Sprintf("encoding json %d bytes", len(src)), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				var x wire.Bundle
				if err := json.Unmarshal(src, &x); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
