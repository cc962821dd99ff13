package standin

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// Certificates are files of an invented authority and of what it certified. They
// are good for 90 days and for localhost and 127.0.0.1.
type Certificates struct {
	CA            string // what clients trust
	Front, Key    string // P-256, for TLS 1.2 and 1.3
	Old, OldKey   string // RSA, for TLS 1.0 and 1.1
	authority     *x509.Certificate
	authorityPool *x509.CertPool
}

// MakeCertificates makes throw-away certificates in a folder.
func MakeCertificates(folder string) (*Certificates, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	// All keys of the old one are RSA: a client of that age can verify no other
	// signature.
	caKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	oldKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	ca := template("Invented authority of a rehearsal", 1)
	ca.IsCA, ca.BasicConstraintsValid, ca.KeyUsage = true, true, x509.KeyUsageCertSign
	in := func(name string) string { return filepath.Join(folder, name) }
	c := &Certificates{CA: in("ca.pem"), Front: in("front.pem"), Key: in("front.key"), Old: in("old.pem"), OldKey: in("old.key"), authority: ca}
	authority, err := certify(c.CA, "", ca, ca, caKey, caKey)
	if err != nil {
		return nil, err
	}
	_, err1 := certify(c.Front, c.Key, server("front", 2), ca, key, caKey)
	_, err2 := certify(c.Old, c.OldKey, server("front for old clients", 3), ca, oldKey, caKey)
	c.authorityPool = x509.NewCertPool()
	c.authorityPool.AddCert(authority)
	return c, errors.Join(err1, err2)
}

func template(name string, number int64) *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: name}, SerialNumber: big.NewInt(number),
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, 90),
	}
}

func server(name string, number int64) *x509.Certificate {
	t := template("Invented "+name, number)
	t.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	t.DNSNames, t.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	return t
}

// certify signs a certificate and writes it, and its key where a file is named.
func certify(file, keyFile string, t, by *x509.Certificate, key, byKey crypto.Signer) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, t, by, key.Public(), byKey)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		return nil, err
	}
	if keyFile != "" {
		secret, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600); err != nil {
			return nil, err
		}
	}
	return x509.ParseCertificate(der)
}
