package checks

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// readers puts readers on the device.
func readers(list ...device.Reader) func(*device.Device) {
	return func(d *device.Device) { d.Cards.Readers = list }
}

// holding is a reader with a card in it.
func holding(name string, c device.Card) device.Reader {
	return device.Reader{Name: name, State: device.Present, Card: &c, After: &device.Moment{State: device.Present, ATR: c.ATR}}
}

// noService is a device whose smartcard service does not answer.
func noService(d *device.Device) {
	d.Cards = device.Cards{Part: host.Part{State: host.Failed, Why: "the smartcard service is not running"}}
}

func TestReaders(t *testing.T) {
	empty := device.Reader{Name: "Invented Reader 0", State: device.Empty}
	other := device.Reader{Name: "Invented Reader 1", State: device.Empty}
	keyboard := device.Reader{Name: "Invented Keyboard Smartcard 0", State: device.Empty}
	for _, c := range []struct {
		check *Check
		cases []one
	}{
		{&readerPresent, []one{
			{"one", readers(empty), wire.Well, "has no card in it"},
			{"none", nil, wire.Problem, "sees no reader"},
			{"no service", noService, wire.Problem, "the smartcard service is not running"},
			{"no rights", func(d *device.Device) { d.Cards.State = host.NeedsRights }, wire.Unknown, "administrator"},
			{"no library", func(d *device.Device) { d.Cards.State = host.NotHere }, wire.Problem, "no smartcard library"},
		}},
		{&readerState, []one{
			{"well", readers(empty), wire.Well, "All readers answer"},
			{"mute", readers(device.Reader{Name: "R", State: device.Mute}), wire.Problem, "does not answer"},
			{"in use", readers(empty, device.Reader{Name: "R", State: device.InUse}), wire.Warning, "Another program"},
			{"gone", readers(device.Reader{Name: "R", State: device.Unavailable}), wire.Problem, "cannot be used"},
		}},
		{&readerSeveral, []one{
			{"one", readers(empty), wire.Well, "no second"},
			{"two", readers(empty, other), wire.Note, "2 readers"},
			{"two, of which one is a keyboard", readers(empty, keyboard), wire.Well, "no second"},
			{"two cards", readers(holding("A", device.Card{}), holding("B", device.Card{})), wire.Warning, "Cards are in 2 readers: A and B."},
			{"a hundred", func(d *device.Device) {
				for range 100 {
					d.Cards.Readers = append(d.Cards.Readers, holding("A", device.Card{}))
				}
			}, wire.Warning, "A, A, A, A, A and 95 more"},
			{"more than there can be", func(d *device.Device) {
				d.Cards.Readers = make([]device.Reader, 1024)
			}, wire.Warning, "lists 924 readers more than the 100"},
		}},
		{&readerKindCheck, []one{
			{"its own", readers(empty), wire.Well, "readers of their own"},
			{"a keyboard beside it", readers(empty, keyboard), wire.Note, "built into a keyboard"},
			{"a keyboard alone", readers(keyboard), wire.Warning, "built into a keyboard"},
			{"a SIM", readers(empty, device.Reader{Name: "Invented UMDF SIM 0"}), wire.Note, "for the SIM of a modem"},
			{"a name with sim in it", readers(device.Reader{Name: "Simple Reader"}), wire.Well, "readers of their own"},
		}},
	} {
		t.Run(c.check.ID, func(t *testing.T) { try(t, c.check, c.cases) })
	}
}
