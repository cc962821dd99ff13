package main

import (
	"debug/elf"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// TestStartsOnPlainDebian starts the program where there is nothing but libc6.
func TestStartsOnPlainDebian(t *testing.T) {
	need.Root(t)
	if err := zips(); err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	r, err := unpack(zipPath(candidate, "linux", "amd64"), root)
	if err != nil {
		t.Fatal(err)
	}
	f, err := elf.Open(r.program())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	libraries, err := f.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	wanted := slices.Clone(libraries)
	if loader := f.Section(".interp"); loader != nil {
		path, err := io.ReadAll(loader.Open())
		if err != nil {
			t.Fatal(err)
		}
		wanted = append(wanted, filepath.Base(strings.TrimRight(string(path), "\x00")))
		copyInto(t, root, strings.TrimRight(string(path), "\x00"))
	}
	t.Logf("it is linked with %q", wanted)
	libc := strings.Split(output(t, "dpkg-query", "--listfiles", "libc6"), "\n")
	for _, name := range wanted {
		i := slices.IndexFunc(libc, func(path string) bool { return filepath.Base(path) == name })
		if i < 0 {
			t.Fatalf("%s is not in libc6: a plain Debian may lack it", name)
		}
		copyInto(t, root, libc[i])
	}
	cmd := exec.Command("/lanyard-agent-"+candidate+"/lanyard-agent", "version")
	cmd.Dir, cmd.Env = "/", []string{}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "lanyard-agent 1.5.0-rc.1,") {
		t.Errorf("%v\n%s", err, out)
	}
}

// copyInto copies a file of this machine to the same place below root.
func copyInto(t *testing.T, root, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(root, path)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o755); err != nil {
		t.Fatal(err)
	}
}
