package sample

import (
	"io"
	"strconv"
)

// namespace is a way in which another export names a device.
type namespace struct {
	word string
	name func(e *estate, i, owner int) string
}

var (
	byIntune    = namespace{"intune", func(e *estate, i, _ int) string { return e.guid(i, intuneDevice) }}
	byNetBIOS   = namespace{"netbios", (*estate).deviceName}
	byResource  = namespace{"configmgr", func(_ *estate, i, _ int) string { return resourceID(i) }}
	byHost      = namespace{"osquery", func(e *estate, i, _ int) string { return e.guid(i, osqueryHost) }}
	productKeys = []struct{ name, product string }{{customAgent, "identity-agent"}}
)

// writeAliases lists which device of the estate is meant by each name that the
// other exports have for it. One device in 200 is left out.
func writeAliases(names []namespace) func(*estate, io.Writer) (int, error) {
	return func(e *estate, w io.Writer) (int, error) {
		t := newTable(w, "kind", "namespace", "value", "subject")
		for i := range e.devices {
			if e.stranger(i) {
				continue
			}
			owner, id := e.deviceOwner(i), deviceID(i)
			for _, n := range names {
				t.texts("device", n.word, n.name(e, i, owner), id)
				if err := t.end(); err != nil {
					return 0, err
				}
			}
		}
		return t.finish()
	}
}

// writeProductAliases settles one of the names that nearly are the catalogue's;
// the other is left to be settled.
func (e *estate) writeProductAliases(w io.Writer) (int, error) {
	t := newTable(w, "name", "product")
	for _, k := range productKeys {
		t.texts(k.name, k.product)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}

// writePatterns lists by which names an organisation's devices are known.
func (e *estate) writePatterns(w io.Writer) (int, error) {
	t := newTable(w, "pattern", "organisation")
	for i := range e.organisations {
		if o := &e.organisations[i]; o.devices.count > 0 {
			t.texts(o.code+"-*", o.code)
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}

// What a GUID is of. Each is drawn apart.
const (
	intuneDevice = iota
	intuneUser
	directoryDevice
	osqueryHost
	guidKinds
)

// guid has the shape of a random one (RFC 9562 §5.4).
func (e *estate) guid(i, of int) string {
	draw := e.chance(ofGUID, i*guidKinds+of)
	const digits = "0123456789abcdef"
	var b [36]byte
	bits, left := uint64(0), 0
	for at := range b {
		if at == 8 || at == 13 || at == 18 || at == 23 {
			b[at] = '-'
			continue
		}
		if left == 0 {
			bits, left = draw.next(), 16
		}
		b[at] = digits[bits&15]
		bits, left = bits>>4, left-1
	}
	b[14] = '4'
	b[19] = digits[8+b[19]%4]
	return string(b[:])
}

// resourceID is a number as Configuration Manager gives to devices: it begins
// them at 2^24.
func resourceID(i int) string { return strconv.Itoa(1<<24 + i + 1) }
