package checks

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/wire"
)

// with puts a card that was changed into the one reader of the device. Else it is a
// good one of an unknown series, whose certificates end in a year.
func with(change func(c *device.Card)) func(*device.Device) {
	return func(d *device.Device) {
		three := 3
		c := device.Card{
			ATR: "3B00", Protocol: "T=1", Offers: []string{"T=1"}, Application: "piv", TriesLeft: &three,
			Certificates: []device.Certificate{{Use: "authentication", Subject: "Ima Invented", Serial: "77", NotBefore: d.At.AddDate(-1, 0, 0), NotAfter: d.At.AddDate(1, 0, 0)}},
		}
		if change != nil {
			change(&c)
		}
		d.Cards.Readers = []device.Reader{holding("Invented Reader 0", c)}
	}
}

func TestCards(t *testing.T) {
	tries := func(n int) func(c *device.Card) { return func(c *device.Card) { c.TriesLeft = &n } }
	ends := func(days int) func(c *device.Card) {
		return func(c *device.Card) { c.Certificates[0].NotAfter = windows().At.AddDate(0, 0, days) }
	}
	for _, c := range []struct {
		check *Check
		cases []one
	}{
		{&cardPresent, []one{
			{"in", with(nil), wire.Well, "answers"},
			{"out", readers(device.Reader{Name: "R", State: device.Empty}), wire.Note, "No card is in a reader, so no card was checked."},
			{"no reader", nil, wire.Note, "There is no reader, so no card could be checked."},
			{"mute", readers(device.Reader{Name: "R", State: device.Mute}), wire.Note, "could not be looked at"},
			{"in use", readers(device.Reader{Name: "R", State: device.InUse, Card: &device.Card{ATR: "3B00"}}), wire.Note, "could not be looked at"},
		}},
		{&cardSeries, []one{
			{"not known", with(nil), wire.Note, "not known by its answer to reset"},
			{"one", with(func(c *device.Card) { c.Series = []int{8} }), wire.Note, "series 8."},
			{"by its type", with(func(c *device.Card) { c.Type = "PIV" }), wire.Note, "by the notices those are of series 9 or 10"},
			{"two that contradict each other", with(func(c *device.Card) { c.Series, c.Type = []int{5, 6}, "PIV" }), wire.Note, "is not known: its answer to reset is that of series 5 or 6, and"},
			{"one of two", with(func(c *device.Card) { c.Series, c.Product = []int{5, 6}, "JCOP41" }), wire.Note, "series 5 or 6 (JCOP41)"},
		}},
		{&cardPIN, []one{
			{"three", with(nil), wire.Well, "3 tries are left"},
			{"one", with(tries(1)), wire.Warning, "One try is left"},
			{"none", with(tries(0)), wire.Problem, "locked"},
			{"it does not say", with(func(c *device.Card) { c.TriesLeft = nil }), wire.Unknown, "does not tell"},
			{"no application", with(func(c *device.Card) { c.TriesLeft, c.Application = nil, "" }), wire.Unknown, "software of its maker"},
			{"reading broke off", with(func(c *device.Card) {
				c.TriesLeft, c.Application, c.Faults = nil, "", []string{"It did not answer in time."}
			}), wire.Unknown, "could not be read"},
		}},
		{&cardCertificates, []one{
			{"a year", with(nil), wire.Well, "ends on 30 November 2027"},
			{"in 60 days", with(ends(60)), wire.Note, "ends on"},
			{"in 20 days", with(ends(20)), wire.Warning, "ends on"},
			{"yesterday", with(ends(-1)), wire.Problem, "ended on 29 November 2026"},
			{"tomorrow on", with(func(c *device.Card) { c.Certificates[0].NotBefore = windows().At.Add(24 * time.Hour) }), wire.Problem, "begins on 1 December 2026"},
		}},
		{&cardBlank, []one{
			{"not", with(nil), wire.Well, "has certificates"},
			{"blank", with(func(c *device.Card) { c.Blank, c.Certificates = true, nil }), wire.Problem, "blank"},
			{"unread", with(func(c *device.Card) { c.Certificates = nil }), wire.Unknown, "No certificate could be read"},
			{"no application", with(func(c *device.Card) { c.Application, c.Certificates = "", nil }), wire.Unknown, "no PIV application"},
			{"no application, and an odd reset", with(func(c *device.Card) {
				c.Application, c.Certificates, c.Faults = "", nil, []string{"Its answer to reset: the check byte is wrong."}
			}), wire.Unknown, "no PIV application"},
			{"reading broke off", with(func(c *device.Card) {
				c.Application, c.Certificates, c.Faults = "", nil, []string{"It did not answer in time."}
			}), wire.Unknown, "could not be read"},
		}},
		{&cardProtocol, []one{
			{"as offered", with(nil), wire.Well, "speak T=1"},
			{"another", with(func(c *device.Card) { c.Protocol = "raw" }), wire.Warning, "speaks raw"},
			{"not connected", with(func(c *device.Card) { c.Protocol = "" }), wire.Unknown, "not known"},
		}},
		{&cardAnswers, []one{
			{"well", with(nil), wire.Well, "answered all"},
			{"a lie", with(func(c *device.Card) { c.Faults = []string{"It sends without end."} }), wire.Warning, "without end"},
			{"an odd reset", with(func(c *device.Card) { c.Faults = []string{"Its answer to reset: the check byte is wrong."} }), wire.Note, "check byte"},
			{"slow", with(func(c *device.Card) { c.TookMS = 3500 }), wire.Warning, "longer than three seconds"},
			{"tiring", with(func(c *device.Card) { c.TookMS = 1240 }), wire.Note, "took 1.2 s"},
		}},
	} {
		t.Run(c.check.ID, func(t *testing.T) { try(t, c.check, c.cases) })
	}
}
