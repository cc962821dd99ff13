package door

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
	"github.com/lanyard-id/lanyard/server/internal/octets"
)

// proxiedTLS is what a proxy that ended TLS says of it.
type proxiedTLS struct {
	used        bool   // the client spoke TLS
	version     uint16 // 0 = not said, or none that there is
	cipher      string // by IANA, where its name is known; "" = not said
	commonName  string // of the verified certificate; "" = none
	certificate *x509.Certificate
	unverified  string // why a certificate does not count; "" = it does, or there is none
}

// Of PP2_TYPE_SSL. Source: proxy-protocol.txt §2.2.6. The certificate is of newer
// revisions of it, and Ghostunnel and others send it.
const (
	clientSSL      = 0x01
	clientCertConn = 0x02
	clientCertSess = 0x04

	sslVersion = 0x21
	sslCN      = 0x22
	sslCipher  = 0x23
	sslCert    = 0x28
)

// What is kept of a text of a proxy, in bytes.
const (
	maxCipherName = 64
	maxCommonName = 256
)

// parseProxiedTLS reads the value of a PP2_TYPE_SSL.
func parseProxiedTLS(value []byte) (*proxiedTLS, error) {
	in := octets.Reader{Rest: value}
	client, verify := in.U8(), in.Take(4)
	if in.Short {
		return nil, errProxy("what the PROXY header says of TLS is too short")
	}
	said := &proxiedTLS{used: client&clientSSL != 0}
	var der []byte
	for len(in.Rest) > 0 {
		kind, text := in.U8(), in.Vector16()
		if in.Short {
			return nil, errProxy(fmt.Sprintf("the part of type %#02x leads beyond what the PROXY header says of TLS", kind))
		}
		switch kind {
		case sslVersion:
			said.version = versionNamed(string(text))
		case sslCN:
			said.commonName = plain(text, maxCommonName)
		case sslCipher:
			said.cipher = cipherNamed(plain(text, maxCipherName))
		case sslCert:
			der = text
		}
	}
	switch result := binary.BigEndian.Uint32(verify); {
	case client&(clientCertConn|clientCertSess) == 0:
		said.commonName = ""
	case result != 0:
		said.commonName = ""
		said.unverified = fmt.Sprintf("the proxy could not verify it, for the reason %d of OpenSSL", result)
	case der != nil:
		var err error
		if said.certificate, err = x509.ParseCertificate(der); err != nil {
			said.unverified = "what the proxy gave is no certificate: " + err.Error()
		}
	}
	return said, nil
}

// versionNamed gives the version with a name of OpenSSL's, or of package tls, which
// proxies in Go send; 0 = there is none.
func versionNamed(name string) uint16 {
	switch strings.Replace(name, "TLS ", "TLSv", 1) {
	case "TLSv1.3":
		return tls.VersionTLS13
	case "TLSv1.2":
		return tls.VersionTLS12
	case "TLSv1.1":
		return tls.VersionTLS11
	case "TLSv1", "TLSv1.0":
		return tls.VersionTLS10
	case "SSLv3":
		return clienthello.SSL30
	case "SSLv2":
		return clienthello.SSL20
	}
	return 0
}

// plain is text with what cannot be shown left out, and cut.
func plain(text []byte, maxBytes int) string {
	var kept strings.Builder
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		text = text[size:]
		if c == utf8.RuneError || !unicode.IsPrint(c) {
			continue
		}
		if kept.Len()+size > maxBytes {
			break
		}
		kept.WriteRune(c)
	}
	return kept.String()
}
