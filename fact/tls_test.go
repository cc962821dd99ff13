package fact

import (
	"crypto/tls"
	"testing"
)

func TestParseTLS(t *testing.T) {
	tests := []struct {
		want  TLS
		shown string
		texts []string
	}{
		{SSLv3, "SSLv3", []string{"SSLv3", "sslv3", "SSL3", "SSL 3", "SSL 3.0", "SSL v3", "SSLv3.0", " SSLv3 "}},
		{TLS10, "TLS 1.0", []string{"1.0", "1", "TLS1.0", "TLS 1.0", "TLSv1.0", "TLSv1", "TLS 1", "tls1", "tlsv 1.0", "TLS v1.0"}},
		{TLS11, "TLS 1.1", []string{"1.1", "TLS1.1", "TLSv1.1", "tls 1.1"}},
		{TLS12, "TLS 1.2", []string{"1.2", "TLS1.2", "TLSv1.2", "TLSV1.2", "Tls 1.2", "TLS  1.2", "\t1.2 "}},
		{TLS13, "TLS 1.3", []string{"1.3", "TLS1.3", "TLSv1.3", "TLS 1.3"}},
	}
	for _, tt := range tests {
		for _, text := range tt.texts {
			if got, err := ParseTLS(text); err != nil || got != tt.want {
				t.Errorf("ParseTLS(%q) = %v, %v; want %v", text, got, err, tt.want)
			}
		}
		if got := tt.want.String(); got != tt.shown {
			t.Errorf("String of %#x: %q, want %q", uint16(tt.want), got, tt.shown)
		}
	}
}

func TestParseTLSErrors(t *testing.T) {
	for _, text := range []string{"", "TLS", "SSL", "TLSv", "SSLv2", "SSL 1.2", "TLS 3", "3", "SSLTLS1.2", "1.4", "2", "0x0303", "v1.2", "TLSvv1.2", "1.20", "TLSv1.2 (OUT)"} {
		got, err := ParseTLS(text)
		if err == nil || got != 0 {
			t.Errorf("ParseTLS(%q) = %v, want an error", text, got)
		}
	}
	_, err := ParseTLS("2")
	if want := `"2": not a TLS version; write SSLv3 or one of 1.0, 1.1, 1.2, 1.3`; err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestTLSNumbersAreThoseOfTheWire(t *testing.T) {
	//lint:ignore SA1019 the number is compared, the protocol is not used
	want := []uint16{tls.VersionSSL30, tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12, tls.VersionTLS13}
	for i, v := range []TLS{SSLv3, TLS10, TLS11, TLS12, TLS13} {
		if v != TLS(want[i]) {
			t.Errorf("%v is %#x, want %#x", v, uint16(v), want[i])
		}
	}
	if got := TLS(0x0305).String(); got != "TLS 0x305" {
		t.Errorf("a version of the future is shown as %q", got)
	}
}

func FuzzTLS(f *testing.F) {
	for _, seed := range []string{"SSLv3", "TLSv1", "TLS 1.2", "1.3", "", "ssl v"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParseTLS(text)
		if (err == nil) != (SSLv3 <= v && v <= TLS13) {
			t.Fatalf("ParseTLS(%q) = %v, %v", text, v, err)
		}
		if err == nil {
			if again, err := ParseTLS(v.String()); err != nil || again != v {
				t.Errorf("%q is shown as %q, which is read as %v, %v", text, v, again, err)
			}
		}
	})
}
