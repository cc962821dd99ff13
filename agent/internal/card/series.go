package card

import (
	"bytes"
	"strings"
)

// Basis is what a card was recognised by.
type Basis uint8

// From nothing to certain.
const (
	// ByNothing: the card is not known.
	ByNothing Basis = iota
	// ByHistorical: the historical bytes name the product; other cards than those
	// of the care identity service may bear them.
	ByHistorical
	// ByATR: exactly this ATR is known.
	ByATR
)

// String returns it in words.
func (b Basis) String() string {
	return [...]string{"not recognised", "by its historical bytes", "by its ATR"}[min(b, ByATR)]
}

// Known is what is known about a card by its ATR.
type Known struct {
	// Product names the chip or the card, such as "JCOP41 V2.2". Empty: unknown.
	Product string
	// Series are the series of the care identity service that it may be, ascending.
	// Empty: unknown, which does not mean that it is none.
	Series []int
	// CareIdentity tells that a published list names it a card of the service.
	CareIdentity bool
	// Basis is what it was recognised by.
	Basis Basis
	// Source says where that is published.
	Source string
}

// Sources of the table.
const (
	sourceCIS  = "pcsc-tools 1.6.2, smartcard_list.txt, as a card of the NHS; series 5 and 6 are JCOP41 cards by NHS England's deprecation notice for series 4, 5 and 6"
	sourceList = "pcsc-tools 1.6.2, smartcard_list.txt"
	sourcePIV  = "OpenSC, card-piv.c, and pcsc-tools 1.6.2, smartcard_list.txt"
)

// known are ATRs with what is published about them. No source tells an ATR of a
// series 4, 8, 9 or 10 card, so no line claims one: Oberthur and IDEMIA products
// are named and their series stays unknown. Of series 5 and 6 it is published that
// both are JCOP41, and not which is which.
var known = []struct {
	atr string // without spaces
	Known
}{
	{"3BF91800008131FE454A434F503431563232AF", Known{Product: "JCOP41 V2.2", Series: []int{5, 6}, CareIdentity: true, Source: sourceCIS}},
	{"3B6A00FF4A434F50343156323231", Known{Product: "JCOP41 V2.2.1", Series: []int{5, 6}, CareIdentity: true, Source: sourceCIS}},
	{"3BDB9600801F030031C064B0F3100007900080", Known{Product: "Oberthur ID-One Cosmo, PIV", Source: sourcePIV}},
	{"3BD8180080B1FE451F078031C1640806920FD5", Known{Product: "IDEMIA Cosmo V8, PIV", Source: sourcePIV}},
	{"3BD81800801F078031C1640806920FDF", Known{Product: "IDEMIA Cosmo V8, PIV", Source: sourceList}},
	{"3BD6970081B1FE451F878031C152211A4B", Known{Product: "IDEMIA ID-One PIV 2.4", Source: sourceList}},
	{"3BD6970081B1FE451F878031C152411A2B", Known{Product: "IDEMIA Cosmo V8.1, PIV", Source: sourceList}},
}

// jcop41 begins the historical bytes of every JCOP41 chip.
var jcop41 = []byte("JCOP41")

// Known returns what is known about the card by this ATR. It never guesses: a card
// that no source names has no product and no series.
func (a ATR) Known() Known {
	digits := strings.ReplaceAll(a.String(), " ", "")
	for _, line := range known {
		if line.atr == digits {
			k := line.Known
			k.Basis = ByATR
			return k
		}
	}
	// A passport or a ticket may be of the same family; it has no contacts.
	if bytes.HasPrefix(a.Historical, jcop41) && !a.Contactless() {
		return Known{
			Product: "JCOP41", Series: []int{5, 6}, Basis: ByHistorical,
			Source: "historical bytes; series 5 and 6 are JCOP41 cards by NHS England's deprecation notice for series 4, 5 and 6",
		}
	}
	return Known{}
}
