package card_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func compressed(t testing.TB, der []byte, with func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := with(&b)
	if _, err := w.Write(der); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func zlibbed(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }

func TestParseCertificate(t *testing.T) {
	_, der := certified(t, nil)
	// A serial number below zero is against RFC 5280, and exists.
	negative := bytes.Clone(der)
	serial := bytes.Index(negative, []byte{0x02, 0x01, 0x07})
	negative[serial+2] = 0x87
	for _, tt := range []struct {
		name  string
		in    []byte
		fault bool
		dates bool
		is    error
	}{
		{"plain", container(der, 0), false, true, nil},
		{"gzip", container(compressed(t, der, gzipped), 1), false, true, nil},
		{"zlib", container(compressed(t, der, zlibbed), 1), false, true, nil},
		{"negative serial number", container(negative, 0), true, true, nil},
		{"cut", container(der[:40], 0), true, false, nil},
		{"bytes after it", container(append(bytes.Clone(der), 0), 0), true, false, nil},
		{"said to be compressed", container(der, 1), true, false, nil},
		{"compressed and cut", container(compressed(t, der, gzipped)[:99], 1), true, false, nil},
		{"a bomb", container(compressed(t, make([]byte, 10<<20), gzipped), 1), true, false, card.ErrLimit},
		{"none", nil, true, false, card.ErrNoCertificate},
		{"empty", container(nil, 0), true, false, card.ErrNoCertificate},
		{"no TLV", []byte{0x70, 0x82}, true, false, card.ErrTLV},
		{"a fault after it", append(container(der, 0), 0x72), true, true, card.ErrTLV},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := card.ParseCertificate(tt.in)
			if (got.Fault != nil) != tt.fault || tt.is != nil && !errors.Is(got.Fault, tt.is) {
				t.Errorf("fault %v", got.Fault)
			}
			if tt.dates && (!got.NotAfter.Equal(notAfter) || !got.NotBefore.Equal(notBefore)) || !tt.dates && !got.NotAfter.IsZero() && tt.name != "bytes after it" {
				t.Errorf("dates %v to %v", got.NotBefore, got.NotAfter)
			}
		})
	}
}

func FuzzPIVCertificate(f *testing.F) {
	_, der := certified(f, nil)
	f.Add(container(der, 0))
	f.Add(container(compressed(f, der, gzipped), 1))
	f.Add([]byte{0x70, 0x03, 0x30, 0x01, 0x00})
	f.Fuzz(func(t *testing.T, b []byte) {
		c := card.ParseCertificate(b)
		if c.X509 == nil && c.Fault == nil {
			t.Error("neither a certificate nor a fault")
		}
		if c.X509 != nil && !c.NotAfter.Equal(c.X509.NotAfter) {
			t.Error("two ends")
		}
		card.ParseCHUID(b)
		card.ParseDiscovery(b)
	})
}

func FuzzCHUID(f *testing.F) {
	f.Add(fromHex(f, "30 00 34 10 000102030405060708090A0B0C0D0E0F 35 08 3230333030333331 3E 00"))
	f.Add(fromHex(f, "34 01 00 35 03 000000"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := card.ParseCHUID(b)
		if len(c.GUID) != 0 && len(c.GUID) != 16 {
			t.Errorf("a GUID of %d bytes", len(c.GUID))
		}
	})
}
