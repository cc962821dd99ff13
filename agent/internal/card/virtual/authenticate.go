package virtual

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"math/big"
)

// Algorithms. Source: SP 800-78-4, table 6-2.
const (
	algTripleDES = 0x03
	algRSA2048   = 0x07
	algAES128    = 0x08
	algAES192    = 0x0A
	algAES256    = 0x0C
	algP256      = 0x11
)

// Key references. Source: SP 800-73-4 part 1, table 4.
const (
	keyAuthentication = 0x9A
	keyAdmin          = 0x9B
	keySignature      = 0x9C
	keyManagement     = 0x9D
	keyCard           = 0x9E
)

// Elements of the dynamic authentication template. Source: SP 800-73-4 part 2,
// table 7.
const (
	tagTemplate    = 0x7C
	tagWitness     = 0x80
	tagChallenge   = 0x81
	tagResponse    = 0x82
	tagExponential = 0x85
)

// authenticate answers GENERAL AUTHENTICATE: a private key is used, or the admin
// key is proven. Source: SP 800-73-4 part 2 §3.2.4.
func (a *application) authenticate(c command) ([]byte, status) {
	outer, is := elements(c.data)
	template, has := find(outer, tagTemplate)
	inner, well := elements(template)
	if !is || !has || !well {
		return nil, wrongData
	}
	if c.p2 == keyAdmin {
		return a.session.answer(&a.admin, c.p1, inner, a.random)
	}
	key, has := a.keys[c.p2]
	if !has {
		return nil, keyNotFound
	}
	// The key for the card alone asks for no PIN; that for signatures asks each time.
	allowed := a.verified
	switch c.p2 {
	case keyCard:
		allowed = true
	case keySignature:
		allowed = a.fresh
		a.fresh = false
	}
	if !allowed {
		return nil, securityNotSatisfied
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		challenge, has := find(inner, tagChallenge)
		if c.p1 != algRSA2048 || !has {
			return nil, wrongData
		}
		return raw(key, challenge)
	case *ecdsa.PrivateKey:
		if c.p1 != algP256 {
			return nil, wrongData
		}
		if point, has := find(inner, tagExponential); has {
			return agree(key, point)
		}
		digest, has := find(inner, tagChallenge)
		if !has {
			return nil, wrongData
		}
		signature, err := ecdsa.SignASN1(a.random, key, digest)
		if err != nil {
			return nil, conditionsNotMet
		}
		return tlv(tagTemplate, tlv(tagResponse, signature)), ok
	}
	return nil, keyNotFound
}

// raw is RSA without padding, which is the caller's on PIV. By the Chinese
// remainders it takes a third of the time. It is not protected against timing: the
// keys are invented.
func raw(key *rsa.PrivateKey, challenge []byte) ([]byte, status) {
	m := new(big.Int).SetBytes(challenge)
	if len(challenge) != key.Size() || m.Cmp(key.N) >= 0 {
		return nil, wrongData
	}
	p, q := key.Primes[0], key.Primes[1]
	m1 := new(big.Int).Exp(m, key.Precomputed.Dp, p)
	m2 := new(big.Int).Exp(m, key.Precomputed.Dq, q)
	h := m1.Sub(m1, m2)
	h.Mul(h, key.Precomputed.Qinv).Mod(h, p)
	m2.Add(m2, h.Mul(h, q))
	return tlv(tagTemplate, tlv(tagResponse, m2.FillBytes(make([]byte, key.Size())))), ok
}

// agree is ECDH with the point that was given.
func agree(key *ecdsa.PrivateKey, point []byte) ([]byte, status) {
	own, err := key.ECDH()
	if err != nil {
		return nil, conditionsNotMet
	}
	other, err := own.Curve().NewPublicKey(point)
	if err != nil {
		return nil, wrongData
	}
	secret, err := own.ECDH(other)
	if err != nil {
		return nil, wrongData
	}
	return tlv(tagTemplate, tlv(tagResponse, secret)), ok
}
