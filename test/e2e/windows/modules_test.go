package windows

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/p11mock"
	"github.com/lanyard-id/lanyard/test/wine"
	"github.com/lanyard-id/lanyard/wire"
)

// Modules that work, crash, hang, lie or are no modules, all in one check: each is a
// finding in words, the check ends, no debugger or dialog comes up for what crashed,
// and no child is left.
func TestModules(t *testing.T) {
	p := oldPC(t)
	// What Wine and Windows start for a program that crashed, unless it asked for silence.
	p.PutFile(t, `C:\debugger.exe`, program(t, "debugger.exe", "note.c", "Debugger", "1.0.0.0"))
	p.Import(t, `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\AeDebug]
"Debugger"="C:\\debugger.exe %ld %ld"
"Auto"="1"
`)
	const noted = `C:\noted.txt`
	crashing := wine.Mingw(t, "crashing.exe", `#include <stdio.h>
int main(void) { puts("crashing"); fflush(stdout); *(volatile int *)8 = 1; return 0; }`)
	p.Run(t, 5, crashing) // of 0xC0000005 a process of this system has the last byte
	if _, err := os.Stat(p.Path(noted)); err != nil {
		t.Fatalf("no debugger was started for a program that crashed, so none that is not shows nothing: %v", err)
	}
	if err := os.Remove(p.Path(noted)); err != nil {
		t.Fatal(err)
	}

	args := []string{}
	var wanted []found
	for _, m := range []struct {
		name, file string
		level      wire.Level
		words      string
	}{
		{"works", p11mock.Windows(t), wire.Well, "loads and answers"},
		{"crashes-init", p11mock.WindowsTold(t, "crash-init"), wire.Warning, "“crashes-init.dll” for 64-bit programs crashed: it reached for memory that is not its own. Programs that use it would crash in the same way"},
		{"crashes-load", p11mock.WindowsTold(t, "crash-load"), wire.Warning, "“crashes-load.dll” for 64-bit programs crashes while it is loaded"},
		{"ends", p11mock.WindowsTold(t, "exit-slots"), wire.Warning, "“ends.dll” for 64-bit programs ended its program by itself (status 0)"},
		{"hangs", p11mock.WindowsTold(t, "hang-slots"), wire.Warning, "“hangs.dll” for 64-bit programs did not answer in time. It may wait for a dialog of its own"},
		{"asks", p11mock.WindowsTold(t, "dialog-init,hang-init"), wire.Warning, "“asks.dll” for 64-bit programs did not answer in time"},
		{"refuses", p11mock.WindowsTold(t, "refuse-init"), wire.Warning, "“refuses.dll” for 64-bit programs failed and gives no reason"},
		{"counts", p11mock.WindowsTold(t, "many-slots"), wire.Warning, "“counts.dll” for 64-bit programs cannot be used. The module's answers break the standard"},
		{"steers", p11mock.WindowsTold(t, "hostile,print-init"), wire.Well, "loads and answers"},
		{"narrow", p11mock.WindowsNarrow(t), wire.Note, "for 32-bit programs is for other programs than this one, so it was not tried"},
	} {
		path := `C:\vendor\` + m.name + ".dll"
		p.PutFile(t, path, m.file)
		args = append(args, "--module", path)
		wanted = append(wanted, found{"middleware.loads", m.level, "“" + m.name + ".dll”"}, found{"middleware.loads", m.level, m.words})
	}
	p.Put(t, `C:\vendor\text.dll`, []byte("no library"))
	args = append(args, "--module", `C:\vendor\text.dll`, "--module", `C:\windows\system32\kernel32.dll`)
	wanted = append(wanted, found{"middleware.loads", wire.Warning, "“text.dll” is not a PKCS #11 module"},
		found{"middleware.loads", wire.Warning, "“kernel32.dll” for 64-bit programs is a library, but not a PKCS #11 module: it has no C_GetFunctionList"})

	b := p.bundle(t, exitProblem, args...)
	wantFindings(t, b, wanted...)
	var lines []string
	for _, f := range b.Findings {
		if f.Check == "middleware.loads" {
			lines = append(lines, f.About)
		}
	}
	if len(lines) != 12 {
		t.Errorf("of 12 modules there are findings of %q", lines)
	}
	if _, err := os.Stat(p.Path(noted)); !os.IsNotExist(err) {
		t.Errorf("a debugger was started for a module that crashed (%v)", err)
	}
	if !await(func() bool { return len(p.running(t, "IdentityAgent.exe")) > 0 }) {
		t.Error("a program that runs is not seen, so none that does not shows nothing")
	}
	if !await(func() bool { return len(p.running(t, "lanyard-agent.exe")) == 0 }) {
		t.Errorf("left behind: %q", p.running(t, "lanyard-agent.exe"))
	}
}

// running are the processes of this Windows whose program is called so, as this system has
// them: Wine's tasklist says nothing.
func (p pc) running(t *testing.T, name string) (found []string) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lines {
		if line, err := os.ReadFile(path); err == nil && bytes.Contains(line, []byte(name)) && p.owns(filepath.Dir(path)) {
			found = append(found, string(bytes.ReplaceAll(line, []byte{0}, []byte(" "))))
		}
	}
	return found
}

// await waits until something is so, at most ten seconds.
func await(so func() bool) bool {
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if so() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// owns tells whether a process, by its folder in /proc, is of this Windows.
func (p pc) owns(process string) bool {
	environment, err := os.ReadFile(filepath.Join(process, "environ"))
	return err == nil && bytes.Contains(environment, []byte("WINEPREFIX="+p.Dir+"\x00"))
}

// A module that lies about its version, where the middleware should be: the file says one
// thing and the module another, and both are told.
func TestLyingMiddleware(t *testing.T) {
	p := newPC(t, "well")
	p.Import(t, "Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Wine\\DllOverrides]\n\"winscard\"=-\n")
	p.PutFile(t, middleware, p11mock.Windows(t, `-DWORDS="crash-slots"`, versionResource(t, "AWP", "9.9.0.0")))
	b := p.bundle(t, exitProblem)
	wantFindings(t, b,
		found{"middleware.loads", wire.Problem, "The module “OcsCryptoki.dll” for 64-bit programs crashed: it reached for memory"},
		found{"middleware.version", wire.Note, "The list of programs says 5.4.1.0, the file OcsCryptoki.dll says 9.9.0.0."},
		found{"reader.present", wire.Problem, "SCARD_"},
	)
	i := 0
	for _, f := range b.Findings {
		if f.Check == "middleware.loads" && f.Level == wire.Problem {
			i++
			if diff := cmp.Diff([]string{"Repair or reinstall the middleware in its latest version, then restart.", "it-team"}, []string{f.Do, f.Who}); diff != "" {
				t.Error(diff)
			}
		}
	}
	if i != 1 {
		t.Errorf("%d problems of middleware", i)
	}
}
