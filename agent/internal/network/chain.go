package network

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"strings"
)

// kept is what is kept of a certificate.
func kept(c *x509.Certificate) Certificate {
	k := Certificate{
		Subject: clean(c.Subject.String(), maxTextBytes), Issuer: clean(c.Issuer.String(), maxTextBytes),
		NotBefore: c.NotBefore.UTC(), NotAfter: c.NotAfter.UTC(),
		SHA1: fmt.Sprintf("%X", sha1.Sum(c.Raw)), SHA256: fmt.Sprintf("%X", sha256.Sum256(c.Raw)),
		Key: keyOf(c), Signature: c.SignatureAlgorithm.String(),
	}
	names := c.DNSNames[:min(len(c.DNSNames), maxNames)]
	for _, name := range names {
		k.Names = append(k.Names, clean(name, maxTextBytes))
	}
	for _, ip := range c.IPAddresses {
		if len(k.Names) < maxNames {
			k.Names = append(k.Names, clean(ip.String(), maxTextBytes))
		}
	}
	k.More = len(c.DNSNames) + len(c.IPAddresses) - len(k.Names)
	return k
}

func keyOf(c *x509.Certificate) string {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return k.Curve.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	}
	return clean(c.PublicKeyAlgorithm.String(), maxTextBytes)
}

// commonName is what people call the authority of a name such as
// "CN=Contoso TLS Inspection CA,O=Contoso": its common name, else all of it.
func commonName(name string) string {
	for _, part := range splitName(name) {
		if cn, ok := strings.CutPrefix(part, "CN="); ok && cn != "" {
			return strings.ReplaceAll(cn, `\`, "")
		}
	}
	return name
}

// splitName takes a name apart at its commas and pluses, of which those with a
// backslash before them are part of a value.
//
// Source: RFC 4514 §2.
func splitName(name string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '\\':
			i++
		case ',', '+':
			parts = append(parts, name[from:i])
			from = i + 1
		}
	}
	return append(parts, name[from:])
}
