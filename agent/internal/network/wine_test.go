package network

import (
	"crypto/sha1"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// regBytes writes bytes as a file of the registry has them.
func regBytes(b []byte) string {
	var parts []string
	for _, c := range b {
		parts = append(parts, hex.EncodeToString([]byte{c}))
	}
	return "hex:" + strings.Join(parts, ",")
}

// blobOf is a certificate as a system store keeps it: its properties, of which 32
// is the certificate itself.
func blobOf(c *x509.Certificate) string {
	var b []byte
	for _, n := range []uint32{32, 1, uint32(len(c.Raw))} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return regBytes(append(b, c.Raw...))
}

// TestUnderWine reads proxies and roots of a Windows by its own calls.
func TestUnderWine(t *testing.T) {
	w := newWorld(t)
	at := w.web("x", config(w.owner.issue("x", func(c *x509.Certificate) {
		c.DNSNames, c.IPAddresses = nil, []net.IP{net.IPv4(127, 0, 0, 1)}
	}), tls.VersionTLS12, tls.VersionTLS13), hello)
	p := wine.New(t)
	p.Import(t, fmt.Sprintf(`Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\%s]
"ProxyEnable"=dword:00000001
"ProxyServer"="http=plain.example.test:80;https=proxy.example.test:8080"
"ProxyOverride"="127.*;<local>"
"AutoConfigURL"="http://wpad.example.test/proxy.pac"

[HKEY_CURRENT_USER\%s]
"DefaultConnectionSettings"=%s

[HKEY_LOCAL_MACHINE\%s]
"WinHttpSettings"=%s

[HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\SystemCertificates\Root\Certificates\%X]
"Blob"=%s
`, internetSettings, connections, regBytes(winHTTP(1|2|8)), connections, regBytes(winHTTP(3, "winhttp.example.test:81", "127.0.0.1")),
		sha1.Sum(w.owner.cert.Raw), blobOf(w.owner.cert)))
	out, _ := p.Run(t, 0, wine.Build(t, "./testdata/look"), strconv.Itoa(int(at.Port())))
	n, err := Read(strings.NewReader(out))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := Proxies{
		User:    &ProxySettings{On: true, HTTP: "plain.example.test:80", HTTPS: "proxy.example.test:8080", Bypass: []string{"127.*", "<local>"}, PAC: "http://wpad.example.test/proxy.pac", Detect: true},
		WinHTTP: &ProxySettings{On: true, HTTP: "winhttp.example.test:81", HTTPS: "winhttp.example.test:81", Bypass: []string{"127.0.0.1"}},
	}
	n.Proxies.Environment = nil // that of whoever runs the test
	if diff := cmp.Diff(want, n.Proxies); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{fromUser, fromWinHTTP}, n.Hosts[0].Bypassed); diff != "" {
		t.Error(diff)
	}
	path := n.Hosts[0].Paths[0]
	if path.Fault != nil || path.TLS.Trust != TrustPrivate || path.TLS.RootStore != "group policy" || !path.TLS.NameMatches {
		t.Errorf("%+v\n%+v", path, path.TLS)
	}
	if !path.Versions[0].Accepted || path.Versions[1].Accepted || path.Versions[1].Fault.Kind != Alert {
		t.Errorf("%+v", path.Versions)
	}
	if f := n.Listeners[0].Fault; n.Listeners[0].Open || f == nil || f.Kind != Refused {
		t.Errorf("%+v", n.Listeners)
	}
	if n.Roots.Fault != nil || n.Roots.Held == 0 {
		t.Errorf("%+v", n.Roots)
	}
}
