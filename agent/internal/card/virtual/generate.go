package virtual

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/binary"
	"io"
)

// generate answers GENERATE ASYMMETRIC KEY PAIR. Source: SP 800-73-4 part 2 §3.3.2.
func (a *application) generate(c command) ([]byte, status) {
	if c.p1 != 0x00 {
		return nil, wrongP1P2
	}
	if _, has := certificateTags[c.p2]; !has {
		return nil, wrongP1P2
	}
	if !a.session.proven {
		return nil, securityNotSatisfied
	}
	outer, is := elements(c.data)
	template, has := find(outer, 0xAC)
	inner, well := elements(template)
	algorithm, said := find(inner, 0x80)
	if !is || !has || !well || !said || len(algorithm) != 1 {
		return nil, wrongData
	}
	key, err := newKey(algorithm[0], a.random)
	if err != nil {
		return nil, functionNotSupported
	}
	public, err := publicTemplate(key.Public())
	if err != nil {
		return nil, functionNotSupported
	}
	a.keys[c.p2] = key
	return public, ok
}

// errAlgorithm is an algorithm that a virtual card does not have.
type errAlgorithm byte

func (e errAlgorithm) Error() string { return "a virtual card has RSA 2048 and P-256 keys only" }

// newKey makes a key pair.
func newKey(algorithm byte, random io.Reader) (crypto.Signer, error) {
	switch algorithm {
	case algRSA2048:
		return rsa.GenerateKey(random, 2048)
	case algP256:
		return ecdsa.GenerateKey(elliptic.P256(), random)
	}
	return nil, errAlgorithm(algorithm)
}

// publicTemplate tells a public key. Source: SP 800-73-4 part 2, table 11.
func publicTemplate(key crypto.PublicKey) ([]byte, error) {
	switch key := key.(type) {
	case *rsa.PublicKey:
		exponent := binary.BigEndian.AppendUint32(nil, uint32(key.E))
		for exponent[0] == 0 {
			exponent = exponent[1:]
		}
		return tlv(0x7F49, tlv(0x81, key.N.Bytes()), tlv(0x82, exponent)), nil
	case *ecdsa.PublicKey:
		point, err := key.Bytes()
		return tlv(0x7F49, tlv(0x86, point)), err
	}
	return nil, errAlgorithm(0)
}
