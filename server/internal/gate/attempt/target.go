package attempt

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
)

// target is a fact that an extractor can name. The names are those of the notice
// language, where it has one.
type target struct {
	name string
	doc  string
	// place is where the value goes; nil for a list of programs.
	place func(*Attempt) *string
	// form makes the value what it is kept as, or says why it is none; nil: it is
	// kept as it is.
	form func(string) (value, why string)
}

// targets is the one table of facts, in the order of the documentation.
var targets = [...]target{
	{"join", "what joins the requests of one attempt", func(a *Attempt) *string { return &a.Join }, nil},
	{"person.id", "the person, as the protocol names people", func(a *Attempt) *string { return &a.Person }, nil},
	{"card.number", "the number printed on the card", func(a *Attempt) *string { return &a.Card }, nil},
	{"card.series", "the generation of the card", func(a *Attempt) *string { return &a.Series }, nil},
	{"card.type", "the maker's type of the card, as a notice's card-types name it", func(a *Attempt) *string { return &a.CardType }, nil},
	{"card.atr", "the card's answer to reset, in hexadecimal", func(a *Attempt) *string { return &a.ATR }, readATR},
	{"device.id", "the device, as the protocol names devices", func(a *Attempt) *string { return &a.Device }, nil},
	{"device.address", "the device's IP address, as it says itself", func(a *Attempt) *string { return &a.Address }, readAddress},
	{"device.os", "the operating system", func(a *Attempt) *string { return &a.OS }, nil},
	{"device.os_version", "its version", func(a *Attempt) *string { return &a.OSVersion }, nil},
	{"device.programs", "a list of what is installed, as the device names it", nil, nil},
	{"organisation.code", "the organisation's code", func(a *Attempt) *string { return &a.Organisation }, nil},
	{"application.id", "the application that the person signs in to", func(a *Attempt) *string { return &a.Application }, nil},
	{"client.product", "the product that signs in, by its id in the notice's catalogue", func(a *Attempt) *string { return &a.Client }, nil},
	{"client.version", "its version", func(a *Attempt) *string { return &a.Version }, nil},
}

func targetNamed(name string) *target {
	for i := range targets {
		if targets[i].name == name {
			return &targets[i]
		}
	}
	return nil
}

// readATR reads an answer to reset as people write it: pairs of hexadecimal
// digits, with or without spaces, hyphens or colons between them.
//
// ISO/IEC 7816-3 §8.2.1: the initial character TS and up to 32 more.
func readATR(text string) (string, string) {
	digits := strings.ToUpper(withoutSigns.Replace(text))
	bytes, err := hex.DecodeString(digits)
	if err != nil || len(bytes) < 2 || len(bytes) > 33 || bytes[0] != 0x3B && bytes[0] != 0x3F {
		return "", "not an answer to reset: 2 to 33 bytes in hexadecimal, of which the first is 3B or 3F"
	}
	return digits, ""
}

var withoutSigns = strings.NewReplacer(" ", "", "-", "", ":", "")

func readAddress(text string) (string, string) {
	address, err := netip.ParseAddr(text)
	if err != nil || address.Zone() != "" {
		return "", "not an IP address"
	}
	return address.Unmap().String(), ""
}

// shortJoin is a value that only has to be told from others: a long one is kept as
// its digest. States of OpenID hold half a page of some applications' own.
func shortJoin(text string) string {
	if len(text) <= maxValue {
		return text
	}
	sum := sha256.Sum256([]byte(text))
	return "sha256:" + hex.EncodeToString(sum[:])
}
