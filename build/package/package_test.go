package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

// The releases that are packaged: one, a candidate for the next, and the next.
const (
	older     = "1.4.0"
	candidate = "1.5.0-rc.1"
	newer     = "1.5.0"
)

// work is a folder for all tests: what is released and packaged is made once.
var work string

// TestMain runs the tests from the top of the tree, as make does.
func TestMain(m *testing.M) {
	if err := os.Chdir("../.."); err != nil {
		log.Fatal(err)
	}
	var err error
	if work, err = os.MkdirTemp("", "lanyard-packages-"); err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(work)
	m.Run()
}

// packaged is the folder with the packages of the three releases.
func packaged(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"wixl", "msibuild", "msiinfo"} {
		need.Program(t, name)
	}
	if err := packages(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(work, "packages")
}

var packages = sync.OnceValue(func() error {
	if err := zips(); err != nil {
		return err
	}
	return run(filepath.Join(work, "zips"), filepath.Join(work, "packages"), signer{})
})

// zips releases the agent for Windows and Linux. It does so in a copy of the tree,
// because what Windows shows of the program lies beside its source meanwhile, and
// other tests may be building there. The last release for Windows is the candidate
// under its name, as a release is whose candidate was good, and the first for Linux
// too: each program takes seconds to link.
var zips = sync.OnceValue(func() error {
	tree := filepath.Join(work, "tree")
	if err := copyTree(tree); err != nil {
		return err
	}
	for version, platforms := range map[string]string{older: "windows/amd64", candidate: "windows/amd64 linux/amd64"} {
		cmd := exec.Command("go", "run", "./build/dist", "-out", filepath.Join(work, "dist-"+version), "-version", version, "-programs", "lanyard-agent", "-platforms", platforms)
		cmd.Dir = tree
		cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+strconv.FormatInt(releasedAt.Unix(), 10))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("releasing %s: %w\n%s", version, err, out)
		}
	}
	if err := os.MkdirAll(filepath.Join(work, "zips"), 0o755); err != nil {
		return err
	}
	return errors.Join(
		relabel(older, older, "windows"), relabel(candidate, candidate, "windows"), relabel(candidate, newer, "windows"),
		relabel(candidate, older, "linux"), relabel(candidate, candidate, "linux"),
		// Nothing here runs programs of arm64: its MSI is looked at and not installed.
		smallZip(zipPath(newer, "windows", "arm64")),
	)
})

// releasedAt is the instant of all releases.
var releasedAt = time.Date(2025, 6, 2, 9, 0, 0, 0, time.UTC)

func zipPath(version, os, arch string) string {
	return filepath.Join(work, "zips", fmt.Sprintf("lanyard-agent-%s-%s-%s.zip", version, os, arch))
}

// relabel copies the zip of one version, as it was released, as that of another.
func relabel(from, to, system string) error {
	in, err := zip.OpenReader(filepath.Join(work, "dist-"+from, filepath.Base(zipPath(from, system, "amd64"))))
	if err != nil {
		return err
	}
	defer in.Close()
	f, err := os.Create(zipPath(to, system, "amd64"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := zip.NewWriter(f)
	for _, e := range in.File {
		_, below, _ := strings.Cut(e.Name, "/")
		h := e.FileHeader
		h.Name = "lanyard-agent-" + to + "/" + below
		raw, err := e.OpenRaw()
		if err != nil {
			return err
		}
		out, err := w.CreateRaw(&h)
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, raw); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), f.Close())
}

// smallZip writes a zip whose program is no program: for what does not depend on it.
func smallZip(path string) error {
	m := zipName.FindStringSubmatch(filepath.Base(path))
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := zip.NewWriter(f)
	for _, name := range []string{"lanyard-agent", "lanyard-agent.exe", "LICENSE", "LICENSES-OF-PARTS"} {
		out, err := w.CreateHeader(&zip.FileHeader{Name: "lanyard-agent-" + m[1] + "/" + name, Modified: releasedAt})
		if err == nil {
			_, err = io.WriteString(out, "stands for "+name+"\n")
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), f.Close())
}

// copyTree copies the sources.
func copyTree(to string) error {
	return filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(path, ".") || path == "out") {
			return fs.SkipDir
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		}
		if !d.Type().IsRegular() || strings.HasSuffix(path, ".syso") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), data, 0o644)
	})
}

