package checks

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// build makes a Windows of one build and edition.
func build(number uint32, edition string, server bool) change {
	return onHost(func(h *host.Host) {
		h.System.Build, h.System.Edition, h.System.Server = number, edition, server
		h.System.Name, h.System.Version, h.System.Revision = "Windows of a test", "10.0.1.1", 1
	})
}

func TestOSBuild(t *testing.T) {
	try(t, &osBuild, []one{
		{"Windows 11, Pro", build(26200, "Professional", false), wire.Well, "Windows 11, version 25H2 (10.0.1.1) is supported until 12 October 2027"},
		{"Windows 11 of 2024, Pro", build(26100, "Professional", false), wire.Warning, "out of support since 13 October 2026"},
		{"Windows 11 of 2024, Enterprise", build(26100, "Enterprise", false), wire.Well, "until 12 October 2027"},
		{"Windows 11 of 2024, long-term", build(26100, "EnterpriseS", false), wire.Well, "until 9 October 2029"},
		{"Windows 10", build(19045, "Enterprise", false), wire.Warning, "Windows 10, version 22H2 (10.0.1.1) has been out of support since 14 October 2025, unless extended"},
		{"Windows 10, long-term", build(19044, "IoTEnterpriseS", false), wire.Note, "until 12 January 2027"},
		{"Windows 10 of an edition that the table lacks", build(18363, "Professional", false), wire.Warning, "14 October 2025 at the latest"},
		{"Windows 7", build(7601, "Professional", false), wire.Warning, "14 January 2020"},
		{"a server", build(20348, "ServerStandard", true), wire.Well, "Windows Server 2022 (10.0.1.1) is supported until 14 October 2031"},
		{"a server soon to end", build(14393, "ServerStandard", true), wire.Note, "until 12 January 2027"},
		{"a Windows of the future", build(30000, "Professional", false), wire.Well, "until when it is supported this program does not know"},
		{"no build", build(0, "", false), wire.Unknown, "does not tell its build"},
		{"Linux", onHost(func(h *host.Host) { h.System.Family, h.System.Name = host.Linux, "Debian GNU/Linux 12" }), wire.Note, "This is Debian GNU/Linux 12."},
		{"not read", onHost(func(h *host.Host) { h.System.State = host.TooSlow }), wire.Unknown, "took too long"},
		{"judged by the day that servers tell", all(build(26200, "Professional", false), func(d *device.Device) {
			d.At = time.Date(1970, 1, 1, 0, 3, 0, 0, time.UTC)
			d.Network.Clock.NotBefore = time.Date(2027, 11, 1, 0, 0, 0, 0, time.UTC)
		}), wire.Warning, "12 October 2027"},
	})
	for _, l := range lives {
		for _, end := range []string{l.home, l.work, l.long} {
			if _, err := time.Parse(time.DateOnly, end); end != "" && err != nil {
				t.Errorf("%s: %v", l.name, err)
			}
		}
	}
}

func TestOSKind(t *testing.T) {
	system := func(f func(s *host.System)) change { return onHost(func(h *host.Host) { f(&h.System) }) }
	try(t, &osKind, []one{
		{"an ordinary one", system(func(s *host.System) { s.Architecture, s.Program = "amd64", "amd64" }), wire.Well, "ordinary"},
		{"Wine", system(func(s *host.System) { s.Emulator = "Wine 8.0" }), wire.Problem, "not Windows but Wine 8.0"},
		{"32 bits", system(func(s *host.System) { s.Architecture, s.Program = "386", "386" }), wire.Warning, "32-bit"},
		{"ARM", system(func(s *host.System) { s.Architecture, s.Program = "arm64", "amd64" }), wire.Note, "amd64 and runs on arm64"},
		{"a server", system(func(s *host.System) { s.Server = true }), wire.Note, "server"},
		{"not read", system(func(s *host.System) { s.State = host.Failed }), none, ""},
	})
}

func TestClocks(t *testing.T) {
	when := func(year int) change {
		return func(d *device.Device) { d.At = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	}
	try(t, &clockYear, []one{
		{"now", nil, wire.Well, "30 November 2026"},
		{"the beginning", when(1970), wire.Problem, "beginning"},
		{"no time at all", func(d *device.Device) { d.At = time.Time{} }, wire.Problem, "beginning"},
		{"an empty battery", when(2009), wire.Problem, "1 January 2009, which cannot be"},
		{"the far future", when(2099), wire.Problem, "cannot be"},
	})
	source := func(s string) change { return onHost(func(h *host.Host) { h.Clock.Source = s }) }
	try(t, &clockSource, []one{
		{"the domain", source("NT5DS"), wire.Well, "NT5DS"},
		{"nobody", source("nosync"), wire.Warning, "NoSync"},
		{"it does not say", source(""), wire.Unknown, "does not tell"},
		{"not read", onHost(func(h *host.Host) { h.Clock.State = host.NeedsRights }), wire.Unknown, "administrator"},
	})
}

func TestNow(t *testing.T) {
	noon := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		change change
		want   time.Time
	}{
		{"a right clock", nil, noon},
		{"an hour ahead, by a server that proved who it is", func(d *device.Device) {
			d.Network.Clock.Known, d.Network.Clock.FromMS, d.Network.Clock.ToMS, d.Network.Clock.Trusted = true, 3600e3, 3601e3, true
		}, noon.Add(-time.Hour)},
		{"an hour ahead, by anybody", func(d *device.Device) {
			d.Network.Clock.Known, d.Network.Clock.FromMS, d.Network.Clock.ToMS = true, 3600e3, 3601e3
		}, noon},
		{"1970, and nobody knows better", func(d *device.Device) { d.At = time.Unix(0, 0).UTC() }, written},
	} {
		d := &device.Device{At: noon}
		if c.change != nil {
			c.change(d)
		}
		if got := Now(d); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSessionRemote(t *testing.T) {
	try(t, &sessionRemote, []one{
		{"here", nil, wire.Well, "sits at this computer"},
		{"by RDP", remote("rdp"), wire.Note, "remote session (Remote Desktop)"},
		{"by Citrix, to an old agent", all(remote("citrix"), agent("2.4.6.0"), has(nameCreds, "1.3.1.0")), wire.Note, "below 1.4.2.0 not to manage cards"},
		{"card healing", all(remote("citrix"), agent("2.4.6.0")), wire.Note, "card healing"},
		{"with a newer Credential Management", all(remote("citrix"), has(nameCreds, "1.4.2.0")), wire.Note, "also to manage cards"},
		{"signs of a published desktop", onHost(func(h *host.Host) { h.Session.Desktop = []host.Sign{{Of: "horizon", Seen: "an agent"}} }), wire.Note, "VMware Horizon"},
		{"a virtual machine is no remote session", onHost(func(h *host.Host) { h.Session.Desktop = []host.Sign{{Of: "kvm"}} }), wire.Well, "sits at"},
		{"not read", onHost(func(h *host.Host) { h.Session.State = host.Failed }), wire.Unknown, "remote session"},
	})
}
