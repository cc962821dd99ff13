package virtual

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// Authority is an invented certificate authority that issues the certificates of
// virtual cards.
type Authority struct {
	// Certificate is what those trust who are to accept the cards.
	Certificate *x509.Certificate
	key         crypto.Signer
}

// NewAuthority makes an authority that is valid from ten years before now to ten
// years after it, so that it can issue certificates that ended long ago.
func NewAuthority(now time.Time) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("making the key of an invented authority: %w", err)
	}
	number, err := serialNumber()
	if err != nil {
		return nil, err
	}
	t := &x509.Certificate{
		SerialNumber: number,
		Subject:      pkix.Name{Organization: []string{"Lanyard invented cards"}, CommonName: "Invented Card Authority"},
		NotBefore:    now.AddDate(-10, 0, 0), NotAfter: now.AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("making the certificate of an invented authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	return &Authority{certificate, key}, err
}

// ParseAuthority reads a certificate and its private key from PEM, as
// Authority.PEM writes them.
func ParseAuthority(b []byte) (*Authority, error) {
	a := &Authority{}
	for {
		var block *pem.Block
		if block, b = pem.Decode(b); block == nil {
			break
		}
		var err error
		switch block.Type {
		case "CERTIFICATE":
			if a.Certificate == nil {
				a.Certificate, err = x509.ParseCertificate(block.Bytes)
			}
		case "PRIVATE KEY":
			var key any
			key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
			a.key, _ = key.(crypto.Signer)
		case "EC PRIVATE KEY":
			a.key, err = x509.ParseECPrivateKey(block.Bytes)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the PEM block %s of an authority: %w", block.Type, err)
		}
	}
	switch {
	case a.Certificate == nil:
		return nil, errors.New("the file of an authority has no PEM block CERTIFICATE")
	case a.key == nil:
		return nil, errors.New("the file of an authority has no PEM block PRIVATE KEY (PKCS #8) with a key that can sign")
	case !a.Certificate.IsCA:
		return nil, fmt.Errorf("the certificate of %s is not one of an authority: its basic constraints do not say CA", a.Certificate.Subject)
	}
	if own, can := a.key.Public().(interface{ Equal(crypto.PublicKey) bool }); !can || !own.Equal(a.Certificate.PublicKey) {
		return nil, errors.New("the private key of the authority is not that of its certificate")
	}
	return a, nil
}

// PEM gives certificate and private key for ParseAuthority. Whoever has it can
// issue what those accept who trust the authority.
func (a *Authority) PEM() ([]byte, error) {
	key, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		return nil, fmt.Errorf("writing the key of an authority: %w", err)
	}
	out := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.Certificate.Raw})
	return append(out, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...), nil
}

// serialNumber is a random number of 63 bits, above 0.
func serialNumber() (*big.Int, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, fmt.Errorf("making a serial number: %w", err)
	}
	return n.Add(n, big.NewInt(1<<62)), nil
}
