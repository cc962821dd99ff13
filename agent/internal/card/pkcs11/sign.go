package pkcs11

import (
	"errors"
	"fmt"
)

// Key is a private key on a token.
type Key struct {
	Object Object
	Type   KeyType
	// AsksAgain is set where the key wants a PIN for each signature
	// (CKA_ALWAYS_AUTHENTICATE). It may be another PIN than that of the login, with
	// tries of its own.
	AsksAgain bool
}

// ErrNoKey says that the token shows no private key with an id. Most tokens show
// none before the login.
var ErrNoKey = errors.New("the card shows no private key for this certificate")

// Key finds the private key with an id, which is that of its certificate.
func (s *Session) Key(id []byte) (Key, error) {
	found, err := s.Find(ClassPrivateKey, id)
	if err != nil {
		return Key{}, err
	}
	if len(found) == 0 {
		return Key{}, ErrNoKey
	}
	v, err := s.Attributes(found[0], AttributeKeyType, AttributeAlwaysAuthenticate)
	if err != nil {
		return Key{}, err
	}
	kind, err := s.m.layout.ULongAt(v[AttributeKeyType])
	if err != nil {
		return Key{}, &Malformed{fnGetAttributeValue.String(), "the type of a key: " + err.Error()}
	}
	return Key{Object: found[0], Type: KeyType(kind), AsksAgain: v.flag(AttributeAlwaysAuthenticate)}, nil
}

// Sign makes one signature. The PIN is that of the key, where it asks again; without
// one such a key is [ErrAsksAgain], before anything is asked of the card.
func (s *Session) Sign(key Key, how How, data []byte, pin *PIN) ([]byte, error) {
	if len(data) > maxDataBytes {
		return nil, fmt.Errorf("%d bytes to sign: hash what is longer than %d", len(data), maxDataBytes)
	}
	if key.AsksAgain {
		// The token's flags speak of the PIN of the login; a key's own has none.
		if pin.Len() == 0 {
			return nil, ErrAsksAgain
		}
	}
	if err := s.signInit(key, how); err != nil {
		return nil, err
	}
	if key.AsksAgain {
		if err := s.give(userSpecific, pin); err != nil {
			return nil, err
		}
	}
	return s.sign(data)
}

func (s *Session) signInit(key Key, how How) (err error) {
	f := s.m.begin()
	defer f.end(&err)
	l := s.m.layout
	var parameter []byte
	if how.isPSS() {
		digest, ok := pssDigests[how.Hash]
		if !ok {
			return fmt.Errorf("%s with the digest %v: there is no such mechanism", how.Mechanism, how.Hash)
		}
		parameter = f.bytes(l.PSSSize())
		if f.err == nil {
			l.PutPSS(parameter, digest[0], digest[1], how.SaltBytes)
		}
	}
	mechanism := f.bytes(l.MechanismSize())
	if f.err != nil {
		return f.err
	}
	l.PutMechanism(mechanism, uint64(how.Mechanism), f.address(parameter), len(parameter))
	return f.call(fnSignInit, uintptr(s.handle), f.address(mechanism), uintptr(key.Object))
}

func (s *Session) sign(data []byte) (signature []byte, err error) {
	f := s.m.begin()
	defer f.end(&err)
	input := f.copy(data)
	// There is room for any signature, so that one call is enough: asking for the
	// length first costs some cards another round.
	out, length := f.bytes(maxSignatureBytes), f.ulong(maxSignatureBytes)
	if err := f.call(fnSign, uintptr(s.handle), f.address(input), uintptr(len(input)), f.address(out), f.address(length)); err != nil {
		return nil, err
	}
	n := f.read(length)
	if n == 0 || n > maxSignatureBytes {
		return nil, &Malformed{fnSign.String(), fmt.Sprintf("the signature has %d bytes", n)}
	}
	return append([]byte{}, out[:n]...), nil
}
