package symptom

import (
	"fmt"
	"strconv"
	"strings"
)

// smartcardService is the group of Identity Agent's errors in general, and of all that
// Windows' smartcard service reports.
const smartcardService = 0x80100000

// apiGroups are the errors of Identity Agent's own interface in its second version: a
// group, and a number within it.
// Source: a C# wrapper of TicketApiDll.dll that is public (project WmsHub).
var apiGroups = []struct {
	group uint32
	name  string
	each  []string // by number, from 1
}{
	{0x80200000, "the card or its reader", []string{"the card is not supported", "the reader is not available", "the card is not valid", "the PIN is blocked",
		"a transaction with the card failed", "no certificate was found", "no key was found"}},
	{0x80400000, "authentication", []string{"the person stopped it", "it failed", "it was not possible", "the user is not valid",
		"the authentication server is not available", "the data of the authentication were malformed", "it is not valid", "the method is not supported"}},
	{0x80800000, "the configuration", nil},
	{0x81000000, "Windows", nil},
	{smartcardService, "the agent in general", nil},
}

// number reads a number of which only the group is in the table. 0x80100000 is also
// where PC/SC has its errors; those that are known stand in the table by number.
func number(word string) (Symptom, bool) {
	hex, ok := strings.CutPrefix(word, "0X")
	if !ok || len(hex) != 8 {
		return Symptom{}, false
	}
	n64, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return Symptom{}, false
	}
	n := uint32(n64)
	for _, g := range apiGroups {
		if n&0xFFFF0000 != g.group {
			continue
		}
		s := Symptom{
			Title: fmt.Sprintf("0x%08X from Identity Agent's interface", n), Means: "Identity Agent reports an error of " + g.name + ".",
			Source: "error groups of TicketApiDll.dll, as a public C# wrapper has them",
			Causes: []Cause{{Say: "Which error of the group it is is not public.", Do: "Run this check on the device, and give its output to the service desk.", Who: "it-team"}},
		}
		if g.group == smartcardService {
			// Windows' smartcard service has the same group; those of its codes that
			// are known were told before.
			s.Title = fmt.Sprintf("0x%08X from Windows' smartcard service or Identity Agent's interface", n)
			s.Means = "The smartcard service reports an error of a reader or a card, or Identity Agent one of the agent in general."
			s.Causes[0].Checks = []string{"smartcard.service", "reader.state", "card.answers"}
			s.Source += "; winscard.h of Windows"
		}
		if i := int(n & 0xFFFF); i >= 1 && i <= len(g.each) {
			s.Means = "Identity Agent reports of " + g.name + ": " + g.each[i-1] + "."
			s.Causes = nil
			switch g.each[i-1] {
			case "the PIN is blocked":
				s.Causes = []Cause{{Say: "Three wrong entries locked the card.", Do: "Unlock it, by self-service or with the Registration Authority.", Who: "registration-authority", Checks: []string{"card.pin"}}}
			case "the authentication server is not available":
				s.Causes = []Cause{{Say: "The service cannot be reached from this device.", Do: "Allow the hosts that sign-in needs, by name.", Who: "network-team", Checks: []string{"network.tls"}}}
			default:
				s.Causes = []Cause{{Say: "What it means on this device the checks of cards, readers and software tell.", Do: "Run lanyard-agent check with the card in the reader.", Who: "it-team"}}
			}
		}
		return s, true
	}
	return Symptom{}, false
}
