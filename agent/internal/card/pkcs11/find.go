package pkcs11

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// Find lists the objects of a class; with an id only those that have it. At most
// 4,096 are found.
func (s *Session) Find(class Class, id []byte) (objects []Object, err error) {
	if err := s.findInit(class, id); err != nil {
		return nil, err
	}
	for len(objects) < maxObjects {
		var more []Object
		if more, err = s.findSome(); err != nil || len(more) == 0 {
			break
		}
		objects = append(objects, more...)
	}
	// A search that failed must be ended, too: only one may go on in a session.
	if final := s.m.do(fnFindObjectsFinal, uintptr(s.handle)); err == nil {
		err = final
	}
	return objects[:min(len(objects), maxObjects)], err
}

func (s *Session) findInit(class Class, id []byte) (err error) {
	f := s.m.begin()
	defer f.end(&err)
	l := s.m.layout
	kind := f.ulong(uint64(class))
	template := []layout.Attribute{{Type: uint64(AttributeClass), Value: f.address(kind), Length: uint64(l.ULong)}}
	if id != nil {
		template = append(template, layout.Attribute{Type: uint64(AttributeID), Value: f.address(f.copy(id)), Length: uint64(len(id))})
	}
	array := f.bytes(len(template) * l.AttributeSize())
	if f.err != nil {
		return f.err
	}
	l.PutAttributes(array, template)
	return f.call(fnFindObjectsInit, uintptr(s.handle), f.address(array), uintptr(len(template)))
}

func (s *Session) findSome() (objects []Object, err error) {
	const some = 64
	f := s.m.begin()
	defer f.end(&err)
	handles, count := f.bytes(some*s.m.layout.ULong), f.ulong(0)
	if err := f.call(fnFindObjects, uintptr(s.handle), f.address(handles), some, f.address(count)); err != nil {
		return nil, err
	}
	n := f.read(count)
	if n > some {
		return nil, &Malformed{fnFindObjects.String(), fmt.Sprintf("it gives %d objects where there is room for %d", n, some)}
	}
	numbers, err := s.m.layout.ULongs(handles, int(n))
	for _, n := range numbers {
		objects = append(objects, Object(n))
	}
	return objects, err
}

// Certificate is a certificate on a token, as it lies there: nobody has parsed it.
type Certificate struct {
	ID    []byte `json:"id"`    // what it has in common with its key
	Label string `json:"label"` // personal on some cards: it may hold a name
	DER   []byte `json:"der"`
}

// Certificates reads the certificates that the token shows, at most so many. Those
// that cannot be read are left out, and counted.
func (s *Session) Certificates(most int) (list []Certificate, unread int, err error) {
	objects, err := s.Find(ClassCertificate, nil)
	if err != nil {
		return nil, 0, err
	}
	for _, o := range objects {
		if len(list) == most {
			unread++
			continue
		}
		v, err := s.Attributes(o, AttributeID, AttributeLabel, AttributeValue)
		if fatal(err) {
			return list, unread, err
		}
		if err != nil || len(v[AttributeValue]) == 0 {
			unread++
			continue
		}
		list = append(list, Certificate{ID: v[AttributeID], Label: layout.Text(v[AttributeLabel]), DER: v[AttributeValue]})
	}
	return list, unread, nil
}

// fatal tells whether there is no use in asking for the next object.
func fatal(err error) bool {
	if bad := (*Malformed)(nil); errors.As(err, &bad) {
		return true
	}
	for _, gone := range []CKR{DeviceError, DeviceRemoved, TokenNotPresent, SessionClosed, SessionHandleInvalid, CryptokiNotInitialized} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return errors.Is(err, ErrClosed)
}
