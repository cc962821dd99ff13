package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

func TestRPM(t *testing.T) {
	need.Root(t)
	folder := packaged(t)
	file := func(version string) string {
		return filepath.Join(folder, "lanyard-agent-"+strings.Replace(version, "-", "~", 1)+"-1.x86_64.rpm")
	}
	root := t.TempDir()
	for _, dir := range []string{"etc", "usr/bin", "usr/share/applications", "usr/share/doc", "root", "var/lib/rpm"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	before := listing(t, root, "var", "root")
	rpm := func(args ...string) string {
		t.Helper()
		return output(t, "rpm", append([]string{"--root", root, "--dbpath", "/var/lib/rpm"}, args...)...)
	}

	// This root knows no glibc, so rpm is told not to ask for it.
	rpm("--install", "--nodeps", file(older))
	if got := output(t, filepath.Join(root, "usr/bin/lanyard-agent"), "version"); !strings.HasPrefix(got, "lanyard-agent 1.5.0-rc.1,") {
		t.Errorf("the program says %s", got)
	}
	if out := rpm("--verify", "--nodeps", "lanyard-agent"); strings.Contains(out, "/") {
		t.Errorf("rpm finds changed right after the installation:\n%s", out)
	}
	settings := filepath.Join(root, "etc/lanyard/agent.yaml")
	if err := os.WriteFile(settings, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	rpm("--upgrade", "--nodeps", file(candidate))
	if got, err := os.ReadFile(settings); err != nil || string(got) != edited {
		t.Errorf("after an upgrade the settings are %q, %v", got, err)
	}
	if got := strings.TrimSpace(lastLine(rpm("--query", "lanyard-agent"))); got != "lanyard-agent-1.5.0~rc.1-1.x86_64" {
		t.Errorf("installed is %s", got)
	}

	// rpm keeps what was edited under another name, and takes all else away.
	rpm("--erase", "--nodeps", "lanyard-agent")
	kept := filepath.Join(root, "etc/lanyard/agent.yaml.rpmsave")
	if got, err := os.ReadFile(kept); err != nil || string(got) != edited {
		t.Errorf("the edited settings are %q, %v", got, err)
	}
	if err := os.RemoveAll(filepath.Dir(kept)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, listing(t, root, "var", "root")); diff != "" {
		t.Errorf("what was there before and is after it is erased (-before +after):\n%s", diff)
	}

	// Settings that nobody edited go too.
	rpm("--install", "--nodeps", file(candidate))
	rpm("--erase", "--nodeps", "lanyard-agent")
	if diff := cmp.Diff(before, listing(t, root, "var", "root")); diff != "" {
		t.Errorf("the same with settings that nobody edited (-before +after):\n%s", diff)
	}
}

func TestRPMFields(t *testing.T) {
	path := filepath.Join(packaged(t), "lanyard-agent-1.5.0~rc.1-1.x86_64.rpm")
	for question, want := range map[string]string{
		"--requires": "glibc", "--recommends": "pcsc-lite\npcsc-lite-libs", "--configfiles": "/etc/lanyard/agent.yaml", "--scripts": "",
	} {
		got := output(t, "rpm", "--query", "--package", question, path)
		if diff := cmp.Diff(want, strings.TrimSpace(withoutRPMLib(got))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
	// Neither the machine nor the clock that made it.
	made := output(t, "rpm", "--query", "--package", "--queryformat", "%{BUILDHOST} %{BUILDTIME}", path)
	if want := fmt.Sprintf("lanyard %d", releasedAt.Unix()); made != want {
		t.Errorf("made on and at %s, want %s", made, want)
	}
}

// withoutRPMLib leaves out what every rpm asks of rpm itself.
func withoutRPMLib(list string) string {
	var kept []string
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "rpmlib(") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// lastLine is what Debian's rpm says after its warning that this is Debian.
func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}
