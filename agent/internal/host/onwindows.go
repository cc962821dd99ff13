package host

import (
	"context"
	"errors"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// onWindows is a Windows, asked through its registry, its files and what only calls
// tell. All three can be played, so that what is made of their answers is tested on
// any system.
type onWindows struct {
	reg   registry.Reader
	files files
	calls calls
}

// calls are the questions that neither registry nor files answer. Texts come as they
// are; who asks cleans them.
type calls interface {
	// version gives what the kernel says of itself.
	version() kernel
	// languages gives those of the system and of the person, as "en-GB".
	languages() (system, person string)
	// computer gives the NetBIOS and the fully qualified name.
	computer() (netBIOS, dns string, err error)
	// joined gives the domain or workgroup, and NETSETUP_JOIN_STATUS.
	joined() (name string, status uint32, err error)
	// entra gives the ids of device and tenant; "" where the device is not joined.
	entra() (device, tenant string, err error)
	// firmware gives the SMBIOS table, with the header of RawSMBIOSData.
	firmware() ([]byte, error)
	// programs and services list them; what could not be asked of one is empty in it. An
	// error comes with what was listed before it.
	programs(ctx context.Context) ([]Program, error)
	services(ctx context.Context) ([]Service, error)
	// session fills in all of Session but what the registry tells.
	session(s *Session)
	// space gives the bytes on a drive that this person may use, and all.
	space(path string) (free, total uint64, err error)
	// getenv gives a variable of the environment.
	getenv(name string) string
}

// A kernel is what Windows says of its version by RtlGetVersion, which does not lie
// to programs without a manifest as GetVersionEx does.
type kernel struct {
	major, minor, build uint32
	server              bool
	architecture        string // of the machine, as Go names it
	emulator            string // "Wine 8.0"; empty on Windows
}

func (w *onWindows) parts(o *Options) (first []reading, second func(*Host) []reading) {
	first = []reading{
		part(func(h *Host) *System { return &h.System }, "registry; RtlGetVersion", w.system),
		part(func(h *Host) *Identity { return &h.Identity }, "registry; NetGetJoinInformation; SMBIOS", w.identity),
		part(func(h *Host) *Products { return &h.Products }, "registry: Uninstall and Installer", w.products),
		part(func(h *Host) *Programs { return &h.Programs }, "list of processes", w.programs),
		part(func(h *Host) *Services { return &h.Services }, "service control manager", w.services),
		part(func(h *Host) *DotNet { return &h.DotNet }, "registry", w.dotNet),
		part(func(h *Host) *TLS { return &h.TLS }, "registry: SCHANNEL, WinHTTP, Internet Settings", w.tls),
		part(func(h *Host) *Smartcard { return &h.Smartcard }, "registry", w.smartcard),
		part(func(h *Host) *Browsers { return &h.Browsers }, "registry: policies", w.browsers),
		part(func(h *Host) *Zones { return &h.Zones }, "registry: Internet Settings", w.zones),
		part(func(h *Host) *AgentSettings { return &h.Agents }, "registry, searched by pattern", func(ctx context.Context, a *AgentSettings) { w.agents(ctx, a, o.Areas) }),
		part(func(h *Host) *Session { return &h.Session }, "session of this program; registry", w.session),
		part(func(h *Host) *Disk { return &h.Disk }, "GetDiskFreeSpaceEx", w.disk),
		part(func(h *Host) *Restart { return &h.Restart }, "registry", w.restart),
		part(func(h *Host) *Clock { return &h.Clock }, "clock; registry", func(ctx context.Context, c *Clock) { w.clock(ctx, c, o.Now()) }),
		part(func(h *Host) *SearchPath { return &h.SearchPath }, "environment of this program", w.searchPath),
	}
	second = func(h *Host) []reading {
		return []reading{part(func(h *Host) *Files { return &h.Files }, "files", func(ctx context.Context, f *Files) {
			w.lookForFiles(ctx, f, o.Candidates, h)
		})}
	}
	return first, second
}

func (w *onWindows) programs(ctx context.Context, p *Programs) {
	list, err := w.calls.programs(ctx)
	p.List = cleanPrograms(list, &p.Part)
	settle(&p.Part, len(list), err)
}

func (w *onWindows) services(ctx context.Context, s *Services) {
	list, err := w.calls.services(ctx)
	s.List = cleanServices(list, &s.Part)
	settle(&s.Part, len(list), err)
}

// settle notes an error that came with a list of some length.
func settle(p *Part, length int, err error) {
	switch {
	case err == nil:
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled):
		state := TooSlow
		if length > 0 {
			state = Partly
		}
		p.fail(state, timeUp)
	case length > 0:
		p.fail(Partly, err.Error())
	case isRefusal(err):
		p.fail(NeedsRights, err.Error())
	default:
		p.fail(Failed, err.Error())
	}
}
