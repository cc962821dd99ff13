package apart

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
)

// ErrWrongSignature says that a module returned a signature that the certificate does
// not verify: it is of another key, or of something else.
var ErrWrongSignature = errors.New("the card made a signature, and its own certificate does not verify it")

// ErrCertificate says that what a module gives as a certificate is none that can be
// verified with.
var ErrCertificate = errors.New("what the module gives as a certificate cannot be read")

// Test is a test signature to be made.
type Test struct {
	Slot        pkcs11.SlotID
	Mechanisms  []pkcs11.Mechanism // what the token can do, from the probe
	Certificate pkcs11.Certificate
	PIN         *pkcs11.PIN // stays the caller's
	KeyPIN      *pkcs11.PIN // of a key that asks for each signature; nil otherwise
	LastTry     bool        // the person knows that one try is left
}

// Tested is a test signature that was made and verified.
type Tested struct {
	Mechanism pkcs11.Mechanism `json:"mechanism"`
	Took      time.Duration    `json:"took"` // of the signature alone
}

// Test signs a random challenge with the key of a certificate, and verifies it with
// the certificate, here and not in the module. It gives the PIN once.
func (p *Process) Test(ctx context.Context, t Test) (Tested, error) {
	cert, err := x509.ParseCertificate(t.Certificate.DER)
	if err != nil {
		return Tested{}, fmt.Errorf("%w: %v", ErrCertificate, err)
	}
	challenge := make([]byte, 32)
	if _, err := rand.Read(challenge); err != nil {
		return Tested{}, err
	}
	digest := sha256.Sum256(challenge)
	signing, err := pkcs11.SigningOf(cert.PublicKey, digest[:], crypto.SHA256)
	if err != nil {
		return Tested{}, err
	}
	// The card is to hash by itself if it can: that is what programs ask of it.
	if signing.How.Mechanism == pkcs11.MechanismRSA && slices.Contains(t.Mechanisms, pkcs11.MechanismSHA256RSA) {
		signing = pkcs11.Signing{How: pkcs11.How{Mechanism: pkcs11.MechanismSHA256RSA}, Data: challenge}
	}
	if err := p.Login(ctx, t.Slot, t.PIN, pkcs11.LoginOptions{LastTry: t.LastTry}); err != nil {
		return Tested{}, err
	}
	start := time.Now()
	raw, err := p.Sign(ctx, t.Slot, t.Certificate.ID, signing, t.KeyPIN)
	if err != nil {
		return Tested{}, err
	}
	took := time.Since(start)
	signature, err := pkcs11.Shape(cert.PublicKey, raw)
	if err != nil {
		return Tested{}, err
	}
	if !verified(cert.PublicKey, digest[:], signature) {
		return Tested{}, fmt.Errorf("%s: %w", signing.How.Mechanism, ErrWrongSignature)
	}
	return Tested{Mechanism: signing.How.Mechanism, Took: took}, nil
}

func verified(public crypto.PublicKey, digest, signature []byte) bool {
	switch public := public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest, signature) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(public, digest, signature)
	}
	return false
}
