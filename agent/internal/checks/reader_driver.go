package checks

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// oldDriver is how old a maker's driver of a reader may be before it is told. Drivers
// that come with Windows all bear the date 2006-06-21, whatever their age.
const oldDriver = 10 // years

// genericDrivers are in the names of Microsoft's drivers for any reader that keeps to
// the USB class of readers.
//
// Source: Microsoft, WUDFUsbccidDriver.inf and usbccid.inf.
var genericDrivers = []string{"usbccid"}

var readerDrivers = Check{
	ID:    "reader.driver",
	Title: "Readers have a driver that fits",
	Group: GroupReaders,
	On:    []host.Family{host.Windows},
	Why:   "The wrong driver for a reader is the most common cause of “There was a problem reading your Smartcard”.",
	Remedy: Remedy{
		Do:   "Install the reader maker's current driver, or go back to Microsoft's if the maker's is old; plug the reader in again.",
		Who:  ITTeam,
		Tell: "Plug the card reader out and in again; if your card is still not read, tell your IT team.",
	},
	Source: pageProblemReading,
	Look: func(v *View) []wire.Finding {
		s := v.Host.Smartcard
		if !s.Known() {
			return unseen("The drivers of readers", s.Part)
		}
		trouble := v.readTrouble()
		var found []wire.Finding
		for _, d := range s.Drivers {
			f := wire.Finding{About: short(d.Description)}
			what := "The reader driver " + quote(d.Description)
			if d.Version != "" {
				what += " " + short(d.Version)
			}
			date, err := time.ParseInLocation(time.DateOnly, d.Date, time.UTC)
			microsoft := strings.HasPrefix(strings.ToLower(d.Provider), "microsoft")
			switch {
			case microsoft && hasWord(d.Description+" "+d.INF, genericDrivers):
				f.Level, f.Say = wire.Note, what+" is Microsoft's, for any reader. It serves most readers; some, and some cards, need the maker's."
			case !microsoft && err == nil && date.AddDate(oldDriver, 0, 0).Before(v.Now):
				f.Level, f.Say = wire.Note, fmt.Sprintf("%s is the maker's (%s) and of %s, which is old.", what, orUnknown(short(d.Provider)), day(date))
			default:
				f.Level, f.Say = wire.Well, fmt.Sprintf("%s is from %s.", what, orUnknown(short(d.Provider)))
			}
			if f.Level == wire.Note && trouble != "" {
				f.Level = wire.Warning
				f.Say += " " + trouble + ", so it may be the cause."
			}
			found = append(found, f)
		}
		if len(found) == 0 && len(v.Cards.Readers) > 0 {
			return at(wire.Note, "Windows lists no driver of a reader, though there are readers: they come from a remote session or from a program.")
		}
		return found
	},
}

// readTrouble says what is wrong with reading cards just now; "" if nothing is.
func (v *View) readTrouble() string {
	for _, r := range v.Cards.Readers {
		switch r.State {
		case "mute":
			return "A card in a reader does not answer"
		case "unavailable":
			return "A reader does not answer"
		}
	}
	return ""
}
