package layout

import "fmt"

// Version is a CK_VERSION: of the interface, a library, hardware or firmware.
type Version struct {
	Major uint8 `json:"major"`
	Minor uint8 `json:"minor"` // hundredths: 2.40 is {2, 40}
}

// String is the version as people write it.
func (v Version) String() string { return fmt.Sprintf("%d.%02d", v.Major, v.Minor) }

// Info is a CK_INFO: what a module says of itself. Source: PKCS #11 v2.40 §3.1.
type Info struct {
	Cryptoki     Version `json:"cryptoki"` // of the interface that it speaks
	Manufacturer string  `json:"manufacturer"`
	Flags        uint64  `json:"flags"` // none are defined
	Description  string  `json:"description"`
	Library      Version `json:"library"` // of the module itself
}

// SlotInfo is a CK_SLOT_INFO: a reader, as the module sees it. Source: PKCS #11 v2.40 §3.2.
type SlotInfo struct {
	Description  string  `json:"description"`
	Manufacturer string  `json:"manufacturer"`
	Flags        uint64  `json:"flags"`
	Hardware     Version `json:"hardware"`
	Firmware     Version `json:"firmware"`
}

// Flags of a slot. Source: PKCS #11 v2.40 §3.2.
const (
	FlagTokenPresent    = 1
	FlagRemovableDevice = 2
	FlagHardwareSlot    = 4
)

// TokenInfo is a CK_TOKEN_INFO: what is in a slot. Source: PKCS #11 v2.40 §3.2.
type TokenInfo struct {
	Label        string  `json:"label"`
	Manufacturer string  `json:"manufacturer"`
	Model        string  `json:"model"`
	Serial       string  `json:"serial"` // personal: it tells one card from all others
	Flags        uint64  `json:"flags"`
	MaxPINBytes  uint64  `json:"maxPinBytes"`
	MinPINBytes  uint64  `json:"minPinBytes"`
	Hardware     Version `json:"hardware"`
	Firmware     Version `json:"firmware"`
}

// Flags of a token. Source: PKCS #11 v2.40 §3.2.
const (
	FlagWriteProtected              = 0x2
	FlagLoginRequired               = 0x4
	FlagUserPINInitialised          = 0x8
	FlagProtectedAuthenticationPath = 0x100 // the PIN is typed at the reader, or in a dialog of the module
	FlagTokenInitialised            = 0x400
	FlagUserPINCountLow             = 0x10000 // wrong at least once since it was last right
	FlagUserPINFinalTry             = 0x20000
	FlagUserPINLocked               = 0x40000
	FlagUserPINToBeChanged          = 0x80000
)

// MechanismInfo is a CK_MECHANISM_INFO. Source: PKCS #11 v2.40 §3.7.
type MechanismInfo struct {
	MinKeySize uint64 `json:"minKeySize"` // of RSA and EC keys in bits
	MaxKeySize uint64 `json:"maxKeySize"`
	Flags      uint64 `json:"flags"`
}

// FlagSign says that a mechanism signs. Source: PKCS #11 v2.40 §3.7.
const FlagSign = 0x800

// Info reads a CK_INFO.
func (l Layout) Info(b []byte) (Info, error) {
	c := cursor{Layout: l, b: b}
	i := Info{Cryptoki: c.version(), Manufacturer: c.text(32), Flags: c.ulong(), Description: c.text(32), Library: c.version()}
	return i, c.err("CK_INFO")
}

// SlotInfo reads a CK_SLOT_INFO.
func (l Layout) SlotInfo(b []byte) (SlotInfo, error) {
	c := cursor{Layout: l, b: b}
	i := SlotInfo{Description: c.text(64), Manufacturer: c.text(32), Flags: c.ulong(), Hardware: c.version(), Firmware: c.version()}
	return i, c.err("CK_SLOT_INFO")
}

// TokenInfo reads a CK_TOKEN_INFO. Counts of sessions, memory and the token's clock
// are passed over.
func (l Layout) TokenInfo(b []byte) (TokenInfo, error) {
	c := cursor{Layout: l, b: b}
	i := TokenInfo{Label: c.text(32), Manufacturer: c.text(32), Model: c.text(16), Serial: c.text(16), Flags: c.ulong()}
	for range 4 {
		c.ulong()
	}
	i.MaxPINBytes, i.MinPINBytes = c.ulong(), c.ulong()
	for range 4 {
		c.ulong()
	}
	i.Hardware, i.Firmware = c.version(), c.version()
	c.bytes(16)
	return i, c.err("CK_TOKEN_INFO")
}

// MechanismInfo reads a CK_MECHANISM_INFO.
func (l Layout) MechanismInfo(b []byte) (MechanismInfo, error) {
	c := cursor{Layout: l, b: b}
	i := MechanismInfo{MinKeySize: c.ulong(), MaxKeySize: c.ulong(), Flags: c.ulong()}
	return i, c.err("CK_MECHANISM_INFO")
}

// The sizes of the structures, gaps included.
func (l Layout) InfoSize() int          { return l.size(2, 32, -1, 32, 2) }
func (l Layout) SlotInfoSize() int      { return l.size(64, 32, -1, 2, 2) }
func (l Layout) MechanismInfoSize() int { return 3 * l.ULong }

// TokenInfoSize is the size of a CK_TOKEN_INFO.
func (l Layout) TokenInfoSize() int {
	return l.size(32, 32, 16, 16, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 2, 16)
}

// size adds up fields of so many bytes; -1 is a CK_ULONG.
func (l Layout) size(fields ...int) int {
	c := cursor{Layout: l}
	for _, n := range fields {
		if n < 0 {
			c.at += c.gap(c.at, l.ULong) + l.ULong
		} else {
			c.at += n
		}
	}
	return c.end(l.ULong)
}