// output runs a program that must succeed, and gives what it printed.
func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(need.Program(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// listing gives the files and folders below dir with the beginning of each small file.
func listing(t *testing.T, dir string, without ...string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		for _, w := range without {
			if name == w || strings.HasPrefix(name, w+"/") {
				return nil
			}
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		found[name] = info.Mode().String()
		if info.Mode().IsRegular() && info.Size() < 4096 {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			found[name] += "\n" + string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatIsMade(t *testing.T) {
	entries, err := os.ReadDir(packaged(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
		// The agent's limit, on what was built.
		if info, err := e.Info(); err != nil || info.Size() > 25_000_000 || info.Size() < 1_000_000 && !strings.Contains(e.Name(), "arm64") {
			t.Errorf("%s has %d bytes (%v)", e.Name(), info.Size(), err)
		}
	}
	want := []string{
		"lanyard-agent-1.4.0-1.x86_64.rpm", "lanyard-agent-1.4.0-windows-amd64.exe", "lanyard-agent-1.4.0-windows-amd64.msi",
		"lanyard-agent-1.5.0-rc.1-windows-amd64.exe", "lanyard-agent-1.5.0-rc.1-windows-amd64.msi",
		"lanyard-agent-1.5.0-windows-amd64.exe", "lanyard-agent-1.5.0-windows-amd64.msi",
		"lanyard-agent-1.5.0-windows-arm64.exe", "lanyard-agent-1.5.0-windows-arm64.msi",
		"lanyard-agent-1.5.0~rc.1-1.x86_64.rpm", "lanyard-agent_1.4.0_amd64.deb", "lanyard-agent_1.5.0~rc.1_amd64.deb",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The bytes of the packages depend on the zips alone, not on chance. That no clock is
// in them, of which two runs in one second would not tell, TestSummaries and
// TestRPMFields see.
func TestReproducible(t *testing.T) {
	for _, name := range []string{"wixl", "msibuild", "msiinfo"} {
		need.Program(t, name)
	}
	from := t.TempDir()
	for _, name := range []string{"windows-amd64", "windows-arm64", "linux-amd64", "linux-arm64"} {
		if err := smallZip(filepath.Join(from, "lanyard-agent-2.0.0-"+name+".zip")); err != nil {
			t.Fatal(err)
		}
	}
	var made [2]map[string]string
	for i := range made {
		out := filepath.Join(t.TempDir(), "out")
		if err := run(from, out, signer{}); err != nil {
			t.Fatal(err)
		}
		made[i] = make(map[string]string)
		entries, err := os.ReadDir(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile(filepath.Join(out, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			made[i][e.Name()] = string(data)
		}
	}
	if len(made[0]) != 8 {
		t.Errorf("%d packages are made, want 8", len(made[0]))
	}
	for name := range made[0] {
		if made[0][name] != made[1][name] {
			t.Errorf("%s is not the same when it is made again", name)
		}
	}
}

func TestWrongZips(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	if err := run(dir, out, signer{}); err == nil || !strings.Contains(err.Error(), "make dist") {
		t.Errorf("without zips: %v", err)
	}
	for name, entries := range map[string][]string{
		"lanyard-agent-1.0.0.zip":                   nil,
		"lanyard-agent-1.0.0-linux-amd64.zip":       {"lanyard-agent-1.0.0/../../escaped"},
		"lanyard-agent-1.0.1-linux-amd64.zip":       {"other/lanyard-agent"},
		"lanyard-agent-1.0.2-linux-amd64.zip":       {"lanyard-agent-1.0.2/README.md"},
		"lanyard-agent-1.0.3-windows-mips.zip":      {"lanyard-agent-1.0.3/lanyard-agent.exe"},
		"lanyard-agent-256.0.0-windows-amd64.zip":   {"lanyard-agent-256.0.0/lanyard-agent.exe"},
		"lanyard-agent-1.0.65536-windows-amd64.zip": {"lanyard-agent-1.0.65536/lanyard-agent.exe"},
	} {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := zip.NewWriter(f)
		for _, e := range entries {
			if _, err := w.Create(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(w.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		err = run(dir, out, signer{})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "escaped")); err == nil {
		t.Error("a zip wrote outside its folder")
	}
}

func TestProductCodes(t *testing.T) {
	shape := regexp.MustCompile(`^\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$`)
	a, b := uuid("1.4.0"), uuid("1.5.0")
	if a == b || a != uuid("1.4.0") || !shape.MatchString(a) || !shape.MatchString(b) {
		t.Errorf("%s and %s", a, b)
	}
}
