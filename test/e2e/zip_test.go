package e2e

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// program is Lanyard as it came out of the zip.
type program struct{ path string }

// folder is where the release is built and unpacked.
var folder string

// TestMain makes the folder and removes it.
func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "lanyard-e2e-"); err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	m.Run()
}

// unpacked is the release for this platform, built and unpacked once.
func unpacked(t *testing.T) program {
	t.Helper()
	if err := release(); err != nil {
		t.Fatal(err)
	}
	name := "lanyard"
	if runtime.GOOS == "windows" {
		name = "lanyard.exe"
	}
	return program{filepath.Join(folder, "lanyard-0.0.0", name)}
}

var release = sync.OnceValue(func() error {
	build := exec.Command("go", "run", "./build/dist", "-out", filepath.Join(folder, "zips"), "-version", "0.0.0", "-programs", "lanyard", "-platforms", runtime.GOOS+"/"+runtime.GOARCH)
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the release: %w\n%s", err, out)
	}
	zips, err := filepath.Glob(filepath.Join(folder, "zips", "*.zip"))
	if err != nil || len(zips) != 1 {
		return fmt.Errorf("the release is %q: %w", zips, err)
	}
	archive, err := zip.OpenReader(zips[0])
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, f := range archive.File {
		if err := unpack(f, filepath.Join(folder, filepath.FromSlash(f.Name))); err != nil {
			return err
		}
	}
	return nil
})

func unpack(f *zip.File, path string) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, f.Mode()))
}

// run runs the program as on a machine that has nothing else, and returns what it
// wrote. The clocks of that machine are set to another zone than the notices'.
func (p program) run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := p.command(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("lanyard %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(bytes.TrimSpace(out))
}

func (p program) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(p.path, args...)
	cmd.Dir = filepath.Dir(p.path)
	cmd.Env = []string{"TMPDIR=" + t.TempDir(), "TMP=" + os.Getenv("TMP"), "SystemRoot=" + os.Getenv("SystemRoot"), "TZ=America/New_York"}
	return cmd
}
