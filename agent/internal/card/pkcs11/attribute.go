package pkcs11

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// AttributeType is what an attribute of an object is about.
// Source: PKCS #11 v2.40, pkcs11t.h.
type AttributeType uint64

// The attributes that this package reads.
const (
	AttributeClass              AttributeType = 0x000
	AttributeLabel              AttributeType = 0x003
	AttributeValue              AttributeType = 0x011
	AttributeCertificateType    AttributeType = 0x080
	AttributeKeyType            AttributeType = 0x100
	AttributeID                 AttributeType = 0x102
	AttributeAlwaysAuthenticate AttributeType = 0x202
)

// Class is what an object is. Source: PKCS #11 v2.40 §4.2.
type Class uint64

// The classes that this package looks for.
const (
	ClassCertificate Class = 1
	ClassPrivateKey  Class = 3
)

// KeyType is the algorithm of a key. Source: PKCS #11 v2.40 §4.7.
type KeyType uint64

// The types of keys that sign.
const (
	KeyRSA KeyType = 0
	KeyEC  KeyType = 3
)

// Object is an object of a session, by the module's handle.
type Object uint64

// Values are the values of attributes; what the token does not give is absent.
type Values map[AttributeType][]byte

// Attributes reads attributes of an object. What the object has not, or keeps to
// itself, is left out; what is longer than 64 KiB is [Malformed].
func (s *Session) Attributes(object Object, types ...AttributeType) (values Values, err error) {
	f := s.m.begin()
	defer f.end(&err)
	l := s.m.layout
	list := make([]layout.Attribute, len(types))
	for i, t := range types {
		list[i].Type = uint64(t)
	}
	array := f.bytes(len(list) * l.AttributeSize())
	// The first call asks for the lengths.
	if list, err = f.values(s, object, array, list); err != nil {
		return nil, err
	}
	room := make([][]byte, len(list))
	for i := range list {
		n := list[i].Length
		if n == l.Max() {
			list[i].Length = 0
			continue
		}
		if n > maxValueBytes {
			return nil, &Malformed{fnGetAttributeValue.String(), fmt.Sprintf("attribute %#x has %d bytes; more than %d are not believed", types[i], n, maxValueBytes)}
		}
		room[i] = f.bytes(int(n))
		list[i].Value, list[i].Length = f.address(room[i]), n
	}
	got, err := f.values(s, object, array, list)
	if err != nil {
		return nil, err
	}
	values = make(Values)
	for i, a := range got {
		switch {
		case room[i] == nil || a.Length == l.Max():
		case a.Length > uint64(len(room[i])):
			return nil, &Malformed{fnGetAttributeValue.String(), fmt.Sprintf("attribute %#x has %d bytes at first and %d then", types[i], len(room[i]), a.Length)}
		default:
			values[types[i]] = append([]byte{}, room[i][:a.Length]...)
		}
	}
	return values, nil
}

// values calls C_GetAttributeValue. That some attributes are missing, secret or too
// long is an answer about the others, too (PKCS #11 v2.40 §5.7).
func (f *frame) values(s *Session, object Object, array []byte, list []layout.Attribute) ([]layout.Attribute, error) {
	if f.err != nil {
		return nil, f.err
	}
	s.m.layout.PutAttributes(array, list)
	err := f.call(fnGetAttributeValue, uintptr(s.handle), uintptr(object), f.address(array), uintptr(len(list)))
	if err != nil && !errors.Is(err, AttributeSensitive) && !errors.Is(err, AttributeTypeInvalid) && !errors.Is(err, BufferTooSmall) {
		return nil, err
	}
	return s.m.layout.Attributes(array, len(list))
}

// flag is a CK_BBOOL.
func (v Values) flag(t AttributeType) bool {
	b := v[t]
	return len(b) > 0 && b[0] != 0
}
