package asked

import (
	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// The attributes that a device tells of.
var (
	organisation  = attribute("organisation", "code")
	deviceID      = attribute("device", "id")
	cardSeries    = attribute("card", "series")
	cardType      = attribute("card", "type")
	cardATR       = attribute("card", "atr")
	cardExpires   = attribute("card", "certificate_expires")
	deviceOS      = attribute("device", "os")
	deviceVersion = attribute("device", "os_version")
	deviceSeen    = attribute("device", "last_seen")
	clientProduct = attribute("client", "product")
	clientVersion = attribute("client", "version")
)

func attribute(object, name string) fact.Attribute {
	a, found := fact.Lookup(object, name)
	if !found {
		panic("asked: the table of facts has no " + object + "." + name)
	}
	return a
}

// Whose says whose the device is, and how its organisation calls it, so that exemptions
// and pauses find it. Neither is in any answer.
type Whose struct {
	Organisation string // its code; "" = not known
	Device       string // the id that exemptions have, which is its name; "" = not known
}

// set sets what exemptions and pauses go by.
func (w Whose) set(f *notice.Facts) {
	if w.Organisation != "" {
		f.Give(notice.Object(notice.Organisation))
		f.Set(organisation, notice.Text(w.Organisation))
	}
	if w.Device != "" {
		f.Set(deviceID, notice.Text(w.Device))
	}
}

// setDevice sets what is known of the machine and its software.
func setDevice(f *notice.Facts, v *checks.View) {
	f.Give(notice.Object(notice.Device))
	h := &v.Host
	if h.System.Known() {
		if name := v.OS(); name != "" {
			f.Set(deviceOS, notice.Text(name))
		}
		if version, err := fact.ParseVersion(h.System.Version); err == nil {
			f.Set(deviceVersion, notice.VersionOf(version))
		}
	}
	f.Set(deviceSeen, notice.Instant(v.Now))
	for product, cell := range cells(v) {
		f.SetSoftware(product, cell)
	}
	if h.Products.Whole() {
		// A product that only a near miss stands for may be there all the same.
		maybe := false
		for _, s := range v.Software {
			maybe = maybe || !s.Sure
		}
		if !maybe {
			f.SetComplete()
		}
	}
}

// cells are what is known of each product of the catalogue.
func cells(v *checks.View) map[string]fact.Cell {
	out := map[string]fact.Cell{}
	near := map[string]bool{}
	for _, s := range v.Software {
		switch {
		case !s.Sure:
			near[s.ID] = true
		case s.Versioned:
			out[s.ID] = out[s.ID].With(s.Version)
		default:
			out[s.ID] = out[s.ID].WithUnversioned()
		}
	}
	if !v.Host.Products.Whole() {
		return out
	}
	for _, p := range v.Catalogue() {
		if !out[p.ID].Known() && !near[p.ID] {
			out[p.ID] = fact.Absent()
		}
	}
	return out
}

// setCard sets what is known of a card.
func setCard(f *notice.Facts, c *device.Card) {
	f.Give(notice.Object(notice.Card))
	if c.ATR != "" {
		f.Set(cardATR, notice.Text(c.ATR))
	}
	if c.Type != "" {
		f.Set(cardType, notice.Text(c.Type))
	}
	if len(c.Series) > 0 {
		var series []notice.Value
		for _, s := range c.Series {
			series = append(series, notice.Int(s))
		}
		f.SetSeveral(cardSeries, series)
	}
	// The first certificate to end ends the card's use.
	var first device.Certificate
	for _, certificate := range c.Certificates {
		if first.NotAfter.IsZero() || certificate.NotAfter.Before(first.NotAfter) {
			first = certificate
		}
	}
	if !first.NotAfter.IsZero() {
		f.Set(cardExpires, notice.Instant(first.NotAfter))
	}
}

// setClient sets which client signs in.
func setClient(f *notice.Facts, v *checks.View, product string) {
	f.Set(clientProduct, notice.Text(product))
	if version, known := v.Newest(product); known {
		f.Set(clientVersion, notice.VersionOf(version))
	}
}
