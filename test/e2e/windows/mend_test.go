package windows

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/wire"
)

// mends are all mends of the agent: what they say that they will
// change, and what check says when they are made.
var mends = []struct {
	id    string
	plan  []string
	after []found
	// machine: its log is where only administrators can write.
	machine bool
}{
	{"tls.client", []string{
		`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client, Enabled` + "\n    now 0 (0x0); then not set",
		`TLS 1.2\Client, DisabledByDefault` + "\n    now 1 (0x1); then not set",
		"It needs an administrator's rights.",
	}, []found{{"tls.client", wire.Well, "TLS 1.2 is not switched off."}}, true},
	{"dotnet.strong-crypto", []string{
		`HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319, SchUseStrongCrypto (64-bit view)` + "\n    now 0 (0x0); then 1 (0x1)",
		`HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319, SystemDefaultTlsVersions (32-bit view)` + "\n    now 0 (0x0); then 1 (0x1)",
	}, []found{{"dotnet.strong-crypto", wire.Well, "No switch holds .NET Framework 4 to old TLS."}}, true},
	{"port-service.runs", []string{
		"the service NHS Port Service\n    now starts manual, and does not run; then starts automatic, and runs",
	}, []found{{"port-service.runs", wire.Well, "is running"}}, true},
	{"smartcard.service", []string{
		"the service SCardSvr\n    now starts disabled, and does not run; then starts manual, and runs",
	}, []found{{"smartcard.service", wire.Well, "is running"}}, true},
	{"zones.intranet", []string{
		`ZoneMap, AutoDetect` + "\n    now 1 (0x1); then 0 (0x0)",
		`ZoneMap, UNCAsIntranet` + "\n    now not set; then 1 (0x1)",
	}, []found{{"zones.intranet", wire.Well, "is set as the care identity service asks"}}, false},
	{"zones.logon", []string{`Zones\1, 1A00` + "\n    now 65536 (0x10000); then 131072 (0x20000)"},
		[]found{{"zones.logon", wire.Well, "logs on to its intranet by itself"}}, false},
}

// What the log of mends is, for the machine and for the person.
const (
	machineLog = `C:\Program Files\Lanyard\Agent log\mends.jsonl`
	personLog  = `AppData\Roaming\Lanyard\Agent\mends.jsonl`
)

// Each mend shows what it will change and makes the finding go, and putting all of them
// back, the last first, leaves the registry and the service as they were.
func TestMends(t *testing.T) {
	p := oldPC(t)
	p.Service(t, "SCardSvr", portFile, "disabled", false)
	before := p.state(t)

	for _, m := range mends {
		out, _ := p.Run(t, 0, p.agent, "check", "--hosts", "none", "--fix", m.id, "--yes")
		for _, words := range m.plan {
			if !strings.Contains(out, words) {
				t.Errorf("--fix %s does not say %q:\n%s", m.id, words, out)
			}
		}
		log := personLog
		if m.machine {
			log = machineLog
		}
		if !strings.Contains(out, "Done, and written down in ") || !strings.Contains(out, log) {
			t.Errorf("--fix %s does not say that it wrote %s:\n%s", m.id, log, out)
		}
	}
	if text, err := os.ReadFile(p.Path(machineLog)); err != nil || strings.Count(string(text), "\n") < 5 {
		t.Errorf("the log of the machine: %v\n%s", err, text)
	}

	b := p.bundle(t, exitProblem)
	for _, m := range mends {
		wantFindings(t, b, m.after...)
	}
	if got := p.state(t); got["service"] == before["service"] || got["zones"] == before["zones"] || got["switches 64"] == before["switches 64"] || got["switches 32"] == before["switches 32"] || got["tls"] == before["tls"] {
		t.Error("not everything was changed that should be")
	}
	if out, _ := p.Run(t, 0, p.agent, "check", "--hosts", "none", "--fix", "tls.client", "--yes"); !strings.Contains(out, "stands as it should already") {
		t.Errorf("a second --fix says %s", out)
	}

	for i := len(mends) - 1; i >= 0; i-- {
		out, _ := p.Run(t, 0, p.agent, "check", "--undo")
		about, _, _ := strings.Cut(mends[i].plan[0], "\n")
		if !strings.Contains(out, about) || !strings.Contains(out, " again") || strings.Contains(out, "left as it is") {
			t.Errorf("after the mend %s, --undo says\n%s", mends[i].id, out)
		}
	}
	if out, _ := p.Run(t, 0, p.agent, "check", "--undo"); out != "There is nothing to put back.\n" {
		t.Errorf("a last --undo says %s", out)
	}
	if diff := cmp.Diff(before, p.state(t)); diff != "" {
		t.Errorf("putting all back left (-before +after):\n%s", diff)
	}
}

