package estate

import (
	"bytes"
	"strings"
)

// Identifier is one of the names by which a device is known.
type Identifier struct {
	Namespace string
	Value     string
}

// The namespaces of devices, from the strongest. Others stand between
// NamespaceOsquery and NamespaceEntra, in the order of the alphabet.
//
// Tell ids of Entra and serial numbers by [Estate.AlsoKnown], so that rows are filed
// under something else: a copied disk has the id of another computer, and makers give
// many computers one number.
const (
	NamespaceDevice    = "device"    // the estate's own id
	NamespaceIntune    = "intune"    // Intune's GUID, in any case
	NamespaceConfigMgr = "configmgr" // ConfigMgr's ResourceID
	NamespaceOsquery   = "osquery"   // osquery's hostIdentifier
	NamespaceEntra     = "entra"     // the device id of Microsoft Entra, in any case
	NamespaceSerial    = "serial"    // the number that the maker gave the computer, in any case
	NamespaceSignIn    = "sign-in"   // what a sign-in calls its device, if that is no device's own id
	NamespaceName      = "name"      // a NetBIOS name, in any case; several devices may have it
)

// space is a namespace as the first byte of an identifier's text in keys. A
// device's own id has none: it begins with no byte that is one of these.
type space byte

const (
	spaceDevice space = iota + 1
	spaceIntune
	spaceConfigMgr
	spaceOsquery
	spaceOther // its name and a 0 follow
	spaceEntra
	spaceSerial
	spaceSignIn
	spaceName
)

// constants are the namespaces that have one, by their byte.
var constants = [...]string{
	spaceDevice: NamespaceDevice, spaceIntune: NamespaceIntune, spaceConfigMgr: NamespaceConfigMgr,
	spaceOsquery: NamespaceOsquery, spaceEntra: NamespaceEntra, spaceSerial: NamespaceSerial, spaceSignIn: NamespaceSignIn, spaceName: NamespaceName,
}

func spaceOf(namespace string) space {
	for s, constant := range constants {
		if constant == namespace && constant != "" {
			return space(s)
		}
	}
	return spaceOther
}

// names reports whether the values of a namespace are also looked up as names:
// a host is often called by its id, and a GUID by nothing else. Plain numbers
// of one system may be those of another.
func (s space) names() bool {
	return s == spaceDevice || s == spaceIntune || s == spaceOsquery || s == spaceSignIn
}

// weak reports whether devices that share a value of a namespace may well be several.
func (s space) weak() bool { return s == spaceEntra || s == spaceSerial || s == spaceName }

// appendIdentifier writes an identifier as it stands in keys; nothing if it has
// no value.
func appendIdentifier(b []byte, id Identifier) []byte {
	value := strings.TrimSpace(id.Value)
	if value == "" {
		return b
	}
	s := spaceOf(id.Namespace)
	if s != spaceDevice || value[0] <= byte(spaceName) {
		b = append(b, byte(s))
	}
	switch s {
	case spaceIntune, spaceEntra:
		return append(b, strings.ToLower(value)...)
	case spaceSerial:
		return append(b, strings.ToUpper(value)...)
	case spaceName:
		return appendName(b, value)
	case spaceOther:
		b = append(b, strings.ReplaceAll(id.Namespace, "\x00", "\ufffd")...)
		b = append(b, 0)
	}
	return append(b, value...)
}

// appendName writes a name so that case does not matter.
func appendName(b []byte, name string) []byte {
	start := len(b)
	for i := range len(name) {
		c := name[i]
		if c >= 0x80 {
			return append(b[:start], bytes.ToUpper([]byte(strings.ToLower(name)))...)
		}
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// identifierOf reads what appendIdentifier wrote.
func identifierOf(text string) (s space, id Identifier) {
	if text == "" {
		return 0, Identifier{}
	}
	if text[0] > byte(spaceName) || text[0] == 0 {
		return spaceDevice, Identifier{NamespaceDevice, text}
	}
	s = space(text[0])
	if s != spaceOther {
		return s, Identifier{constants[s], text[1:]}
	}
	namespace, value, _ := strings.Cut(text[1:], "\x00")
	return s, Identifier{namespace, value}
}
