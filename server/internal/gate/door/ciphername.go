package door

import (
	"crypto/tls"
	"strings"
)

// cipherNamed gives the IANA name of a suite that a proxy calls by OpenSSL's. What
// is not known stays as it is. Those of TLS 1.3 are the same in both.
func cipherNamed(name string) string {
	if known, ok := ciphersByOpenSSL[name]; ok {
		return known
	}
	return name
}

// ciphersByOpenSSL is made of the suites of package tls.
var ciphersByOpenSSL = func() map[string]string {
	names := make(map[string]string)
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		if exchange, cipher, ok := strings.Cut(suite.Name, "_WITH_"); ok {
			names[opensslName(exchange, cipher)] = suite.Name
		}
	}
	return names
}()

// opensslName builds OpenSSL's name of a suite. Source: ciphers(1) of OpenSSL,
// "CIPHER SUITE NAMES".
func opensslName(exchange, cipher string) string {
	name := strings.NewReplacer("AES_128", "AES128", "AES_256", "AES256", "3DES_EDE_CBC", "DES-CBC3", "RC4_128", "RC4", "_CBC", "", "_POLY1305_SHA256", "_POLY1305").Replace(cipher)
	if exchange = strings.TrimPrefix(exchange, "TLS_"); exchange != "RSA" { // which OpenSSL leaves out
		name = exchange + "_" + name
	}
	return strings.ReplaceAll(name, "_", "-")
}
