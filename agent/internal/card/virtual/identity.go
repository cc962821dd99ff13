package virtual

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"time"
)

// Holder is whom a card was issued to: nobody. The name is shown on no real card.
type Holder struct {
	Name   string // such as "Ima Invented"
	Number string // 12 digits, as the numbers of people are in the NHS
}

// inventedHolder is who holds a card when nobody is named. No number of a person
// begins with 9999.
var inventedHolder = Holder{Name: "Ima Invented", Number: "999900001111"}

// issued are the keys and certificates of a card, by key reference.
type issued struct {
	keys         map[byte]crypto.Signer
	certificates map[byte]*x509.Certificate
}

// issue makes the two key pairs of a card, for authentication and for signatures,
// and has the authority certify them from one instant to another.
func (a *Authority) issue(holder Holder, algorithm byte, from, to time.Time) (issued, error) {
	made := issued{make(map[byte]crypto.Signer), make(map[byte]*x509.Certificate)}
	for _, reference := range []byte{keyAuthentication, keySignature} {
		key, err := newKey(algorithm, rand.Reader)
		if err != nil {
			return issued{}, fmt.Errorf("making key %02X of a virtual card: %w", reference, err)
		}
		number, err := serialNumber()
		if err != nil {
			return issued{}, err
		}
		t := &x509.Certificate{
			SerialNumber: number,
			Subject: pkix.Name{
				Organization: []string{"Lanyard invented cards"}, OrganizationalUnit: []string{unit(reference)},
				CommonName: holder.Number + " " + holder.Name,
			},
			NotBefore: from, NotAfter: to,
			BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
		}
		if reference == keySignature {
			t.KeyUsage |= x509.KeyUsageContentCommitment
		} else {
			t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		}
		der, err := x509.CreateCertificate(rand.Reader, t, a.Certificate, key.Public(), a.key)
		if err != nil {
			return issued{}, fmt.Errorf("certifying key %02X of a virtual card: %w", reference, err)
		}
		if made.certificates[reference], err = x509.ParseCertificate(der); err != nil {
			return issued{}, err
		}
		made.keys[reference] = key
	}
	return made, nil
}

func unit(reference byte) string {
	if reference == keySignature {
		return "Signing"
	}
	return "Authentication"
}
