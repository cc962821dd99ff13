package checks

import (
	"regexp"
	"slices"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// ofWindows are words for what Windows alone has.
var ofWindows = regexp.MustCompile(`(?i)\bwindows\b|SCardSvr|in services\b|device manager|\bregistry\b|group policy|control panel|\.(exe|dll)\b|\bregedit|powershell`)

// TestUnixWords holds that nobody on Linux or macOS is told to do what Windows alone can:
// in what stands in a check, and in all that is found where nothing is as it should be.
func TestUnixWords(t *testing.T) {
	for _, family := range []host.Family{host.Linux, host.MacOS} {
		for _, c := range All() {
			if len(c.On) > 0 && !slices.Contains(c.On, family) || c.ID == "os.build" {
				continue // os.build mends nothing elsewhere: it only says which system this is
			}
			for what, text := range map[string]string{"why": c.Why, "do": c.Remedy.on(family), "tell": c.Remedy.Tell} {
				if word := ofWindows.FindString(text); word != "" {
					t.Errorf("%s, %s on %s speaks of %q: %s", c.ID, what, family, word, text)
				}
			}
		}
		for name, d := range sickUnix(family) {
			for _, f := range Run(d, shipped.Set(t)) {
				if f.Check == "os.build" && f.Level == wire.Note {
					continue
				}
				for _, text := range []string{f.Say, f.Do, f.Tell} {
					if word := ofWindows.FindString(text); word != "" {
						t.Errorf("%s, %s: %s speaks of %q: %s", family, name, f.Check, word, text)
					}
				}
			}
		}
	}
}

// sickUnix are devices of another system than Windows on which much is wrong.
func sickUnix(family host.Family) map[string]*device.Device {
	base := func() *device.Device {
		d := windows()
		d.Host.System.Family, d.Host.Smartcard.Daemon = family, new(bool)
		return d
	}
	none := base()
	noService(none)
	unread := base()
	unread.Cards.State, unread.Modules.State, unread.Host.Smartcard.Daemon = host.NeedsRights, host.Failed, nil
	sick := base()
	for _, state := range []device.ReaderState{device.Empty, device.Mute, device.InUse, device.Unavailable} {
		sick.Cards.Readers = append(sick.Cards.Readers, device.Reader{Name: "Invented Keyboard " + string(state), State: state})
	}
	zero := 0
	sick.Cards.Readers = append(sick.Cards.Readers,
		holding("A", device.Card{ATR: "3B00", Type: "PIV", Application: "piv", Blank: true, TriesLeft: &zero, Protocol: "raw", TookMS: 1, Faults: []string{"It sends without end."}}),
		holding("B", device.Card{ATR: "3B01", Type: "PIV", Application: "piv"}))
	sick.Host.Disk.Drives = []host.Drive{{Of: "system", Total: 1 << 40}}
	seeing := base()
	seeing.Cards.Readers = []device.Reader{holding("A", device.Card{ATR: "3B00", Type: "PIV", Application: "piv"})}
	for _, outcome := range []device.Outcome{device.NotThere, device.Loaded, device.OtherArchitecture, device.NotAModule, device.LacksLibrary, device.Crashed, device.Hung, device.Refused, device.Untried} {
		for _, of := range []string{oberthurMiddleware, "opensc"} {
			m := device.Module{Of: of, Path: "/usr/lib/x.so", Bits: 64, Outcome: outcome, Slots: []device.Slot{{}}, Signed: &device.Signed{Why: "no"}}
			sick.Modules.List, seeing.Modules.List = append(sick.Modules.List, m), append(seeing.Modules.List, m)
		}
	}
	return map[string]*device.Device{"no service": none, "unread": unread, "sick": sick, "a card that no module sees": seeing}
}
