package host

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// Zones are the settings of Windows for which sites count as its intranet, and what
// those may do. They decide whether a page on localhost asks for a Windows password.
type Zones struct {
	Part
	// MachineOnly is the policy Security_HKLM_only: 1 makes Windows heed the settings of
	// the machine and none of the person. nil: not set.
	MachineOnly *uint32      `json:"machine_only,omitempty"`
	Intranet    []Intranet   `json:"intranet,omitempty"`
	Sites       []Site       `json:"sites,omitempty"`
	Logon       []ZoneLogon  `json:"logon,omitempty"`
	Compat      []CompatView `json:"compatibility_view,omitempty"`
}

// Intranet are the four boxes of one scope. nil: not set there. 1 is a tick.
type Intranet struct {
	Scope       Scope   `json:"scope,omitzero" reveals:"none"`
	AutoDetect  *uint32 `json:"auto_detect,omitempty"`     // detect the intranet automatically
	LocalNames  *uint32 `json:"local_names,omitempty"`     // IntranetName: all local sites
	ProxyBypass *uint32 `json:"proxy_bypass,omitempty"`    // ProxyByPass: sites that bypass the proxy
	UNC         *uint32 `json:"unc_as_intranet,omitempty"` // UNCAsIntranet: network paths
}

// A Site is an entry of ZoneMap: a site that was put into a zone.
type Site struct {
	Scope  Scope  `json:"scope,omitzero" reveals:"none"`
	Name   string `json:"name,omitzero" reveals:"text"`   // "*.nhs.uk"
	Scheme string `json:"scheme,omitzero" reveals:"text"` // "https", "*"
	Zone   uint32 `json:"zone"`                           // 0 computer, 1 intranet, 2 trusted, 3 internet, 4 restricted
}

// A ZoneLogon is the value 1A00 of a zone: who is logged on without being asked.
// 0 automatic, 0x10000 ask, 0x20000 automatic in the intranet only, 0x30000 anonymous.
type ZoneLogon struct {
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
	Zone  uint32 `json:"zone"`
	Logon uint32 `json:"logon"`
}

// Heeded are the scopes whose settings Windows heeds, the one that wins first: a policy
// wins over the person's choice, and that over the machine's, unless MachineOnly leaves
// the person out.
func (z *Zones) Heeded() (scopes []Scope) {
	for _, from := range inetRoots {
		person := from.scope == User || from.scope == UserPolicy
		if !person || z.MachineOnly == nil || *z.MachineOnly != 1 {
			scopes = append(scopes, from.scope)
		}
	}
	return scopes
}

// IntranetOf gives the four boxes as Windows heeds them: of each, the value of the
// strongest scope that sets it; nil where none does.
func (z *Zones) IntranetOf() (box Intranet) {
	for _, scope := range z.Heeded() {
		for _, i := range z.Intranet {
			if i.Scope != scope {
				continue
			}
			box.AutoDetect, box.LocalNames = either(box.AutoDetect, i.AutoDetect), either(box.LocalNames, i.LocalNames)
			box.ProxyBypass, box.UNC = either(box.ProxyBypass, i.ProxyBypass), either(box.UNC, i.UNC)
		}
	}
	return box
}

// CompatView is what makes old Internet Explorer modes apply to sites. nil: not set.
type CompatView struct {
	Scope    Scope    `json:"scope,omitzero" reveals:"none"`
	Intranet *uint32  `json:"intranet,omitempty"` // IntranetCompatibilityMode: all of the intranet
	Sites    []string `json:"sites,omitempty" reveals:"text"`
}

// logonAction is the value of a zone that holds its logon.
// Source: Microsoft, "Internet Explorer security zones registry entries for advanced users".
const logonAction = "1A00"

const compatibilityKey = `Microsoft\Internet Explorer\BrowserEmulation`