// A mend that nobody said yes to changes nothing and leaves no log; one that there is
// not names those that there are.
func TestMendsThatAreNot(t *testing.T) {
	p := newPC(t, "old")
	before := p.state(t)
	out, errs := p.Run(t, exitFailed, p.agent, "check", "--hosts", "none", "--fix", "tls.client")
	if !strings.Contains(out, "Change this? It can be put back with --undo. [y/N]") || !strings.Contains(errs, "with --yes it does not ask") {
		t.Errorf("it says %s%s", out, errs)
	}
	if _, errs := p.Run(t, exitUsage, p.agent, "check", "--hosts", "none", "--fix", "tls.servr", "--yes"); !strings.Contains(errs, "these are: ") || !strings.Contains(errs, "tls.client") {
		t.Errorf("it says %s", errs)
	}
	if _, errs := p.Run(t, exitFailed, p.agent, "check", "--hosts", "none", "--fix", "port-service.runs", "--yes"); !strings.Contains(errs, "no service is called NHS Port Service") {
		t.Errorf("without the service it says %s", errs)
	}
	if diff := cmp.Diff(before, p.state(t)); diff != "" {
		t.Errorf("something was changed (-before +after):\n%s", diff)
	}
	if _, err := os.Stat(filepath.Dir(p.Path(machineLog))); !os.IsNotExist(err) {
		t.Errorf("there is a log: %v", err)
	}
}

// Two people, or a person and a tool, that mend at the same time: each mend is made whole
// or not begun, and all that was made is put back.
func TestTwoMendAtOnce(t *testing.T) {
	p := oldPC(t)
	before := p.state(t)
	ids := []string{"tls.client", "dotnet.strong-crypto", "tls.client"}
	said, made := make([]string, len(ids)), make([]bool, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() {
			out, errs, exit, err := p.Try(p.agent, "check", "--hosts", "none", "--fix", id, "--yes")
			said[i] = fmt.Sprintf("%d %v\n%s%s", exit, err, out, errs)
			made[i] = strings.Contains(out, "Done, and written down in ")
			if err != nil || made[i] != (exit == 0 && !strings.Contains(out, "stands as it should already")) {
				t.Errorf("%s: %s", id, said[i])
			}
			if exit != 0 && !strings.Contains(errs, "nothing was changed") {
				t.Errorf("%s does not say that it changed nothing: %s", id, said[i])
			}
		})
	}
	wait.Wait()
	undone := 0
	for range ids {
		if out, _ := p.Run(t, 0, p.agent, "check", "--undo"); out != "There is nothing to put back.\n" {
			undone++
		}
	}
	n := 0
	for _, one := range made {
		if one {
			n++
		}
	}
	if n == 0 || undone != n {
		t.Errorf("%d mends were made, %d put back:\n%s", n, undone, strings.Join(said, "\n"))
	}
	if diff := cmp.Diff(before, p.state(t)); diff != "" {
		t.Errorf("putting all back left (-before +after):\n%s", diff)
	}
}

// state is what mends can change, and what lies about it, as the registry editor exports
// it: a part each.
func (p pc) state(t *testing.T) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for name, key := range map[string]string{
		"tls":         `HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders`,
		"service":     `HKLM\SYSTEM\CurrentControlSet\Services`,
		"switches 64": `HKLM\SOFTWARE\Microsoft\.NETFramework`,
		"switches 32": `HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework`,
		"zones":       `HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`,
		"policies":    `HKLM\SOFTWARE\Policies`,
	} {
		out[name] = p.Export(t, key)
	}
	return out
}
