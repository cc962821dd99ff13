package card

import "fmt"

// SW is a status word, SW1 and SW2. Source: ISO/IEC 7816-4 §5.1.3.
type SW uint16

// Status words that are met. Source: ISO/IEC 7816-4 §5.1.3, NIST SP 800-73-4 part 1 §5.6.
const (
	SWOK                   SW = 0x9000
	SWVerifyFailed         SW = 0x6300 // no further information
	SWMemory               SW = 0x6581
	SWWrongLength          SW = 0x6700
	SWNoSecureMessaging    SW = 0x6882
	SWNoChaining           SW = 0x6884
	SWSecurityStatus       SW = 0x6982
	SWBlocked              SW = 0x6983
	SWConditionsOfUse      SW = 0x6985
	SWWrongData            SW = 0x6A80
	SWFunctionNotSupported SW = 0x6A81
	SWNotFound             SW = 0x6A82
	SWWrongP1P2            SW = 0x6A86
	SWReferenceNotFound    SW = 0x6A88
	SWWrongP1P2Old         SW = 0x6B00
	SWInstruction          SW = 0x6D00
	SWClass                SW = 0x6E00
	SWUnknown              SW = 0x6F00
)

// More tells whether data waits to be fetched, and how many bytes: 256 means that or more.
func (w SW) More() (int, bool) {
	if w>>8 != 0x61 {
		return 0, false
	}
	return orMost(int(w&0xFF), shortExpect), true
}

// RightLength tells whether the command is to be sent again with another length.
func (w SW) RightLength() (int, bool) {
	if w>>8 != 0x6C {
		return 0, false
	}
	return orMost(int(w&0xFF), shortExpect), true
}

// Tries tells how many tries of a PIN are left, if the status word tells.
func (w SW) Tries() (int, bool) {
	switch {
	case w&0xFFF0 == 0x63C0:
		return int(w & 0x0F), true
	case w == SWBlocked:
		return 0, true
	}
	return 0, false
}

// String returns its four digits.
func (w SW) String() string { return fmt.Sprintf("%04X", uint16(w)) }

// words of status words, as ISO/IEC 7816-4 has them, shortened.
var words = map[SW]string{
	SWOK:                   "done",
	SWVerifyFailed:         "verification failed",
	SWMemory:               "the card's memory failed",
	SWWrongLength:          "wrong length",
	SWNoSecureMessaging:    "no secure messaging",
	SWNoChaining:           "no command chaining",
	SWSecurityStatus:       "not allowed before the PIN was verified",
	SWBlocked:              "the PIN is blocked",
	SWConditionsOfUse:      "conditions of use are not met",
	SWWrongData:            "wrong data",
	SWFunctionNotSupported: "not supported",
	SWNotFound:             "not on the card",
	SWWrongP1P2:            "wrong parameters",
	SWReferenceNotFound:    "no such key or PIN",
	SWWrongP1P2Old:         "wrong parameters",
	SWInstruction:          "unknown instruction",
	SWClass:                "unknown class",
	SWUnknown:              "the card failed and does not say why",
}

// Words says what the status word means.
func (w SW) Words() string {
	if text, ok := words[w]; ok {
		return text
	}
	if n, ok := w.Tries(); ok {
		return fmt.Sprintf("verification failed, tries left: %d", n)
	}
	if _, ok := w.More(); ok {
		return "more data waits"
	}
	return "a status that ISO/IEC 7816-4 does not explain"
}
