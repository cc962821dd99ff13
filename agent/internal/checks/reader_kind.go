package checks

import (
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

// readerKind is what the name of a reader tells of it.
type readerKind struct {
	words []string // any of them, in small letters
	is    string
	say   string
}

// readerKinds are readers that are no card reader of their own. Drivers name them so;
// the words are Lanyard's own, since no list is public.
var readerKinds = []readerKind{
	{[]string{"keyboard"}, "built into a keyboard", "Readers in keyboards are a cause of “There was a problem reading your Smartcard”; if it fails, try a reader of its own."},
	{[]string{" sim ", "mobile broadband", "wwan", "umdf sim"}, "for the SIM of a modem", "A reader for a SIM made Identity Agent report several smartcards; 2.2.2 and later pass over it."},
	{[]string{"windows hello", "tpm virtual", "virtual smart card"}, "of Windows itself", "It holds no smartcard, and is another reader to those who count them."},
	{[]string{"contactless", "nfc", "picc", " cl "}, "contactless", "A card lying on it is a second card to the sign-in software."},
}

// kindOf is what kind of reader a name tells of; nil: one of its own.
func kindOf(name string) *readerKind {
	name = " " + strings.ToLower(name) + " "
	for i := range readerKinds {
		for _, word := range readerKinds[i].words {
			if strings.Contains(name, word) {
				return &readerKinds[i]
			}
		}
	}
	return nil
}

var readerKindCheck = Check{
	ID:    "reader.kind",
	Title: "The reader is one for smartcards",
	Group: GroupReaders,
	Why:   "Readers in keyboards and for SIMs are seen as card readers, and confuse the sign-in software.",
	Remedy: Remedy{
		Do:   "Use a reader of its own; switch the other off in Device Manager if it is not needed.",
		Unix: "Use a reader of its own; unplug the other, or switch it off in the firmware of the computer, if it is not needed.",
		Who:  ITTeam,
	},
	Source: "https://digital.nhs.uk, common issues (problem reading your smartcard) and the Warrantied Environment Specification on Identity Agent 2.2.2",
	Look: func(v *View) []wire.Finding {
		if !v.Cards.Known() {
			return nil // the check of the reader's presence says why
		}
		var found []wire.Finding
		real := 0
		for _, r := range v.Cards.Readers {
			if k := kindOf(r.Name); k != nil {
				found = append(found, wire.Finding{Level: wire.Note, About: r.Name, Say: "By its name this reader is " + k.is + ". " + k.say})
			} else {
				real++
			}
		}
		if real == 0 && len(found) > 0 {
			for i := range found {
				found[i].Level = wire.Warning
			}
		}
		if found == nil {
			return at(wire.Well, "By their names all readers are readers of their own.")
		}
		return found
	},
}
