package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// playedUnix are the calls of a played Linux or macOS.
type playedUnix struct {
	printed string
	err     error
	mac     string
}

func (p playedUnix) person() (string, bool)                       { return "tess", false }
func (p playedUnix) space(string) (free, total uint64, err error) { return 5, 10, nil }
func (p playedUnix) version() (version, build string)             { return p.mac, "24B83" }
func (p playedUnix) output(context.Context, int, string, ...string) ([]byte, error) {
	return []byte(p.printed), p.err
}

// rooted is the file system of a played machine by full paths.
type rooted struct{ fs.FS }

func (r rooted) stat(path string) (fs.FileInfo, error) {
	return fs.Stat(r.FS, strings.TrimPrefix(path, "/"))
}
func (r rooted) open(path string) (openFile, error) {
	b, err := fs.ReadFile(r.FS, strings.TrimPrefix(path, "/"))
	return playedOpen{bytes.NewReader(b)}, err
}
func (r rooted) names(folder string) (names []string, err error) {
	entries, err := fs.ReadDir(r.FS, strings.Trim(folder, "/"))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func unixOf(family Family, files map[string]string, calls playedUnix, env map[string]string) *onUnix {
	root := make(fstest.MapFS)
	for name, text := range files {
		f := &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			f.Data, f.Mode = []byte(target), fs.ModeSymlink|0o777
		}
		root[name] = f
	}
	return &onUnix{family: family, root: root, files: rooted{root}, getenv: func(name string) string { return env[name] }, calls: calls}
}

const dpkgSample = `Package: pcscd
Status: install ok installed
Version: 1.9.9-2
Maintainer: Nobody <nobody@example.org>
Description: daemon
 with: a line that is no field
Conffiles:
 /etc/x 1

Package: gone
Status: deinstall ok config-files
Version: 1

Package: libAWP
Version: 5.4-1
Status: hold ok installed`

