package virtual

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/subtle"
	"fmt"
	"io"
)

// adminKey is the key (9B) by which a card is managed.
type adminKey struct {
	algorithm byte
	block     cipher.Block
}

// defaultAdminKey is what new cards of PIV are delivered with, known to everybody.
var defaultAdminKey = []byte{
	1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8,
}

// newAdminKey makes the key for an algorithm. Source: SP 800-78-4, table 6-2.
func newAdminKey(algorithm byte, key []byte) (adminKey, error) {
	var block cipher.Block
	var err error
	switch algorithm {
	case algTripleDES:
		block, err = des.NewTripleDESCipher(key)
	case algAES128, algAES192, algAES256:
		block, err = aes.NewCipher(key)
	default:
		err = fmt.Errorf("algorithm %02X is none for an admin key", algorithm)
	}
	return adminKey{algorithm, block}, err
}

// adminSession is how far the proof of the admin key has come since the power.
type adminSession struct {
	proven    bool
	witness   []byte // what the other side must decrypt: mutual
	challenge []byte // what it must encrypt: one-sided
}

// answer takes one step. What was asked before is forgotten with each, so that a
// proof cannot be tried twice. Source: SP 800-73-4 part 2, appendix A.
func (s *adminSession) answer(key *adminKey, algorithm byte, inner []element, random io.Reader) ([]byte, status) {
	witness, challenge := s.witness, s.challenge
	s.witness, s.challenge = nil, nil
	if algorithm == 0 {
		algorithm = algTripleDES // the default of table 6-2
	}
	if algorithm != key.algorithm {
		return nil, wrongData
	}
	size := key.block.BlockSize()
	switch given := func(tag uint32) ([]byte, bool) { return find(inner, tag) }; {
	case isEmpty(given(tagWitness)): // mutual, first step
		s.witness = make([]byte, size)
		if _, err := io.ReadFull(random, s.witness); err != nil {
			return nil, conditionsNotMet
		}
		hidden := make([]byte, size)
		key.block.Encrypt(hidden, s.witness)
		return tlv(tagTemplate, tlv(tagWitness, hidden)), ok
	case isEmpty(given(tagChallenge)): // one-sided, first step
		s.challenge = make([]byte, size)
		if _, err := io.ReadFull(random, s.challenge); err != nil {
			return nil, conditionsNotMet
		}
		return tlv(tagTemplate, tlv(tagChallenge, s.challenge)), ok
	case witness != nil: // mutual, second step
		shown, _ := given(tagWitness)
		asked, _ := given(tagChallenge)
		if subtle.ConstantTimeCompare(shown, witness) != 1 || len(asked) != size {
			return nil, securityNotSatisfied
		}
		s.proven = true
		hidden := make([]byte, size)
		key.block.Encrypt(hidden, asked)
		return tlv(tagTemplate, tlv(tagResponse, hidden)), ok
	case challenge != nil: // one-sided, second step
		want := make([]byte, size)
		key.block.Encrypt(want, challenge)
		shown, _ := given(tagResponse)
		if subtle.ConstantTimeCompare(shown, want) != 1 {
			return nil, securityNotSatisfied
		}
		s.proven = true
		return nil, ok
	}
	return nil, wrongData
}

// isEmpty tells whether an element is there and has nothing in it: it asks.
func isEmpty(value []byte, has bool) bool { return has && len(value) == 0 }
