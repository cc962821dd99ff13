package wine

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sync"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// compilers are the mingw compilers, by Go's name of the architecture.
var compilers = map[string]string{"amd64": "x86_64-w64-mingw32-gcc"}

// built are the programs that this process has built, by package.
var built = struct {
	sync.Mutex
	paths map[string]string
}{paths: make(map[string]string)}

// Build builds the command with the given import path (or path from the folder of
// the test, "./testdata/x") for Windows on amd64, without cgo, once for all tests of a
// process, and returns the path of the .exe.
func Build(t testing.TB, pkg string) string {
	t.Helper()
	built.Lock()
	defer built.Unlock()
	if made := built.paths[pkg]; made != "" {
		return made
	}
	// It outlives this test; sweep takes it away after an hour.
	dir, err := os.MkdirTemp(store(t), "built-")
	if err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(dir, path.Base(filepath.ToSlash(pkg))+".exe")
	tool := os.Getenv("GO")
	if tool == "" {
		tool = "go"
	}
	cmd := exec.Command(tool, "build", "-trimpath", "-ldflags=-s -w", "-o", made, pkg)
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building %s for Windows: %v\n%s", pkg, err, out)
	}
	built.paths[pkg] = made
	return made
}

// Mingw compiles C for Windows on amd64 with mingw into the named file ("x.dll",
// "x.exe") in a folder of the test, and returns its path. args come after the source:
// "-shared", "-ladvapi32".
func Mingw(t testing.TB, name, source string, args ...string) string {
	t.Helper()
	compiler := need.Program(t, compilers["amd64"])
	dir := t.TempDir()
	from, made := filepath.Join(dir, "source.c"), filepath.Join(dir, name)
	if err := os.WriteFile(from, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(compiler, append([]string{"-O1", "-Wall", "-Werror", "-o", made, from}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("compiling %s: %v\n%s", name, err, out)
	}
	return made
}
