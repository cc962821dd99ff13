package wine

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// home is the folder below a prefix that stands for the home of whoever runs Wine,
// so that the Windows does not see the real one.
const home = "home"

// A Prefix is a Windows of one test.
type Prefix struct {
	// Dir is the folder with the prefix; the drive C: is in drive_c below it.
	Dir string

	loader string // path of wine
}

// New gives a test its own Windows 10, 64-bit, and takes it away when the test ends.
// Wine's own registry says little: Import what the test is about.
func New(t testing.TB) *Prefix {
	t.Helper()
	from := base(t)
	dir, err := os.MkdirTemp(filepath.Dir(from), "test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := copyPrefix(from, dir); err != nil {
		t.Fatal(err)
	}
	p := &Prefix{Dir: dir, loader: need.Program(t, "wine")}
	// A server that stays between runs makes each take 0.1 s instead of 0.5 s. It ends
	// with the test, or by itself where the test is killed.
	server := need.Program(t, "wineserver")
	// Its output is not read: the server would hold that pipe as long as it lives.
	if err := p.command(server, "-p600").Run(); err != nil {
		t.Fatalf("wineserver -p600: %v", err)
	}
	t.Cleanup(func() {
		// Both fail where the server is gone already, which is what is wanted.
		p.command(server, "-k").Run()
		p.command(server, "-w").Run()
	})
	return p
}

// Path gives where a file of the Windows lies on this machine: `C:\x\y` is drive_c/x/y.
// Letters must be in the case in which the file was made.
func (p *Prefix) Path(windows string) string {
	below, ok := strings.CutPrefix(strings.ReplaceAll(windows, `\`, "/"), "C:/")
	if !ok {
		panic("wine: no path on drive C: " + windows)
	}
	return filepath.Join(p.Dir, "drive_c", below)
}

// Windows gives how the Windows sees a file of this machine.
func Windows(path string) string {
	return `Z:` + strings.ReplaceAll(path, "/", `\`)
}

// Env is the environment in which Wine uses the prefix.
func (p *Prefix) Env() []string { return environment(p.Dir) }

// command makes a command of this machine that uses the prefix.
func (p *Prefix) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = p.Env()
	cmd.Dir = p.Dir
	return cmd
}

// environment is all that Wine is told: no display, no language, none of the real
// home, nothing of Mono and Gecko, for which it would ask the network, and no words
// of its own, neither Wine's nor those of Debian's starter, so that what is printed is
// what the program printed.
func environment(dir string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + filepath.Join(dir, home),
		"TMPDIR=" + os.TempDir(),
		"LANG=C.UTF-8",
		"TZ=UTC",
		"WINEPREFIX=" + dir,
		"WINEARCH=win64",
		"WINEDEBUG=-all",
		"WINEDLLOVERRIDES=mscoree=;mshtml=",
	}
}
