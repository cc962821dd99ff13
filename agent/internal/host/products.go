package host

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// Products are what is installed, and what is left of what was.
type Products struct {
	Part
	List     []Product `json:"list,omitempty"`
	Remnants []Remnant `json:"remnants,omitempty"`
}

// A Product is one installed product, as its installer wrote it down.
type Product struct {
	Name      string `json:"name,omitzero" reveals:"text"`
	Version   string `json:"version,omitzero" reveals:"text"`
	Publisher string `json:"publisher,omitzero" reveals:"text"`
	// InstalledOn is "2025-06-30", and empty where none or nonsense was written down.
	// It is a date, so what started on that day may have started before or after.
	InstalledOn string `json:"installed_on,omitzero" reveals:"none"`
	Location    string `json:"location,omitzero" reveals:"path"`
	Uninstall   string `json:"uninstall,omitzero" reveals:"path"` // the command line that removes it
	Key         string `json:"key,omitzero" reveals:"text"`       // sub-key of Uninstall, often {GUID}; name of the package
	View        View   `json:"view,omitzero" reveals:"none"`
	Scope       Scope  `json:"scope,omitzero" reveals:"none"`
	Hidden      bool   `json:"hidden,omitzero"` // not shown in Settings > Apps (SystemComponent)
	MSI         bool   `json:"msi,omitzero"`    // installed by Windows Installer
}

// A Remnant is what Windows Installer still knows (Installer\Products) of a product
// that Uninstall does not name: a broken removal, which stops the next installation.
type Remnant struct {
	Name  string `json:"name,omitzero" reveals:"text"`
	Key   string `json:"key,omitzero" reveals:"text"`   // product code, "{GUID}"
	Where string `json:"where,omitzero" reveals:"text"` // the registry key
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
}

const (
	uninstallKey    = `SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`
	msiProductsKey  = `HKLM\SOFTWARE\Classes\Installer\Products`
	msiProductsUser = `HKCU\Software\Microsoft\Installer\Products`
)

func (w *onWindows) products(ctx context.Context, p *Products) {
	reg := newHive(ctx, w.reg, &p.Part)
	defer reg.done()
	for _, from := range []struct {
		root  string
		scope Scope
		bits  int
		view  View
	}{
		{"HKLM", Machine, 64, View64},
		{"HKLM", Machine, 32, View32},
		{"HKCU", User, 64, ""}, // a person's settings have one view
	} {
		at := key(from.root+`\`+uninstallKey, from.bits)
		for _, name := range reg.keys(at) {
			if product, ok := uninstallEntry(reg, at.Below(name)); ok {
				product.Key, product.View, product.Scope = Clean(name), from.view, from.scope
				p.List = append(p.List, product)
			}
		}
	}
	p.List = ordered(p.List)
	p.remnants(reg)
}

// ordered sorts products: neither the registry nor a list of packages has an order
// that means something.
func ordered(list []Product) []Product {
	slices.SortStableFunc(list, func(a, b Product) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Version, b.Version), strings.Compare(a.Key, b.Key))
	})
	return list
}

// uninstallEntry reads one entry. Those without a name are not shown by Windows
// either; most are parts of others.
func uninstallEntry(reg *hive, at registry.Key) (Product, bool) {
	v := reg.values(at)
	product := Product{
		Name: v.needed("DisplayName"), Version: v.needed("DisplayVersion"), Publisher: v.text("Publisher"),
		InstalledOn: installDate(v.text("InstallDate")), Location: v.text("InstallLocation"), Uninstall: v.text("UninstallString"),
		Hidden: v.is("SystemComponent", 1), MSI: v.is("WindowsInstaller", 1),
	}
	return product, product.Name != ""
}

// installDate reads a date as installers write it: 20250630, or nonsense.
func installDate(text string) string {
	for _, form := range []string{"20060102", "2006-01-02"} {
		if at, err := time.Parse(form, text); err == nil && at.Year() > 1990 {
			return at.Format("2006-01-02")
		}
	}
	return ""
}

// remnants finds the products of Windows Installer that no entry of Uninstall stands for.
func (p *Products) remnants(reg *hive) {
	known := make(map[string]bool)
	for _, product := range p.List {
		known[strings.ToUpper(product.Key)] = true
	}
	for _, from := range []struct {
		path  string
		scope Scope
	}{{msiProductsKey, Machine}, {msiProductsUser, User}} {
		at := key(from.path, 64)
		for _, packed := range reg.keys(at) {
			code, ok := unpackGUID(packed)
			if !ok || known[code] {
				continue
			}
			name := reg.values(at.Below(packed)).text("ProductName")
			if name == "" {
				continue
			}
			// A product whose entry in Uninstall is hidden has one all the same, without a name.
			if reg.uninstalls(code) {
				continue
			}
			p.Remnants = append(p.Remnants, Remnant{Name: name, Key: code, Where: Clean(at.Below(packed).String()), Scope: from.scope})
		}
	}
	slices.SortFunc(p.Remnants, func(a, b Remnant) int { return strings.Compare(a.Key, b.Key) })
}

// uninstalls tells whether Uninstall has a key of this name in any view.
func (h *hive) uninstalls(name string) bool {
	for _, at := range []registry.Key{key(`HKLM\`+uninstallKey, 64), key(`HKLM\`+uninstallKey, 32), key(`HKCU\`+uninstallKey, 64)} {
		if h.values(at.Below(name)).there {
			return true
		}
	}
	return false
}

// unpackGUID makes {GUID} of the 32 digits by which Windows Installer names keys: the
// first three groups are reversed, and the digits of each byte of the others swapped.
func unpackGUID(packed string) (string, bool) {
	if len(packed) != 32 || strings.Trim(strings.ToUpper(packed), "0123456789ABCDEF") != "" {
		return "", false
	}
	d := []byte(strings.ToUpper(packed))
	slices.Reverse(d[0:8])
	slices.Reverse(d[8:12])
	slices.Reverse(d[12:16])
	for i := 16; i < 32; i += 2 {
		d[i], d[i+1] = d[i+1], d[i]
	}
	return fmt.Sprintf("{%s-%s-%s-%s-%s}", d[0:8], d[8:12], d[12:16], d[16:20], d[20:32]), true
}
