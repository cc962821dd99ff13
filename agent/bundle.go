package agent

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// seen makes the part of a bundle that is seen and not judged.
func seen(v *checks.View) *wire.Bundle {
	b := &wire.Bundle{Version: wire.BundleVersion, TakenAt: v.At.UTC(), Device: machine(v.Device), Inventory: "partial"}
	if skew, known := v.Network.Skew(); known {
		seconds := skew.Seconds()
		b.SkewSeconds = &seconds
	}
	if v.Host.Products.Whole() {
		b.Inventory = "complete"
	}
	for _, p := range v.Host.Products.List {
		if p.Name == "" {
			continue
		}
		view := string(p.View)
		if p.Scope == "user" {
			view = "user"
		}
		b.Installed = append(b.Installed, wire.Installed{Name: p.Name, Version: p.Version, Publisher: p.Publisher, View: view})
	}
	for _, p := range v.Catalogue() {
		for _, s := range v.Installed(p.ID) {
			if p.Kind == "client" {
				b.Clients = append(b.Clients, wire.Client{Product: p.ID, Version: s.Product.Version, Running: v.Runs(p.ID)})
			}
		}
	}
	for _, r := range v.Cards.Readers {
		b.Readers = append(b.Readers, wire.Reader{Name: r.Name, Vendor: r.Vendor, Serial: r.Serial, State: string(r.State)})
		if r.Card != nil {
			b.Cards = append(b.Cards, cardIn(v, r))
		}
	}
	for _, h := range v.Network.Hosts {
		c := wire.Connection{Host: h.Name, By: "agent"}
		if p := h.Best(); p != nil {
			if p.TLS != nil && p.TLS.Fault == nil {
				c.TLS, c.Cipher = p.TLS.Version, p.TLS.Cipher
				if len(p.TLS.Chain) > 0 {
					c.Issuer = p.TLS.Chain[0].Issuer
				}
			}
			if p.Fault != nil {
				c.Failure = p.Fault.Text
			}
		} else if f := h.Names.Fault(); f != nil {
			c.Failure = f.Text
		}
		b.Connections = append(b.Connections, c)
	}
	return b
}

// machine tells of the machine.
func machine(d *device.Device) wire.Device {
	h := &d.Host
	m := wire.Device{
		ID: deviceID(d), Name: h.Identity.Computer, Domain: h.Identity.DomainName, Serial: h.Identity.Serial, EntraID: h.Identity.EntraID,
		OS: string(h.System.Family), OSName: systemName(h.System), OSVersion: h.System.Version, Arch: h.System.Architecture,
	}
	m.Remote = h.Session.Remote != nil && *h.Session.Remote
	if len(h.Session.Desktop) > 0 {
		m.Virtual = h.Session.Desktop[0].Of
	}
	return m
}

// systemName is the name of the system with its release, where that is not in it.
func systemName(s host.System) string {
	if strings.Contains(s.Name, s.Release) {
		return s.Name
	}
	return strings.TrimSpace(s.Name + " " + s.Release)
}

// deviceID is made of what the system drew by chance when it was installed, so that
// it tells devices apart and names none. Where the system keeps no such thing it is
// made of the name, which whoever knows the name can find again.
func deviceID(d *device.Device) string {
	of := d.Host.Identity.MachineID
	if of == "" {
		of = d.Host.Identity.HardwareID
	}
	if of == "" {
		of = "name " + strings.ToLower(d.Host.Identity.Computer)
	}
	sum := sha256.Sum256([]byte("lanyard device 1\x00" + of))
	return hex.EncodeToString(sum[:10])
}

// cardIn tells of the card in a reader.
func cardIn(v *checks.View, r device.Reader) wire.Card {
	c := r.Card
	out := wire.Card{Reader: r.Name, ATR: c.ATR, Series: c.Series, Type: c.Type, PossibleSeries: v.SeriesOf(c), Serial: c.Serial, TriesLeft: c.TriesLeft, Blank: c.Blank}
	for _, x := range c.Certificates {
		out.Certificates = append(out.Certificates, wire.Certificate{
			Use: x.Use, NotBefore: x.NotBefore, Expires: x.NotAfter, Key: x.Key, Issuer: x.Issuer, Subject: x.Subject, Serial: x.Serial,
		})
	}
	return out
}
