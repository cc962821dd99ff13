package door

import (
	"crypto"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"slices"
	"time"
)

// load makes certificates of what was read, if it is fit for use. That a
// certificate expired is no reason not to use it: a client that insists on its date
// is told so by its own program, and one that does not goes on working.
func (c *Certificates) load() (*pairs, error) {
	modern, err := loadPair(c.files[0], c.seen[0], c.seen[1])
	if err != nil {
		return nil, err
	}
	loaded := &pairs{modern: modern}
	if !c.HasOld() {
		return loaded, nil
	}
	if loaded.old, err = loadPair(c.files[1], c.seen[2], c.seen[3]); err != nil {
		return nil, err
	}
	oldKey, ok := loaded.old.Leaf.PublicKey.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("%s: the certificate for old TLS has a key of the kind %v; clients of TLS 1.0 need RSA", c.files[1].Certificate, loaded.old.Leaf.PublicKeyAlgorithm)
	}
	if other, ok := modern.Leaf.PublicKey.(interface{ Equal(crypto.PublicKey) bool }); ok && other.Equal(oldKey) {
		return nil, fmt.Errorf("%s has the same key as %s: what old TLS gives away of its key must be of no use against TLS 1.2 and 1.3; make another key for old TLS", c.files[1].Key, c.files[0].Key)
	}
	return loaded, nil
}

func loadPair(files Files, certificate, key sight) (*tls.Certificate, error) {
	pair, err := tls.X509KeyPair(certificate.content, key.content)
	if err != nil {
		return nil, fmt.Errorf("certificate %s with the key %s: %w", files.Certificate, files.Key, err)
	}
	if pair.Leaf == nil { // as GODEBUG may have it
		if pair.Leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			return nil, fmt.Errorf("certificate %s: %w", files.Certificate, err)
		}
	}
	return &pair, nil
}

// soon is how long before its end a certificate is warned of.
const soon = 30 * 24 * time.Hour

// minRSABits is below what clients refuse keys. Source: CA/Browser Forum Baseline
// Requirements §6.1.5.
const minRSABits = 2048

// Warnings say what is wrong with the certificates in force although they are used,
// at an instant.
func (c *Certificates) Warnings(now time.Time) []string {
	force := c.force.Load()
	warnings := certWarnings(c.files[0].Certificate, force.modern.Leaf, now)
	if old := force.old; old != nil {
		warnings = append(warnings, certWarnings(c.files[1].Certificate, old.Leaf, now)...)
		if usage := old.Leaf.KeyUsage; usage != 0 && usage&x509.KeyUsageKeyEncipherment == 0 {
			warnings = append(warnings, c.files[1].Certificate+" does not allow its key for key encipherment: old clients that exchange keys by RSA may refuse it.")
		}
	}
	return warnings
}

func certWarnings(name string, leaf *x509.Certificate, now time.Time) []string {
	var warnings []string
	switch left := leaf.NotAfter.Sub(now); {
	case now.Before(leaf.NotBefore):
		warnings = append(warnings, fmt.Sprintf("%s is not valid before %s. It is used all the same, and clients will refuse it.", name, leaf.NotBefore.UTC().Format(time.RFC3339)))
	case left < 0:
		warnings = append(warnings, fmt.Sprintf("%s expired at %s. It is used all the same, and clients will refuse it.", name, leaf.NotAfter.UTC().Format(time.RFC3339)))
	case left < soon:
		warnings = append(warnings, fmt.Sprintf("%s expires at %s, in %d days.", name, leaf.NotAfter.UTC().Format(time.RFC3339), int(left.Hours()/24)))
	}
	if key, ok := leaf.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < minRSABits {
		warnings = append(warnings, fmt.Sprintf("%s has an RSA key of %d bits; many clients refuse less than %d.", name, key.N.BitLen(), minRSABits))
	}
	return warnings
}

// warn tells the warnings that are new.
func (c *Certificates) warn() {
	warnings := c.Warnings(c.now())
	for _, w := range warnings {
		if !slices.Contains(c.warned, w) {
			c.tell(w)
		}
	}
	c.warned = warnings
}