func TestLinux(t *testing.T) {
	m := unixOf(Linux, map[string]string{
		"etc/os-release":            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n# x=y\nbroken\n",
		"etc/debian_version":        "12.11\n",
		"etc/machine-id":            "0123456789abcdef0123456789abcdef\n",
		"etc/localtime":             "-> /usr/share/zoneinfo/Europe/London",
		"proc/sys/kernel/hostname":  "bench-0005\n",
		"proc/sys/kernel/osrelease": "6.1.0\n",
		"proc/stat":                 "cpu 1 2 3\nbtime 1751350000\n",
		"proc/1/stat":               "1 (sys (x) temd) S 0 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 250 1 1",
		"proc/77/stat":              "77 (pcscd) S 1 77 77 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 1000 1 1",
		"proc/77/exe":               "-> /usr/sbin/pcscd",
		"proc/88/stat":              "88 (broken",
		"usr/sbin/pcscd":            "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 11) + "\x3e\x00more",
		"run/pcscd/pcscd.comm":      "",
		"run/reboot-required":       "",
		"etc/systemd/system/sockets.target.wants/pcscd.socket": "-> /lib/systemd/system/pcscd.socket",
		"usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist": `<?xml version="1.0"?><plist version="1.0"><dict>
			<key>CFBundleShortVersionString</key><string>1.5.2</string><key>ifdManufacturerString</key><string>Ludovic</string>
			<key>ifdProductID</key><array><string>0x1</string></array></dict></plist>`,
		"var/lib/dpkg/status":                        dpkgSample,
		"etc/opt/chrome/policies/managed/a.json":     `{"BlockThirdPartyCookies": true, "CookiesAllowedForUrls": ["[*.]localhost"], "Other": 1, "DefaultCookiesSetting": 4, "URLBlocklist": {"x": 1}}`,
		"etc/chromium/policies/recommended/b.json":   `{"InternetExplorerIntegrationSiteList": "https://intranet.example"}`,
		"etc/chromium/policies/managed/broken.json":  `{"BlockThirdPartyCookies": tru`,
		"etc/opt/edge/native-messaging-hosts/x.json": `{}`,
	}, playedUnix{}, map[string]string{"LANG": "en_GB.UTF-8", "PATH": "/usr/bin:/usr/sbin", "SSH_CONNECTION": "x"})
	h := lookAt(m)
	h.System.Architecture = "amd64"
	if err := h.check(); err != nil {
		t.Error(err)
	}
	boot := time.Unix(1751350000, 0).UTC()
	yes, no, one, four := true, false, uint32(1), uint32(4)
	want := &Host{
		Form: Form, SeenAt: noon.UTC(), By: "lanyard-agent test",
		System:   System{Family: Linux, Name: "Debian GNU/Linux 12 (bookworm)", Release: "12", Version: "12.11", Kernel: "6.1.0", Language: "en-GB", Architecture: "amd64", Program: "amd64"},
		Identity: Identity{Computer: "bench-0005", MachineID: "0123456789abcdef0123456789abcdef"},
		Products: Products{List: []Product{{Name: "libAWP", Version: "5.4-1", Key: "libAWP", Scope: Machine}, {Name: "pcscd", Version: "1.9.9-2", Key: "pcscd", Scope: Machine}}},
		Programs: Programs{List: []Program{{ID: 1, Name: "sys (x) temd", StartedAt: boot.Add(2500 * time.Millisecond)}, {ID: 77, Name: "pcscd", Path: "/usr/sbin/pcscd", StartedAt: boot.Add(10 * time.Second)}}},
		Services: Services{List: []Service{{Name: "pcscd", Display: "PC/SC Smart Card Daemon", State: Started, Start: StartAutomatic, Path: "/usr/sbin/pcscd", Process: 77}}},
		Files: Files{List: []File{
			{Of: "oberthur-middleware", Path: "/usr/local/AWP/lib/libOcsCryptoki.so", State: Absent},
			{Of: "oberthur-middleware", Path: "/Library/AWP/lib/libOcsCryptoki.dylib", State: Absent},
			{Of: "gemalto-middleware", Path: "/usr/lib/ClassicClient/libgclib.so", State: Absent},
			{Of: "opensc", Path: "/usr/lib/opensc-pkcs11.so", State: Absent},
			{Of: "opensc", Path: "/Library/OpenSC/lib/opensc-pkcs11.so", State: Absent},
			{Of: "pcsc", Path: "/usr/sbin/pcscd", State: Present, Size: 24, Machine: "amd64", OnPath: true},
		}},
		Smartcard: Smartcard{Daemon: &yes, Drivers: []Driver{{Description: "ifd-ccid", Version: "1.5.2", Provider: "Ludovic", INF: "/usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist"}}},
		Browsers: Browsers{
			Policies: []Policy{
				{Browser: Chrome, Scope: Machine, Name: "BlockThirdPartyCookies", Number: &one, From: "/etc/opt/chrome/policies/managed/a.json"},
				{Browser: Chrome, Scope: Machine, Name: "CookiesAllowedForUrls", List: []string{"[*.]localhost"}, From: "/etc/opt/chrome/policies/managed/a.json"},
				{Browser: Chrome, Scope: Machine, Name: "DefaultCookiesSetting", Number: &four, From: "/etc/opt/chrome/policies/managed/a.json"},
				{Browser: Chrome, Scope: Machine, Name: "URLBlocklist", Text: `{"x": 1}`, From: "/etc/opt/chrome/policies/managed/a.json"},
				{Browser: Chromium, Scope: Machine, Recommended: true, Name: "InternetExplorerIntegrationSiteList", Text: "https://intranet.example", From: "/etc/chromium/policies/recommended/b.json"},
			},
			NativeHosts: []NativeHost{{Browser: Edge, Scope: Machine, Name: "x", Manifest: "/etc/opt/edge/native-messaging-hosts/x.json", State: Present}},
		},
		Session:    Session{User: "tess", Remote: &yes, Via: "ssh", Elevated: &no, Locale: "en-GB", BootedAt: boot},
		Disk:       Disk{Drives: []Drive{{Of: "system", Path: "/", Free: 5, Total: 10}, {Of: "temporary", Path: "/tmp", Free: 5, Total: 10}}},
		Restart:    Restart{Pending: []Sign{{Of: "update", Seen: "/run/reboot-required"}}},
		Clock:      Clock{Now: noon.UTC(), Zone: "Europe/London", OffsetMinutes: 60},
		SearchPath: SearchPath{Folders: []Folder{{Path: "/usr/bin", State: Absent}, {Path: "/usr/sbin", State: Present}}},
	}
	states := map[string]State{"dotnet": NotHere, "tls": NotHere, "zones": NotHere, "agents": NotHere, "browsers": Partly}
	for name, p := range h.parts() {
		state := states[name]
		if state == "" {
			state = Read
		}
		if p.State != state || p.State != NotHere && p.How == "" {
			t.Errorf("%s: %+v; want %s", name, *p, state)
		}
		*p = Part{}
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMacOS(t *testing.T) {
	m := unixOf(MacOS, map[string]string{
		"Applications/A.app/Contents/Info.plist": `<plist><dict><key>CFBundleShortVersionString</key><string>1.2</string><key>CFBundleIdentifier</key><string>org.example.a</string></dict></plist>`,
		"Applications/B.app/Contents/Info.plist": "bplist00\x01\x02",
		"Applications/readme.txt":                "",
	}, playedUnix{mac: "15.1", printed: "    1 /sbin/launchd\n  402 /Applications/A.app/Contents/MacOS/A B\nnonsense\n"}, nil)
	h := lookAt(m)
	if err := h.check(); err != nil {
		t.Error(err)
	}
	if h.System.Family != MacOS || h.System.Version != "15.1" || h.System.Name != "macOS 15.1" {
		t.Errorf("%+v", h.System)
	}
	want := []Product{{Name: "A", Version: "1.2", Key: "org.example.a", Location: "/Applications/A.app", Scope: Machine}, {Name: "B", Location: "/Applications/B.app", Scope: Machine}}
	if diff := cmp.Diff(want, h.Products.List); diff != "" {
		t.Errorf("applications (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Program{{ID: 1, Name: "launchd", Path: "/sbin/launchd"}, {ID: 402, Name: "A B", Path: "/Applications/A.app/Contents/MacOS/A B"}}, h.Programs.List); diff != "" {
		t.Errorf("processes (-want +got):\n%s", diff)
	}
	if h.Browsers.Known() || h.Services.State != NotHere {
		t.Errorf("browsers %+v, services %+v", h.Browsers.Part, h.Services.Part)
	}
}

func TestRPM(t *testing.T) {
	files := map[string]string{"usr/lib/sysimage/rpm/rpmdb.sqlite": ""}
	h := lookAt(unixOf(Linux, files, playedUnix{printed: "pcsc-lite\t1.9.9-3\tExample\t1751350000\nbash\t5.2\t(none)\t0\n"}, nil))
	want := []Product{{Name: "bash", Version: "5.2", Key: "bash", Scope: Machine}, {Name: "pcsc-lite", Version: "1.9.9-3", Key: "pcsc-lite", Publisher: "Example", InstalledOn: "2025-07-01", Scope: Machine}}
	if diff := cmp.Diff(want, h.Products.List); diff != "" || !h.Products.Whole() {
		t.Errorf("%+v (-want +got):\n%s", h.Products.Part, diff)
	}
	h = lookAt(unixOf(Linux, files, playedUnix{printed: "half\t1\n", err: errors.New("played: rpm is not there")}, nil))
	if h.Products.State != Partly || !strings.Contains(h.Products.Why, "rpm is not there") {
		t.Errorf("%+v", h.Products)
	}
	h = lookAt(unixOf(Linux, nil, playedUnix{}, nil))
	if h.Products.State != Failed || h.Products.Known() {
		t.Errorf("neither dpkg nor rpm: %+v", h.Products)
	}
}

func TestDpkgBounds(t *testing.T) {
	var b strings.Builder
	for i := range maxPackages + 5 {
		fmt.Fprintf(&b, "Package: p%d\nStatus: install ok installed\n\n", i)
	}
	if list, err := parseDpkg(strings.NewReader(b.String()), nil); err == nil || len(list) != maxPackages {
		t.Errorf("%d packages, %v", len(list), err)
	}
	list, err := parseDpkg(strings.NewReader("Package: a\nStatus: install ok installed\nVersion: "+strings.Repeat("9", 10<<20)+"\n"), nil)
	if err != nil || len(list) != 1 || len(list[0].Version) > maxText {
		t.Errorf("%d packages, %v", len(list), err)
	}
}

func FuzzDpkg(f *testing.F) {
	f.Add([]byte(dpkgSample))
	f.Add([]byte("\n\nPackage:\r\nStatus: install ok installed"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := parseDpkg(bytes.NewReader(b), nil)
		h := Host{Form: Form, Products: Products{List: list}}
		if bad := h.check(); bad != nil || err != nil {
			t.Fatal(err, bad)
		}
		for _, p := range list {
			if p.Name == "" {
				t.Fatal("a package without a name")
			}
		}
	})
}

func FuzzRPM(f *testing.F) {
	f.Add("pcsc-lite\t1.9.9-3\tExample\t1751350000\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, _ := parseRPM(text, nil)
		if err := (&Host{Products: Products{List: list}}).check(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzPlist(f *testing.F) {
	f.Add([]byte(`<plist><dict><key>a</key><string>b</string><key>c</key><array/></dict></plist>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for key, text := range parsePlist(b) {
			if key == "" || !isClean(text) {
				t.Fatalf("%q: %q", key, text)
			}
		}
	})
}

func FuzzPolicies(f *testing.F) {
	f.Add([]byte(`{"BlockThirdPartyCookies": true, "CookiesAllowedForUrls": ["x"], "URLBlocklist": null, "DefaultCookiesSetting": -1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var b Browsers
		b.parsePolicies(data, Chrome, false, "/x")
		if err := (&Host{Browsers: b}).check(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzStat(f *testing.F) {
	f.Add("1 (sys (x) temd) S 0 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 250 1 1")
	f.Fuzz(func(t *testing.T, text string) {
		if name, ticks, err := parseStat(text); err == nil && (len(name) > len(text) || ticks > 1<<40) {
			t.Fatal(name, ticks)
		}
	})
}