func (w *onWindows) zones(ctx context.Context, z *Zones) {
	reg := newHive(ctx, w.reg, &z.Part)
	defer reg.done()
	z.MachineOnly = reg.values(key(`HKLM\SOFTWARE\Policies\`+inetSettings, 64)).number("Security_HKLM_only")
	for _, from := range inetRoots {
		settings := key(from.root+inetSettings, 64)
		// AutoDetect and the rest stand in ZoneMap.
		v := reg.values(settings.Below("ZoneMap"))
		box := Intranet{Scope: from.scope, AutoDetect: v.number("AutoDetect"), LocalNames: v.number("IntranetName"),
			ProxyBypass: v.number("ProxyByPass"), UNC: v.number("UNCAsIntranet")}
		if either(box.AutoDetect, box.LocalNames, box.ProxyBypass, box.UNC) != nil {
			z.Intranet = append(z.Intranet, box)
		}
		z.sitesAt(reg, settings.Below(`ZoneMap\Domains`), from.scope)
		z.policySitesAt(reg, settings.Below("ZoneMapKey"), from.scope)
		for zone := range uint32(5) {
			if logon := reg.values(settings.Below("Zones").Below(strconv.Itoa(int(zone)))).number(logonAction); logon != nil {
				z.Logon = append(z.Logon, ZoneLogon{Scope: from.scope, Zone: zone, Logon: *logon})
			}
		}
		z.compatibilityAt(reg, key(from.root+compatibilityKey, 64), from.scope)
	}
	slices.SortStableFunc(z.Sites, func(a, b Site) int {
		return cmp.Or(strings.Compare(string(a.Scope), string(b.Scope)), strings.Compare(a.Name, b.Name), strings.Compare(a.Scheme, b.Scheme))
	})
}

// maxSites bounds the sites of one scope.
const maxSites = 500

// sitesAt reads ZoneMap\Domains: a key for each domain, one below for each host, and
// in it a value for each scheme with the number of the zone.
func (z *Zones) sitesAt(reg *hive, at registry.Key, scope Scope) {
	for i, domain := range reg.keys(at) {
		if i == maxSites {
			z.fail(Partly, fmt.Sprintf("%s has more than %d sites", at, maxSites))
			return
		}
		z.schemesAt(reg, at.Below(domain), scope, domain)
		for _, host := range reg.keys(at.Below(domain)) {
			z.schemesAt(reg, at.Below(domain).Below(host), scope, host+"."+domain)
		}
	}
}

func (z *Zones) schemesAt(reg *hive, at registry.Key, scope Scope, name string) {
	v := reg.values(at)
	for _, value := range v.list {
		if zone := v.number(value.Name); zone != nil {
			z.Sites = append(z.Sites, Site{Scope: scope, Name: Clean(name), Scheme: Clean(value.Name), Zone: *zone})
		}
	}
}

// policySitesAt reads the policy "Site to Zone Assignment List": a value for each
// site, "https://*.nhs.uk" = "2".
func (z *Zones) policySitesAt(reg *hive, at registry.Key, scope Scope) {
	v := reg.values(at)
	for _, value := range v.list {
		text, err := value.Text()
		zone, bad := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
		if bad != nil {
			v.odd(value.Name, errors.Join(err, fmt.Errorf("%q is no number of a zone", text)))
			continue
		}
		scheme, name, ok := strings.Cut(value.Name, "://")
		if !ok {
			scheme, name = "*", value.Name
		}
		z.Sites = append(z.Sites, Site{Scope: scope, Name: Clean(name), Scheme: Clean(scheme), Zone: uint32(zone)})
	}
}

func (z *Zones) compatibilityAt(reg *hive, at registry.Key, scope Scope) {
	compat := CompatView{Scope: scope, Intranet: reg.values(at).number("IntranetCompatibilityMode")}
	list := reg.values(at.Below("PolicyList"))
	for _, value := range list.list {
		compat.Sites = append(compat.Sites, list.text(value.Name))
	}
	if data := reg.values(at.Below("ClearableListData")).bytes("UserFilter"); data != nil {
		sites, err := compatibilitySites(data)
		if err != nil {
			z.odd(`%s\ClearableListData\UserFilter: %v`, at, err)
		}
		compat.Sites = append(compat.Sites, sites...)
	}
	if compat.Intranet != nil || len(compat.Sites) > 0 {
		z.Compat = append(z.Compat, compat)
	}
}

// compatibilitySites reads the sites that the person put into compatibility view. The
// value has 20 bytes of header (its number of entries at 8), and for each entry 16 bytes
// and the domain with its length in characters before it. Its form is not published; it is
// as others have described it, so what does not fit is an error and no site.
func compatibilitySites(data []byte) (sites []string, err error) {
	const header, before = 20, 16
	if len(data) < header {
		return nil, fmt.Errorf("it has %d bytes, and its header needs %d", len(data), header)
	}
	for data = data[header:]; len(data) > 0; {
		if len(data) < before+2 {
			return sites, fmt.Errorf("%d bytes are left over", len(data))
		}
		length := 2 * int(binary.LittleEndian.Uint16(data[before:]))
		data = data[before+2:]
		if length == 0 || length > len(data) {
			return sites, fmt.Errorf("a site has %d bytes where %d are left", length, len(data))
		}
		units := make([]uint16, length/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(data[2*i:])
		}
		sites = append(sites, Clean(string(utf16.Decode(units))))
		data = data[length:]
	}
	return sites, nil
}
