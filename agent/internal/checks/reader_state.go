package checks

import (
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/wire"
)

// inWords are the states of a reader as a part of a sentence.
var inWords = map[device.ReaderState]string{
	device.Empty: "has no card in it", device.Present: "has a card in it", device.Mute: "has something in it that does not answer",
	device.InUse: "its card is held by another program", device.Unavailable: "cannot be used",
}

var readerState = Check{
	ID:    "reader.state",
	Title: "Readers and cards answer",
	Group: GroupReaders,
	Why:   "A card that is upside down, dirty or held by another program looks like no card to the sign-in software.",
	Remedy: Remedy{
		Do:   "Take the card out and put it in again, with the chip first; try another reader and another card.",
		Who:  Person,
		Tell: "Take your smartcard out and put it in again, chip first.",
	},
	Source: "PC/SC part 5 (states of a reader); https://digital.nhs.uk/services/care-identity-service, common issues, problem reading your smartcard",
	Look: func(v *View) []wire.Finding {
		if !v.Cards.Known() {
			return nil // the check of the reader's presence says why
		}
		var found []wire.Finding
		for _, r := range v.Cards.Readers {
			f := wire.Finding{About: r.Name, Say: "The reader " + inWords[r.State] + "."}
			switch r.State {
			case device.Empty, device.Present:
				continue
			case device.Mute:
				f.Level = wire.Problem
			case device.InUse:
				f.Level, f.Do, f.Who = wire.Warning, "Close the other program that uses the card, if it is not the sign-in software.", ITTeam
				f.Say = "Another program has the card for itself, so no other sees it."
			default:
				f.Level, f.Do, f.Who = wire.Problem, "Plug the reader out and in again; then update its driver.", Person
			}
			found = append(found, f)
		}
		if found == nil {
			return at(wire.Well, "All readers answer.")
		}
		return found
	},
}
