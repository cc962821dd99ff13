package host

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// A Family is a kind of operating system.
type Family string

// The families.
const (
	Windows Family = "windows"
	Linux   Family = "linux"
	MacOS   Family = "macos"
)

// A System is the operating system and the machine it runs on.
type System struct {
	Part
	Family  Family `json:"family,omitzero" reveals:"none"`
	Name    string `json:"name,omitzero" reveals:"text"`    // "Windows 11 Pro", "Debian GNU/Linux 12 (bookworm)"
	Edition string `json:"edition,omitzero" reveals:"text"` // Windows: EditionID, "Professional"
	Release string `json:"release,omitzero" reveals:"text"` // Windows: "24H2"; Linux: VERSION_ID; macOS: "15.1"
	// Version is comparable: "10.0.26100.4061" with the update revision (UBR) as its
	// last part on Windows, VERSION_ID on Linux, the product version on macOS.
	Version  string `json:"version,omitzero" reveals:"text"`
	Kernel   string `json:"kernel,omitzero" reveals:"text"`   // Linux and macOS: the kernel's release
	Build    uint32 `json:"build,omitzero"`                   // Windows: 26100. 0: not known
	Revision uint32 `json:"revision,omitzero"`                // Windows: UBR, 4061. 0: not known
	Server   bool   `json:"server,omitzero"`                  // Windows: a server, not a client
	Language string `json:"language,omitzero" reveals:"none"` // of the system: "en-GB"

	// Architecture is the machine's, Program that of this program, both as Go names
	// them: "amd64", "386", "arm64". They differ where it is emulated.
	Architecture string `json:"architecture,omitzero" reveals:"none"`
	Program      string `json:"program,omitzero" reveals:"none"`
	// Emulator is set where Windows is not Windows: "Wine 8.0".
	Emulator string `json:"emulator,omitzero" reveals:"text"`

	Manufacturer string `json:"manufacturer,omitzero" reveals:"text"` // of the machine: "Dell Inc."
	Model        string `json:"model,omitzero" reveals:"text"`
}

const (
	currentVersion = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
	biosKey        = `HKLM\HARDWARE\DESCRIPTION\System\BIOS`
)

// windows11 is the first build of Windows 11, whose ProductName still says 10.
// Source: Microsoft, "Windows 11 release information".
const windows11 = 22000

func (w *onWindows) system(ctx context.Context, s *System) {
	reg := newHive(ctx, w.reg, &s.Part)
	defer reg.done()
	k := w.calls.version()
	s.Family = Windows
	s.Architecture, s.Program, s.Emulator = k.architecture, runtime.GOARCH, Clean(k.emulator)
	s.Build, s.Server = k.build, k.server
	language, _ := w.calls.languages()
	s.Language = Clean(language)

	v := reg.values(key(currentVersion, 64))
	s.Name, s.Edition = v.text("ProductName"), v.text("EditionID")
	// ReleaseId stopped at 2009; DisplayVersion took over.
	if s.Release = v.text("DisplayVersion"); s.Release == "" {
		s.Release = v.text("ReleaseId")
	}
	if revision := v.number("UBR"); revision != nil {
		s.Revision = *revision
	}
	// Windows itself shows the build of the registry, which an update that waits for
	// a restart has not changed yet.
	text := v.text("CurrentBuild")
	if build, err := strconv.ParseUint(text, 10, 32); err == nil && build != 0 {
		if s.Build != 0 && uint32(build) != s.Build {
			s.odd("the registry says build %d, the kernel %d", build, s.Build)
		}
		s.Build = uint32(build)
	} else if text != "" {
		s.odd(`%s\CurrentBuild is %q, not a number`, currentVersion, text)
	}
	if kind := v.text("InstallationType"); kind != "" {
		s.Server = !strings.EqualFold(kind, "Client")
	}
	if !s.Server && s.Build >= windows11 {
		s.Name = strings.Replace(s.Name, "Windows 10", "Windows 11", 1)
	}
	if k.major != 0 || s.Build != 0 {
		s.Version = fmt.Sprintf("%d.%d.%d.%d", k.major, k.minor, s.Build, s.Revision)
	}
	bios := reg.values(key(biosKey, 64))
	s.Manufacturer, s.Model = bios.text("SystemManufacturer"), bios.text("SystemProductName")
}
