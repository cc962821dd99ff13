package card

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"fmt"
)

// Errors of Sign.
var (
	ErrKeyType      = errors.New("a key of this type or size is not supported")
	ErrDigest       = errors.New("the digest does not fit the hash")
	ErrBadSignature = errors.New("the card's signature does not verify with the public key of its certificate")
)

// algorithms are the references of key types. Source: NIST SP 800-78-5, table 9.
const (
	algorithmRSA3072 = 0x05
	algorithmRSA1024 = 0x06
	algorithmRSA2048 = 0x07
	algorithmP256    = 0x11
	algorithmP384    = 0x14
)

// Sign has the key in a slot sign a digest: RSA with the padding of PKCS #1 v1.5,
// ECDSA as ASN.1. public is the key of the slot's certificate; the signature is
// verified with it before it is returned, because cards can lie. The card asks for a
// PIN first (ErrSecurityStatus): in slot 9C anew for each signature. Source: NIST
// SP 800-73-4 part 2 §3.2.4.
func (p *PIV) Sign(ctx context.Context, s Slot, public crypto.PublicKey, hash crypto.Hash, digest []byte) ([]byte, error) {
	doing := fmt.Sprintf("signing with the key in slot %v", s)
	algorithm, block, err := challenge(public, hash, digest)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	// An empty 82 asks for the response, 81 holds the challenge.
	template := AppendTLV(AppendTLV(nil, 0x82, nil), 0x81, block)
	r, err := p.exchange(ctx, doing, Command{
		Instruction: InsGeneralAuthenticate, P1: algorithm, P2: byte(s),
		Data: AppendTLV(nil, 0x7C, template), Expect: shortExpect,
	})
	if err != nil {
		return nil, err
	}
	if r.SW != SWOK {
		return nil, &StatusError{doing, r.SW}
	}
	template, _ = FindTLV(r.Data, 0x7C)
	signature, ok := FindTLV(template, 0x82)
	if !ok {
		return nil, fmt.Errorf("%s: %w: no signature in the response", doing, ErrTLV)
	}
	if !verifies(public, hash, digest, signature) {
		return nil, fmt.Errorf("%s: %w", doing, ErrBadSignature)
	}
	return signature, nil
}

// challenge gives what the card's raw operation has to be fed with.
func challenge(public crypto.PublicKey, hash crypto.Hash, digest []byte) (algorithm byte, block []byte, err error) {
	if !hash.Available() || len(digest) != hash.Size() {
		return 0, nil, fmt.Errorf("%w: %d bytes for %v", ErrDigest, len(digest), hash)
	}
	switch key := public.(type) {
	case *rsa.PublicKey:
		switch key.N.BitLen() {
		case 1024:
			algorithm = algorithmRSA1024
		case 2048:
			algorithm = algorithmRSA2048
		case 3072:
			algorithm = algorithmRSA3072
		default:
			return 0, nil, fmt.Errorf("%w: RSA of %d bits", ErrKeyType, key.N.BitLen())
		}
		block, err = padPKCS1(key.Size(), hash, digest)
		return algorithm, block, err
	case *ecdsa.PublicKey:
		switch key.Curve {
		case elliptic.P256():
			algorithm = algorithmP256
		case elliptic.P384():
			algorithm = algorithmP384
		default:
			return 0, nil, fmt.Errorf("%w: a curve other than P-256 and P-384", ErrKeyType)
		}
		// The leftmost bits of a longer digest count; a shorter one stands at the right.
		// Source: FIPS 186-5 §6.4.1.
		block = make([]byte, (key.Curve.Params().BitSize+7)/8)
		if len(digest) >= len(block) {
			copy(block, digest)
		} else {
			copy(block[len(block)-len(digest):], digest)
		}
		return algorithm, block, nil
	}
	return 0, nil, fmt.Errorf("%w: %T", ErrKeyType, public)
}

// hashOIDs name hashes inside of PKCS #1 signatures. Source: RFC 8017 appendix B.1.
var hashOIDs = map[crypto.Hash]asn1.ObjectIdentifier{
	crypto.SHA1:   {1, 3, 14, 3, 2, 26},
	crypto.SHA256: {2, 16, 840, 1, 101, 3, 4, 2, 1},
	crypto.SHA384: {2, 16, 840, 1, 101, 3, 4, 2, 2},
	crypto.SHA512: {2, 16, 840, 1, 101, 3, 4, 2, 3},
}

// padPKCS1 encodes a digest as EMSA-PKCS1-v1_5. Source: RFC 8017 §9.2.
func padPKCS1(size int, hash crypto.Hash, digest []byte) ([]byte, error) {
	oid, ok := hashOIDs[hash]
	if !ok {
		return nil, fmt.Errorf("%w: %v in an RSA signature", ErrDigest, hash)
	}
	type algorithm struct {
		OID        asn1.ObjectIdentifier
		Parameters asn1.RawValue
	}
	info, err := asn1.Marshal(struct {
		Algorithm algorithm
		Digest    []byte
	}{algorithm{oid, asn1.NullRawValue}, digest})
	if err != nil {
		return nil, err
	}
	if len(info)+11 > size {
		return nil, fmt.Errorf("%w: %v in a key of %d bits", ErrKeyType, hash, size*8)
	}
	block := make([]byte, size)
	block[1] = 1
	for i := 2; i < size-len(info)-1; i++ {
		block[i] = 0xFF
	}
	copy(block[size-len(info):], info)
	return block, nil
}

func verifies(public crypto.PublicKey, hash crypto.Hash, digest, signature []byte) bool {
	switch key := public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, hash, digest, signature) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(key, digest, signature)
	}
	return false
}
