package pkcs11

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
)

// ErrKeyKind says that a key is of a kind that is not signed with here.
var ErrKeyKind = errors.New("only RSA and elliptic curve keys sign here")

// digestInfo is what stands before a digest in a PKCS #1 v1.5 signature.
// Source: RFC 8017 §9.2, note 1.
var digestInfo = map[crypto.Hash][]byte{
	crypto.SHA1:   {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14},
	crypto.SHA256: {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20},
	crypto.SHA384: {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30},
	crypto.SHA512: {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40},
}

// Signing is how a digest is signed with a mechanism that every module has.
type Signing struct {
	How  How    `json:"how"`
	Data []byte `json:"data"` // what the module is given
}

// SigningOf chooses the mechanism for a digest and the options of crypto.Signer:
// RSA with PKCS #1 v1.5, RSA with PSS, or ECDSA.
func SigningOf(public crypto.PublicKey, digest []byte, o crypto.SignerOpts) (Signing, error) {
	hash := o.HashFunc()
	if hash != 0 && len(digest) != hash.Size() {
		return Signing{}, fmt.Errorf("the digest has %d bytes and %v has %d", len(digest), hash, hash.Size())
	}
	switch public := public.(type) {
	case *rsa.PublicKey:
		if pss, ok := o.(*rsa.PSSOptions); ok {
			salt, err := saltBytes(public, hash, pss.SaltLength)
			return Signing{How{MechanismPSS, hash, salt}, digest}, err
		}
		prefix, ok := digestInfo[hash]
		if !ok && hash != 0 {
			return Signing{}, fmt.Errorf("PKCS #1 signatures with %v are not made here", hash)
		}
		return Signing{How{Mechanism: MechanismRSA}, append(append([]byte{}, prefix...), digest...)}, nil
	case *ecdsa.PublicKey:
		return Signing{How{Mechanism: MechanismECDSA}, digest}, nil
	}
	return Signing{}, ErrKeyKind
}

func saltBytes(public *rsa.PublicKey, hash crypto.Hash, asked int) (int, error) {
	if _, ok := pssDigests[hash]; !ok {
		return 0, fmt.Errorf("PSS signatures with %v are not made here", hash)
	}
	switch asked {
	case rsa.PSSSaltLengthEqualsHash:
		return hash.Size(), nil
	case rsa.PSSSaltLengthAuto: // the longest; RFC 8017 §9.1.1: emLen - hLen - 2
		return max((public.N.BitLen()-1+7)/8-2-hash.Size(), 0), nil
	}
	return asked, nil
}

// Shape turns what a module returned into the form of crypto.Signer: of ECDSA it
// returns r and s side by side (PKCS #11 Current Mechanisms v2.40 §2.3.1), and
// everybody else wants ASN.1 (RFC 3279 §2.2.3).
func Shape(public crypto.PublicKey, raw []byte) ([]byte, error) {
	if _, ok := public.(*ecdsa.PublicKey); !ok {
		return raw, nil
	}
	if len(raw) == 0 || len(raw)%2 != 0 {
		return nil, &Malformed{fnSign.String(), fmt.Sprintf("an ECDSA signature of %d bytes", len(raw))}
	}
	half := len(raw) / 2
	return asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(raw[:half]), new(big.Int).SetBytes(raw[half:])})
}

// Signer is a crypto.Signer over a key in a session that is logged in.
type Signer struct {
	Session *Session
	Key     Key
	Cert    crypto.PublicKey // the key of its certificate
	PIN     *PIN             // of a key that asks again
}

// Public is the public key of the certificate.
func (s *Signer) Public() crypto.PublicKey { return s.Cert }

// Sign signs a digest. The card makes its own random numbers.
func (s *Signer) Sign(_ io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	signing, err := SigningOf(s.Cert, digest, o)
	if err != nil {
		return nil, err
	}
	raw, err := s.Session.Sign(s.Key, signing.How, signing.Data, s.PIN)
	if err != nil {
		return nil, err
	}
	return Shape(s.Cert, raw)
}
