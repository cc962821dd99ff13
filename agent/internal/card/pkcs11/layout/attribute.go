package layout

import "fmt"

// Attribute is a CK_ATTRIBUTE as it lies in an array: its value is elsewhere in
// memory. Source: PKCS #11 v2.40 §3.5.
type Attribute struct {
	Type   uint64
	Value  uintptr // 0: none is given, or only its length is asked for
	Length uint64  // of the value; [Layout.Max] where the module does not give it
}

// AttributeSize is the size of a CK_ATTRIBUTE.
func (l Layout) AttributeSize() int {
	c := cursor{Layout: l}
	c.at += l.ULong
	c.at += c.gap(c.at, l.Pointer) + l.Pointer
	c.at += c.gap(c.at, l.ULong) + l.ULong
	return c.end(max(l.Pointer, l.ULong))
}

// PutAttributes writes an array of CK_ATTRIBUTE into b, which has room for it.
func (l Layout) PutAttributes(b []byte, attributes []Attribute) {
	size := l.AttributeSize()
	for i, a := range attributes {
		c := cursor{Layout: l, b: b[i*size:][:size]}
		c.putULong(a.Type)
		c.putPointer(a.Value)
		c.putULong(a.Length)
	}
}

// Attributes reads an array of n CK_ATTRIBUTE.
func (l Layout) Attributes(b []byte, n int) ([]Attribute, error) {
	size := l.AttributeSize()
	if n < 0 || n > len(b)/size {
		return nil, fmt.Errorf("%d of CK_ATTRIBUTE in %d bytes: %w", n, len(b), ErrShort)
	}
	out := make([]Attribute, n)
	for i := range out {
		c := cursor{Layout: l, b: b[i*size:][:size]}
		out[i] = Attribute{Type: c.ulong(), Value: uintptr(number(c.next(l.Pointer, l.Pointer))), Length: c.ulong()}
	}
	return out, nil
}
