package host

import (
	"context"
	"strings"
	"time"
)

// A Session is where and as whom this program runs.
type Session struct {
	Part
	User string `json:"user,omitzero" reveals:"person"`
	ID   uint32 `json:"id,omitzero"` // Windows session
	// Remote: the person sits at another machine. nil: not known.
	Remote *bool `json:"remote,omitempty"`
	// Via is how: "rdp", "citrix", "horizon", "x11", "ssh"; empty: not remote, or not known how.
	Via string `json:"via,omitzero" reveals:"none"`
	// Client is the name of the machine that the person sits at.
	Client string `json:"client,omitzero" reveals:"device-name"`
	// Elevated: this program has the rights of an administrator now. Administrator: the
	// person could give it those. nil: not known.
	Elevated      *bool     `json:"elevated,omitempty"`
	Administrator *bool     `json:"administrator,omitempty"`
	Locale        string    `json:"locale,omitzero" reveals:"none"` // of the person: "en-GB"
	BootedAt      time.Time `json:"booted_at,omitzero"`
	// Desktop are signs that this is a virtual or published desktop.
	Desktop []Sign `json:"desktop,omitempty"`
}

// A Sign is something that points to a kind of virtual desktop or machine.
type Sign struct {
	Of   string `json:"of,omitzero" reveals:"none"` // "citrix", "horizon", "rds", "avd", "hyper-v", "vmware", "kvm", …
	Seen string `json:"seen,omitzero" reveals:"text"`
}

// desktopKeys are keys that are there on a virtual or published desktop.
var desktopKeys = []struct{ of, path string }{
	{"citrix", `HKLM\SOFTWARE\Citrix\VirtualDesktopAgent`},
	{"horizon", `HKLM\SOFTWARE\VMware, Inc.\VMware VDM\Agent`},
	{"horizon", `HKLM\SOFTWARE\Omnissa\Horizon\Agent`},
	{"avd", `HKLM\SOFTWARE\Microsoft\RDInfraAgent`},
	{"parallels", `HKLM\SOFTWARE\Parallels\Guest Agent`},
}

// makers are words in the names that virtual machines give to themselves.
var makers = []struct{ of, words string }{
	{"vmware", "vmware"}, {"hyper-v", "microsoft corporation virtual machine"}, {"kvm", "qemu"}, {"kvm", "kvm"},
	{"virtualbox", "virtualbox"}, {"virtualbox", "innotek"}, {"xen", "xen"}, {"nutanix", "nutanix"}, {"ec2", "amazon ec2"},
	{"parallels", "parallels"},
}

// protocolNames are beginnings of SESSIONNAME, by what they are.
var protocolNames = []struct{ of, begin string }{
	{"rdp", "rdp-"}, {"citrix", "ica-"}, {"horizon", "pcoip"}, {"horizon", "blast"}, {"horizon", "console-blast"},
}

const (
	terminalServerKey = `HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`
	volatileKey       = `HKCU\Volatile Environment`
)

func (w *onWindows) session(ctx context.Context, s *Session) {
	reg := newHive(ctx, w.reg, &s.Part)
	defer reg.done()
	w.calls.session(s)
	s.User, s.Via, s.BootedAt = Clean(s.User), "", instant(s.BootedAt)
	_, s.Locale = w.calls.languages()
	s.Locale = Clean(s.Locale)

	name := w.calls.getenv("SESSIONNAME")
	for _, p := range protocolNames {
		if strings.HasPrefix(strings.ToLower(name), p.begin) {
			s.Via = p.of
		}
	}
	s.Client = Clean(w.calls.getenv("CLIENTNAME"))
	volatile := reg.values(key(volatileKey, 64))
	if machine := volatile.text("ViewClient_Machine_Name"); machine != "" {
		s.Client, s.Via = machine, "horizon"
	}
	yes := true
	switch {
	case s.Via != "":
		s.Remote = &yes
	case s.Remote != nil && *s.Remote:
		s.Via = "rdp" // SM_REMOTESESSION, and no other protocol says that it is its
	}
	for _, sign := range desktopKeys {
		if at := key(sign.path, 64); reg.values(at).there {
			s.Desktop = append(s.Desktop, Sign{Of: sign.of, Seen: at.String()})
		}
	}
	// Since Server 2003 the value says whether programs run for many at once.
	if reg.values(key(terminalServerKey, 64)).is("TSAppCompat", 1) {
		s.Desktop = append(s.Desktop, Sign{Of: "rds", Seen: terminalServerKey + `\TSAppCompat`})
	}
	bios := reg.values(key(biosKey, 64))
	s.Desktop = append(s.Desktop, machineSigns(bios.text("SystemManufacturer"), bios.text("SystemProductName"))...)
}

// machineSigns tells by the names of maker and model whether a machine is a virtual one.
func machineSigns(maker, model string) []Sign {
	seen := strings.TrimSpace(maker + " " + model)
	for _, m := range makers {
		if strings.Contains(strings.ToLower(seen), m.words) {
			return []Sign{{Of: m.of, Seen: Clean(seen)}}
		}
	}
	return nil
}
