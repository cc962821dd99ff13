package windows

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/wine"
	"github.com/lanyard-id/lanyard/wire"
)

// The exit codes of check, as its help says them.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitUnknown = 3
	exitWarning = 4
	exitProblem = 5
)

// pc is a computer with Windows, as Wine plays it, and the agent beside it as on a share.
type pc struct {
	*wine.Prefix
	agent string
}

// newPC is a computer with one of the registries of testdata.
func newPC(t *testing.T, registry string) pc {
	t.Helper()
	p := pc{wine.New(t), wine.Build(t, "github.com/lanyard-id/lanyard/cmd/lanyard-agent")}
	text, err := os.ReadFile(filepath.Join("testdata", "registry", registry+".reg"))
	if err != nil {
		t.Fatal(err)
	}
	p.Import(t, string(text))
	return p
}

// bundle checks the computer and reads what comes of it. A part of the computer that was
// not read in its time, since this machine has other things to do, is read again.
func (p pc) bundle(t *testing.T, exit int, args ...string) *wire.Bundle {
	t.Helper()
	var stdout, stderr string
	for range 3 {
		stdout, stderr = p.Run(t, exit, p.agent, append([]string{"check", "--json", "-", "--hosts", "none"}, args...)...)
		if !strings.Contains(stdout, "it took too long") && !strings.Contains(stdout, "only a part of it was there to read") {
			break
		}
	}
	if stderr != "" {
		t.Errorf("beside the bundle it says %q", stderr)
	}
	b, err := wire.ReadBundle(strings.NewReader(stdout))
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, stdout)
	}
	return b
}

// found is one finding that is wanted: of a check, at a level, with these words in it.
type found struct {
	check string
	level wire.Level
	words string
}

// wantFindings holds that each is there.
func wantFindings(t *testing.T, b *wire.Bundle, wanted ...found) {
	t.Helper()
	for _, w := range wanted {
		if !slices.ContainsFunc(b.Findings, func(f wire.Finding) bool {
			return f.Check == w.check && f.Level == w.level && strings.Contains(f.Say, w.words)
		}) {
			t.Errorf("no finding of %s at the level %s says %q; it says\n%s", w.check, w.level, w.words, said(b, w.check))
		}
	}
}

// said are the findings of a check, a line each; those of all where it is "".
func said(b *wire.Bundle, check string) string {
	var out strings.Builder
	for _, f := range b.Findings {
		if check == "" || f.Check == check {
			fmt.Fprintf(&out, "  %-32s %-8s %-24s %s\n", f.Check, f.Level, f.About, f.Say)
		}
	}
	return out.String()
}

// program compiles a program of testdata/programs that says of itself in its file
// that it is of that product and version.
func program(t *testing.T, name, source, product, version string, args ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "programs", source))
	if err != nil {
		t.Fatal(err)
	}
	return wine.Mingw(t, name, string(text), append([]string{versionResource(t, product, version)}, args...)...)
}

// versionResource makes what the linker puts into a file as its version.
func versionResource(t *testing.T, product, version string) string {
	t.Helper()
	compiler := need.Program(t, "x86_64-w64-mingw32-windres")
	dir := t.TempDir()
	script, made := filepath.Join(dir, "version.rc"), filepath.Join(dir, "version.o")
	text := fmt.Sprintf(`1 VERSIONINFO
FILEVERSION %[2]s
PRODUCTVERSION %[2]s
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "080904b0"
    BEGIN
      VALUE "ProductName", "%[1]s"
      VALUE "FileVersion", "%[3]s"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x809, 1200
  END
END
`, product, strings.ReplaceAll(version, ".", ","), version)
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(compiler, "-O", "coff", script, made).CombinedOutput(); err != nil {
		t.Fatalf("windres: %v\n%s", err, out)
	}
	return made
}
