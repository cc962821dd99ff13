package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

// edited is a settings file as an administrator leaves it.
const edited = "server: https://lanyard.example.org\n"

// debianRoot makes a root in which dpkg knows of libc6 and of nothing else; it owns
// the folders that every Debian has.
func debianRoot(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{"var/lib/dpkg/info", "var/lib/dpkg/updates", "etc", "usr/bin", "usr/share/applications", "usr/share/doc"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	status := "Package: libc6\nStatus: install ok installed\nMaintainer: nobody <nobody@example.org>\nArchitecture: amd64\nVersion: 2.36-9\nDescription: stands for the real one\n"
	for name, text := range map[string]string{"status": status, "info/libc6.list": "/.\n/etc\n/usr\n/usr/bin\n/usr/share\n/usr/share/applications\n/usr/share/doc\n"} {
		if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestDeb(t *testing.T) {
	need.Root(t)
	folder := packaged(t)
	deb := func(version string) string {
		return filepath.Join(folder, "lanyard-agent_"+strings.Replace(version, "-", "~", 1)+"_amd64.deb")
	}
	root := debianRoot(t)
	before := listing(t, root, "var/lib/dpkg")
	dpkg := func(args ...string) string {
		t.Helper()
		return output(t, "dpkg", append([]string{"--root=" + root, "--log=" + os.DevNull}, args...)...)
	}

	dpkg("--install", deb(older))
	for name, mode := range map[string]os.FileMode{
		"usr/bin/lanyard-agent": 0o755, "etc/lanyard/agent.yaml": 0o644, "usr/share/applications/lanyard-agent.desktop": 0o644,
		"usr/share/doc/lanyard-agent/copyright": 0o644, "usr/share/doc/lanyard-agent/LICENSES-OF-PARTS": 0o644,
	} {
		if info, err := os.Stat(filepath.Join(root, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if got := output(t, filepath.Join(root, "usr/bin/lanyard-agent"), "version"); !strings.HasPrefix(got, "lanyard-agent 1.5.0-rc.1,") {
		t.Errorf("the program says %s", got)
	}
	shipped := listing(t, filepath.Join(root, "etc/lanyard"))

	// Settings outlive an upgrade. A candidate is older than its release to dpkg.
	settings := filepath.Join(root, "etc/lanyard/agent.yaml")
	if err := os.WriteFile(settings, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	dpkg("--install", deb(candidate))
	if got, err := os.ReadFile(settings); err != nil || string(got) != edited {
		t.Errorf("after an upgrade the settings are %q, %v", got, err)
	}
	installed := output(t, "dpkg-query", "--admindir="+filepath.Join(root, "var/lib/dpkg"), "--show", "--showformat=${Version}", "lanyard-agent")
	output(t, "dpkg", "--compare-versions", installed, "lt", newer)

	dpkg("--remove", "lanyard-agent")
	if got, err := os.ReadFile(settings); err != nil || string(got) != edited {
		t.Errorf("a removal is not to touch the settings: %q, %v", got, err)
	}
	dpkg("--purge", "lanyard-agent")
	if diff := cmp.Diff(before, listing(t, root, "var/lib/dpkg")); diff != "" {
		t.Errorf("what was there before and is after a purge (-before +after):\n%s", diff)
	}
	if left, err := filepath.Glob(filepath.Join(root, "var/lib/dpkg/info/lanyard*")); err != nil || len(left) > 0 {
		t.Errorf("dpkg keeps %q, %v", left, err)
	}
	if !strings.Contains(shipped["agent.yaml"], "#server: https://") {
		t.Errorf("the settings that come with it are %q", shipped)
	}
}

// Where there is no glibc dpkg says so before anything is installed.
func TestDebNeedsGlibc(t *testing.T) {
	need.Root(t)
	folder := packaged(t)
	root := debianRoot(t)
	if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg/status"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need.Program(t, "dpkg"), "--root="+root, "--log="+os.DevNull, "--install", filepath.Join(folder, "lanyard-agent_1.5.0~rc.1_amd64.deb"))
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "lanyard-agent depends on libc6") {
		t.Errorf("%v\n%s", err, out)
	}
}

// What dpkg tells of the package, and the entry of the desktop's menu.
func TestDebianFields(t *testing.T) {
	path := filepath.Join(packaged(t), "lanyard-agent_1.5.0~rc.1_amd64.deb")
	want := "lanyard-agent|1.5.0~rc.1|amd64|libc6|pcscd, libpcsclite1|"
	if got := output(t, "dpkg-deb", "--show", "--showformat=${Package}|${Version}|${Architecture}|${Depends}|${Recommends}|", path); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := output(t, "dpkg-deb", "--info", path, "conffiles"); got != "/etc/lanyard/agent.yaml\n" {
		t.Errorf("conffiles: %q", got)
	}
	dir := t.TempDir()
	output(t, "dpkg-deb", "--control", path, dir)
	for _, script := range []string{"preinst", "postinst", "prerm", "postrm"} {
		if _, err := os.Stat(filepath.Join(dir, script)); err == nil {
			t.Errorf("it runs a %s", script)
		}
	}
	if out := output(t, "desktop-file-validate", "build/package/lanyard-agent.desktop"); out != "" {
		t.Error(out)
	}
}
