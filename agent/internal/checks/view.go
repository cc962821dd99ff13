package checks

import (
	"path"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// View is a device with its software known by the catalogue of the notices.
type View struct {
	*device.Device
	// Software is what the list of programs names that the catalogue knows, surely or
	// maybe, in the order of the list.
	Software []Software

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

// NewView makes a view of a device. The device must not change while it is used.
func NewView(d *device.Device, set *notice.Set) *View {
	v := &View{Device: d, set: set}
	for i := range d.Host.Products.List {
		p := &d.Host.Products.List[i]
		ids, match := set.FindProduct(p.Name, d.At)
		if match == notice.NoMatch {
			continue
		}
		version, err := fact.ParseVersion(p.Version)
		for _, id := range ids {
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
	for _, n := range slices.Backward(v.set.Notices(v.At)) {
		if n.Catalogue == nil {
			continue
		}
		if status, known := n.Catalogue.StatusOf(id, version, v.At).Text(); known {
			return status
		}
	}
	return ""
}

// Running are the processes whose file has one of these names, whatever their case.
func (v *View) Running(names ...string) []host.Program {
	var out []host.Program
	for _, p := range v.Host.Programs.List {
		base := strings.ToLower(path.Base(strings.ReplaceAll(p.Name, `\`, "/")))
		if slices.ContainsFunc(names, func(n string) bool { return strings.ToLower(n) == base }) {
			out = append(out, p)
		}
	}
	return out
}

// Service is the service of that name, whatever its case; nil if there is none.
func (v *View) Service(name string) *host.Service {
	for i := range v.Host.Services.List {
		if s := &v.Host.Services.List[i]; strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return nil
}

// Catalogue is every product that the notices know at the device's time.
func (v *View) Catalogue() []*notice.Product { return v.set.Products(v.At) }

// programs are the files of products whose names are public. Others are known by
// where they were installed.
var programs = map[string][]string{
	// https://digital.nhs.uk, the page on Identity Agent, names the file with its sums.
	"identity-agent": {"IdentityAgent.exe"},
}

// Runs reports whether a program of the product runs: one of its files, or one from
// the folder that it was installed to.
func (v *View) Runs(id string) bool {
	if len(v.Running(programs[id]...)) > 0 {
		return true
	}
	for _, s := range v.Installed(id) {
		folder := strings.ToLower(strings.TrimRight(s.Location, `\/`))
		if len(folder) < len(`C:\x`) {
			continue // a whole drive is nobody's folder
		}
		for _, p := range v.Host.Programs.List {
			if rest, in := strings.CutPrefix(strings.ToLower(p.Path), folder); in && strings.HasPrefix(rest, `\`) {
				return true
			}
		}
	}
	return false
}
