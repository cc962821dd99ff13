package checks

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// View is a device with its software known by the catalogue of the notices.
type View struct {
	*device.Device
	// Now is when the device was looked at, as well as can be told: its clock may be
	// wrong. Dates are judged by it.
	Now time.Time
	// Software is what the list of programs names that the catalogue knows, surely or
	// maybe: what is there for the whole machine first, each in the order of the list.
	Software []Software
	// BeyondReaders is how many more readers the system lists than the [mostReaders] that
	// Cards has here: those with a card first.
	BeyondReaders int
	// Beyond is how many more entries bear the name of a product of which there are
	// [mostCopies] in Software.
	Beyond int

	set *notice.Set
}

// Software is an installed product that the catalogue knows.
type Software struct {
	*host.Product
	// ID is the product's in the catalogue.
	ID string
	// Sure: the name is one of the product's; else it only comes near.
	Sure    bool
	Version fact.Version
	// Versioned: Version could be read from what the installer wrote.
	Versioned bool
}

// said is the version as it was written, for a sentence.
func (s Software) said() string { return short(s.Version.String()) }

// mostCopies is how many entries of one product are looked at. Nobody installs as many;
// any program that a person runs can write as many into the person's own list.
const mostCopies = 20

// mostReaders is how many readers are looked at. Source: Windows has ten at most
// (MAXIMUM_SMARTCARD_READERS in winsmcrd.h), pcsc-lite sixteen; only a driver that makes
// readers up has more.
const mostReaders = 100

// few is the device with no more readers than that, and how many it lacks.
func few(d *device.Device) (*device.Device, int) {
	beyond := len(d.Cards.Readers) - mostReaders
	if beyond <= 0 {
		return d, 0
	}
	less := *d
	less.Cards.Readers = slices.Clone(d.Cards.Readers)
	slices.SortStableFunc(less.Cards.Readers, func(a, b device.Reader) int { return idle(a) - idle(b) })
	less.Cards.Readers = less.Cards.Readers[:mostReaders]
	return &less, beyond
}

// idle puts readers with nothing in them behind those with something, and those behind
// readers with a card that answered.
func idle(r device.Reader) int {
	switch {
	case r.Card != nil:
		return 0
	case r.State != device.Empty:
		return 1
	}
	return 2
}

// ofPerson puts what the person's own list names behind what everybody's does.
func ofPerson(p *host.Product) int {
	if p.Scope == host.User {
		return 1
	}
	return 0
}

// NewView makes a view of a device. The device must not change while it is used.
func NewView(d *device.Device, set *notice.Set) *View {
	d, beyond := few(d)
	v := &View{Device: d, Now: Now(d), BeyondReaders: beyond, set: set}
	var entries []*host.Product
	for i := range d.Host.Products.List {
		entries = append(entries, &d.Host.Products.List[i])
	}
	slices.SortStableFunc(entries, func(a, b *host.Product) int { return ofPerson(a) - ofPerson(b) })
	copies := make(map[string]int)
	for _, p := range entries {
		ids, match := set.FindProduct(p.Name, v.Now)
		if match == notice.NoMatch {
			continue
		}
		version, err := fact.ParseVersion(p.Version)
		for _, id := range ids {
			if copies[id]++; copies[id] > mostCopies {
				v.Beyond++
				continue
			}
			v.Software = append(v.Software, Software{Product: p, ID: id, Sure: match == notice.FullMatch && len(ids) == 1, Version: version, Versioned: err == nil})
		}
	}
	return v
}

// Installed are the entries that surely are that product.
func (v *View) Installed(id string) []Software {
	return slices.DeleteFunc(v.named(id), func(s Software) bool { return !s.Sure })
}

// Maybe are the entries whose name only comes near that product's.
func (v *View) Maybe(id string) []Software {
	return slices.DeleteFunc(v.named(id), func(s Software) bool { return s.Sure })
}

func (v *View) named(id string) []Software {
	var out []Software
	for _, s := range v.Software {
		if s.ID == id {
			out = append(out, s)
		}
	}
	return out
}

// Newest is the newest of the product's surely installed versions; false if it is
// not installed, or no version of it could be read.
func (v *View) Newest(id string) (fact.Version, bool) {
	var newest fact.Version
	known := false
	for _, s := range v.Installed(id) {
		if s.Versioned && (!known || s.Version.Compare(newest) > 0) {
			newest, known = s.Version, true
		}
	}
	return newest, known
}

// Status is what the catalogue calls that version of a product at the device's time,
// such as "supported"; "" = it does not say.
func (v *View) Status(id string, version fact.Version) string {
	for _, n := range slices.Backward(v.set.Notices(v.Now)) {
		if n.Catalogue == nil {
			continue
		}
		if status, known := n.Catalogue.StatusOf(id, version, v.Now).Text(); known {
			return status
		}
	}
	return ""
}

// Catalogue is every product that the notices know at that time.
func (v *View) Catalogue() []*notice.Product { return v.set.Products(v.Now) }

// OS is what exports, and who imports a bundle, call the kind of system; "" = not known.
func (v *View) OS() string {
	return map[host.Family]string{host.Windows: "Windows", host.Linux: "Linux", host.MacOS: "macOS"}[v.Host.System.Family]
}
