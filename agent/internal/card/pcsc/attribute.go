package pcsc

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// Attribute names something that a driver tells. Source: reader.h of pcsc-lite and
// winsmcrd.h, SCARD_ATTR_…; PC/SC part 3, table 3-1.
type Attribute uint32

// Attributes that tell about a reader.
const (
	VendorName    Attribute = 0x00010100
	VendorType    Attribute = 0x00010101
	VendorVersion Attribute = 0x00010102
	VendorSerial  Attribute = 0x00010103
)

// Attribute asks the driver for an attribute. One that it does not know is nil and
// no error.
func (k *Card) Attribute(ctx context.Context, a Attribute) ([]byte, error) {
	l := k.from.library.layout()
	value, length := make([]byte, maxAttributeBytes), l.number(maxAttributeBytes)
	err := k.do(ctx, fmt.Sprintf("asking for attribute %08X", uint32(a)), func(m *memory) Code {
		return k.from.library.call(fnGetAttrib, k.handle, uintptr(a), m.at(value), m.at(length))
	})
	if failed, ok := errors.AsType[*Error](err); ok && failed.Code.unsupported() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return value[:min(int(l.value(length)), len(value))], nil
}

// Attributes is what a driver tells about its reader; each part is empty if it does not.
type Attributes struct {
	Vendor, Type, Version, Serial string
}

// Attributes asks for what is known about the reader. What a driver refuses stays
// empty; the error is the last one that says that nothing more can be asked.
func (k *Card) Attributes(ctx context.Context) (Attributes, error) {
	var told Attributes
	for _, ask := range []struct {
		attribute Attribute
		to        *string
		parse     func([]byte) string
	}{
		{VendorName, &told.Vendor, parseText},
		{VendorType, &told.Type, parseText},
		{VendorVersion, &told.Version, parseVersion},
		{VendorSerial, &told.Serial, parseText},
	} {
		value, err := k.Attribute(ctx, ask.attribute)
		if failed, ok := errors.AsType[*Error](err); err != nil && (!ok || len(failed.Causes) > 0 && !transient(failed)) {
			return told, err
		}
		*ask.to = ask.parse(value)
	}
	return told, nil
}

// transient tells that a driver failed at one attribute, which says nothing of the next.
func transient(e *Error) bool {
	return e.Code == 0x80100016 || e.Code == codeInsufficient || e.Code == 31 || e.Code == 22
}

// parseText reads text that may end with NULs.
func parseText(b []byte) string {
	b, _, _ = bytes.Cut(b, []byte{0})
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F || r == '\uFFFD' {
			return '?'
		}
		return r
	}, string(b)))
}

// parseVersion reads a version of a driver or firmware: 0xMMmmbbbb. Source: PC/SC
// part 3, table 3-1.
func parseVersion(b []byte) string {
	if len(b) != 4 && len(b) != 8 {
		return ""
	}
	n := binary.LittleEndian.Uint32(b)
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", n>>24, n>>16&0xFF, n&0xFFFF)
}
