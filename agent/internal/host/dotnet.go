package host

import "context"

// DotNet is the .NET Framework, and how it chooses TLS. Only Windows has it.
type DotNet struct {
	Part
	// Release is NDP\v4\Full\Release; 0: no .NET Framework 4.5 or later.
	Release uint32 `json:"release,omitzero"`
	// Version4 is what Release stands for ("4.8", "4.8.1"), or "4.0" where only an
	// older 4 is there; empty: none.
	Version4 string `json:"version4,omitzero" reveals:"text"`
	// Version35 is the version of 3.5 ("3.5.30729.4926") where it is installed and on.
	Version35 string         `json:"version35,omitzero" reveals:"text"`
	Strong    []StrongCrypto `json:"strong,omitempty"`
}

// StrongCrypto are the two switches that make programs of one generation of .NET
// speak TLS 1.2. nil: not set. There is one for each generation and view that was read.
// Source: Microsoft, "Transport Layer Security (TLS) best practices with .NET Framework".
type StrongCrypto struct {
	View             View    `json:"view,omitzero" reveals:"none"`
	Generation       string  `json:"generation,omitzero" reveals:"none"` // "v2.0.50727" (3.5 too), "v4.0.30319"
	SchUseStrong     *uint32 `json:"sch_use_strong_crypto,omitempty"`
	SystemDefaultTLS *uint32 `json:"system_default_tls_versions,omitempty"`
}

const (
	ndp4Key   = `HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full`
	ndp35Key  = `HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v3.5`
	dotNetKey = `HKLM\SOFTWARE\Microsoft\.NETFramework`
)

// releases are the lowest values of Release that stand for a version.
// Source: Microsoft, "How to: Determine which .NET Framework versions are installed".
var releases = []struct {
	least   uint32
	version string
}{
	{533320, "4.8.1"}, {528040, "4.8"}, {461808, "4.7.2"}, {461308, "4.7.1"}, {460798, "4.7"},
	{394802, "4.6.2"}, {394254, "4.6.1"}, {393295, "4.6"}, {379893, "4.5.2"}, {378675, "4.5.1"}, {378389, "4.5"},
}

// frameworkOf gives the version that a Release stands for; "" below 4.5.
func frameworkOf(release uint32) string {
	for _, r := range releases {
		if release >= r.least {
			return r.version
		}
	}
	return ""
}

func (w *onWindows) dotNet(ctx context.Context, d *DotNet) {
	reg := newHive(ctx, w.reg, &d.Part)
	defer reg.done()
	full := reg.values(key(ndp4Key, 64))
	if release := full.number("Release"); release != nil {
		d.Release = *release
	}
	if d.Version4 = frameworkOf(d.Release); d.Version4 == "" && full.is("Install", 1) {
		d.Version4 = "4.0"
	}
	if v := reg.values(key(ndp35Key, 64)); v.is("Install", 1) {
		if d.Version35 = v.text("Version"); d.Version35 == "" {
			d.Version35 = "3.5"
		}
	}
	for _, generation := range []string{"v2.0.50727", "v4.0.30319"} {
		for _, view := range views {
			v := reg.values(key(dotNetKey, view.bits).Below(generation))
			d.Strong = append(d.Strong, StrongCrypto{
				View: view.view, Generation: generation,
				SchUseStrong: v.number("SchUseStrongCrypto"), SystemDefaultTLS: v.number("SystemDefaultTlsVersions"),
			})
		}
	}
}
