package checks

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// protocol sets SCHANNEL for one version; -1 sets nothing.
func protocol(name string, enabled, disabledByDefault int) change {
	return onHost(func(h *host.Host) {
		p := host.Protocol{Name: name}
		if enabled >= 0 {
			p.Enabled = value(uint32(enabled))
		}
		if disabledByDefault >= 0 {
			p.DisabledByDefault = value(uint32(disabledByDefault))
		}
		h.TLS.Client = append(h.TLS.Client, p)
	})
}

// strong sets both switches of one generation of .NET in both views.
func strong(generation string, to uint32) change {
	return onHost(func(h *host.Host) {
		for _, view := range []host.View{host.View64, host.View32} {
			h.DotNet.Strong = append(h.DotNet.Strong, host.StrongCrypto{View: view, Generation: generation, SchUseStrong: value(to), SystemDefaultTLS: value(to)})
		}
	})
}

// unset reads the switches of a generation, and none is set.
func unset(generation string) change {
	return onHost(func(h *host.Host) {
		for _, view := range []host.View{host.View64, host.View32} {
			h.DotNet.Strong = append(h.DotNet.Strong, host.StrongCrypto{View: view, Generation: generation})
		}
	})
}

func TestTLSSettings(t *testing.T) {
	try(t, &tlsSettings, []one{
		{"nothing set", nil, wire.Well, "not switched off"},
		{"1.2 off", protocol("TLS 1.2", 0, 1), wire.Problem, "TLS 1.2 is switched off"},
		{"1.2 off by default", protocol("TLS 1.2", 1, 1), wire.Warning, "unless a program asks"},
		{"1.2 on by the value that some tools write", protocol("TLS 1.2", -1, 0), wire.Well, "not switched off"},
		{"old ones on", all(protocol("TLS 1.0", 1, 0), protocol("TLS 1.1", 1, 0)), wire.Note, "TLS 1.0 and TLS 1.1 are still switched on"},
		{"one old one on", protocol("SSL 3.0", 1, 0), wire.Note, "SSL 3.0 is still"},
		{"old ones off", all(protocol("TLS 1.0", 0, 1), protocol("TLS 1.1", 0, 1)), wire.Well, "not switched off"},
		{"not read", onHost(func(h *host.Host) { h.TLS.State = host.Failed }), wire.Unknown, "TLS settings"},
		{"read in part", onHost(func(h *host.Host) { h.TLS.State = host.Partly }), wire.Unknown, "A part of"},
	})
}

func TestTLSDefaults(t *testing.T) {
	winHTTP := func(v uint32) change {
		return onHost(func(h *host.Host) {
			h.TLS.WinHTTP = []host.WinHTTP{{View: host.View64}, {View: host.View32, Default: &v}}
		})
	}
	inet := func(v uint32) change {
		return onHost(func(h *host.Host) { h.TLS.Inet = []host.InternetTLS{{Scope: host.User, Secure: &v}} })
	}
	try(t, &tlsDefaults, []one{
		{"not set", nil, wire.Well, "Neither"},
		{"1.1 and 1.2", winHTTP(0xA00), wire.Well, "Neither"},
		{"1.0 alone", winHTTP(0x80), wire.Warning, "for 32-bit programs (0x80) has no TLS 1.2"},
		{"Internet Options without", inet(0xA0), wire.Warning, "Internet Options (for this person, 0xA0)"},
		{"Internet Options with 1.3", inet(0x2000), wire.Well, "Neither"},
	})
}

func TestTLSFIPS(t *testing.T) {
	on, no := true, false
	try(t, &tlsFIPS, []one{
		{"off", onHost(func(h *host.Host) { h.TLS.FIPS = &no }), none, ""},
		{"on", onHost(func(h *host.Host) { h.TLS.FIPS = &on }), wire.Note, "FIPS mode is on"},
	})
}

func TestDotNet(t *testing.T) {
	release := func(n uint32, version string) change {
		return onHost(func(h *host.Host) { h.DotNet.Release, h.DotNet.Version4 = n, version })
	}
	try(t, &dotNetPresent, []one{
		{"4.8.1", release(533509, "4.8.1"), wire.Well, ".NET Framework 4.8.1 is installed"},
		{"4.7.2 and nothing needs more", release(461814, "4.7.2"), wire.Warning, "There is .NET Framework 4.7.2; newer"},
		{"4.7.2 and a newer agent", all(release(461814, "4.7.2"), agent("2.4.10.0")), wire.Problem, "needs 4.8"},
		{"none, and Credential Management", has(nameCreds, "1.4.2.0"), wire.Problem, "There is no .NET Framework 4"},
		{"not read", onHost(func(h *host.Host) { h.DotNet.State = host.Failed }), wire.Unknown, "version of .NET"},
	})
	try(t, &dotNetOlder, []one{
		{"nobody asks", nil, none, ""},
		{"a newer agent", agent("2.4.10.0"), none, ""},
		{"an old agent without", agent("2.3.2.0"), wire.Warning, "may not start"},
		{"an old agent with", all(agent("2.3.2.0"), onHost(func(h *host.Host) { h.DotNet.Version35 = "3.5.30729.4926" })), wire.Note, "3.5.30729.4926"},
		{"not read", all(agent("2.3.2.0"), onHost(func(h *host.Host) { h.DotNet.State = host.Failed })), wire.Unknown, "3.5"},
	})
	try(t, &dotNetStrong, []one{
		{"not set", unset(generation4), wire.Well, "No switch"},
		{"set to 1", strong(generation4, 1), wire.Well, "No switch"},
		{"set to 0", strong(generation4, 0), wire.Warning, "SystemDefaultTlsVersions is 0 for 32-bit programs"},
		{"the older generation is another matter", strong(generation2, 0), wire.Well, "No switch"},
		{"not read", onHost(func(h *host.Host) { h.DotNet.State = host.NeedsRights }), wire.Unknown, "switches"},
	})
}

func TestAgentTLS(t *testing.T) {
	try(t, &agentTLS, []one{
		{"none", nil, none, ""},
		{"2.4.10.0", agent("2.4.10.0"), wire.Well, "2.4.10.0 speaks TLS 1.2 by itself"},
		{"2.4.10.0 with TLS 1.2 off", all(agent("2.4.10.0"), protocol("TLS 1.2", 0, 1)), wire.Problem, "switched off in Windows"},
		{"2.3.2.0 without switches", all(agent("2.3.2.0"), unset(generation2)), wire.Problem, "none is set: it is cut off"},
		{"2.3.2.0, and old TLS off", all(agent("2.3.2.0"), unset(generation2), protocol("TLS 1.0", 0, 1), protocol("TLS 1.1", 0, 1)), wire.Problem, "cannot connect at all"},
		{"2.3.2.0 with switches", all(agent("2.3.2.0"), strong(generation2, 1)), wire.Warning, "may speak it"},
		{"2.3.2.0 with switches of the wrong generation", all(agent("2.3.2.0"), strong(generation4, 1), unset(generation2)), wire.Problem, "none is set"},
		{"2.3.2.0 with switches in one view", all(agent("2.3.2.0"), unset(generation2), onHost(func(h *host.Host) { h.DotNet.Strong[0].SchUseStrong = value(1) })), wire.Problem, "none is set"},
		{"2.3.2.0, switches not read", all(agent("2.3.2.0"), onHost(func(h *host.Host) { h.DotNet.State = host.Failed })), wire.Unknown, "could not be read"},
		{"one that nobody knows", agent("2.4.1.0"), wire.Unknown, "No source says"},
		{"no version", agent("new"), wire.Unknown, "version is not known"},
	})
}
