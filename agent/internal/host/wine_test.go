package host

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// megabyte is the size of a value of the hostile registry under Wine, in bytes.
const megabyte = 1 << 20

// lookUnderWine furnishes a Windows with a machine's registry and files, and gives what
// the Windows build of this package reads there, and what it says about time and memory.
func lookUnderWine(t *testing.T, name string) (*Host, string) {
	t.Helper()
	p := wine.New(t)
	reg := content(t, "machines", name+".reg")
	if name == "hostile" {
		reg += "\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\long]\n\"DisplayName\"=\"Long\"\n\"Publisher\"=\"" +
			strings.Repeat("x", megabyte/2) + "\"\n"
	}
	p.Import(t, reg)
	m := machineOf(t, name)
	for _, f := range m.files.(playedFiles) {
		// Wine's Windows folder is in lower case, and its own DLLs stay.
		if path := strings.Replace(f.Path, `C:\Windows\`, `C:\windows\`, 1); !strings.HasSuffix(path, "winscard.dll") {
			p.Put(t, strings.NewReplacer(`\System32\`, `\system32\`, `\SysWOW64\`, `\syswow64\`).Replace(path), f.bytes())
		}
	}
	stdout, stderr := p.Run(t, 0, wine.Build(t, "./testdata/look"))
	h, err := ReadRecording(strings.NewReader(stdout))
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, stdout)
	}
	for name, p := range h.parts() {
		if p.TookMS >= 50 {
			t.Logf("%s took %d ms", name, p.TookMS)
		}
	}
	timeless(h)
	t.Log(strings.TrimSpace(stderr))
	return h, stderr
}

func recording(t *testing.T, name string) *Host {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "recordings", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h, err := ReadRecording(f)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// What the Windows build reads of a registry under Wine is what is played of the same
// file elsewhere.
func TestUnderWine(t *testing.T) {
	for _, name := range []string{"healthy", "old-agent", "two-agents"} {
		t.Run(name, func(t *testing.T) {
			got, _ := lookUnderWine(t, name)
			want := recording(t, name)
			for _, part := range []struct {
				name      string
				want, got any
			}{
				{"products", want.Products, got.Products},
				{"dotnet", want.DotNet, got.DotNet},
				{"tls", want.TLS, got.TLS},
				{"smartcard", want.Smartcard, got.Smartcard},
				{"browsers", want.Browsers, got.Browsers},
				{"agents", want.Agents, got.Agents},
				{"restart", want.Restart, got.Restart},
				{"intranet", ofPerson(want.Zones.Intranet), ofPerson(got.Zones.Intranet)},
				{"sites", want.Zones.Sites, got.Zones.Sites},
				{"compatibility view", want.Zones.Compat, got.Zones.Compat},
			} {
				if diff := cmp.Diff(part.want, part.got); diff != "" {
					t.Errorf("%s: under Wine it differs (-played +Wine):\n%s", part.name, diff)
				}
			}
			s := got.System
			if s.Name != want.System.Name || s.Version != want.System.Version || s.Architecture != "amd64" || !strings.HasPrefix(s.Emulator, "Wine ") || s.State != Read {
				t.Errorf("system: %+v", s)
			}
			sameFiles(t, want, got)
		})
	}
}

// ofPerson leaves out what Wine sets for the machine.
func ofPerson(list []Intranet) []Intranet {
	return slices.DeleteFunc(slices.Clone(list), func(i Intranet) bool { return i.Scope != User })
}

// sameFiles wants the versions of all files that the played machine has.
func sameFiles(t *testing.T, want, got *Host) {
	t.Helper()
	found := make(map[string]File)
	for _, f := range got.Files.List {
		found[strings.ToLower(f.Path)] = f
	}
	for _, w := range want.Files.List {
		g := found[strings.ToLower(w.Path)]
		if strings.HasSuffix(w.Path, "winscard.dll") || strings.Contains(w.Path, `\Users\`) {
			continue
		}
		if g.Of != w.Of || g.State != w.State || g.Version != w.Version || g.Machine != w.Machine || g.Broken != w.Broken || g.Product != w.Product {
			t.Errorf("file %s: %+v; want %+v", w.Path, g, w)
		}
	}
}

// What only calls tell is there, and is of this run.
func TestCallsUnderWine(t *testing.T) {
	h, said := lookUnderWine(t, "hostile")
	// The registry is as hostile as elsewhere, as far as Wine's editor could write it.
	want := recording(t, "hostile")
	want.Products.List = ordered(append(want.Products.List, Product{Name: "Long", Key: "long", View: View64, Scope: Machine}))
	want.Products.Odd = append(want.Products.Odd, "the long one")
	if diff := cmp.Diff(want.Products.List, h.Products.List); diff != "" {
		t.Errorf("products: under Wine they differ (-played +Wine):\n%s", diff)
	}
	if len(h.Products.Odd) != len(want.Products.Odd) {
		t.Errorf("it finds odd %q; want as many as %q", h.Products.Odd, want.Products.Odd)
	}
	for name, p := range map[string]Part{"identity": h.Identity.Part, "programs": h.Programs.Part, "services": h.Services.Part, "session": h.Session.Part,
		"disk": h.Disk.Part, "clock": h.Clock.Part, "search_path": h.SearchPath.Part} {
		if p.State != Read {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if h.Identity.Computer == "" || h.Session.User == "" || h.Session.Remote == nil || h.Session.Elevated == nil || h.Session.BootedAt.IsZero() {
		t.Errorf("identity %+v\nsession %+v", h.Identity, h.Session)
	}
	look := h.Programs.Named("look.exe")
	if len(look) != 1 || !look[0].Mine || !strings.HasSuffix(look[0].Path, `\look.exe`) || time.Since(look[0].StartedAt).Abs() > time.Hour {
		t.Errorf("this program among the processes: %+v", look)
	}
	// Wine has a few services of its own, started and not.
	states, starts := make(map[Running]bool), make(map[Start]bool)
	for _, s := range h.Services.List {
		if states[s.State], starts[s.Start] = true, true; s.Path == "" || s.Name == "" {
			t.Errorf("a service: %+v", s)
		}
	}
	if !states[Started] || !states[Stopped] || !starts[StartManual] || starts[""] || states[""] {
		t.Errorf("services: %+v", h.Services.List)
	}
	for _, f := range h.Files.List {
		if f.Of == "windows-smartcard" && (f.State != Present || f.Machine != "amd64" || f.Broken != "") && strings.Contains(f.Path, "System32") {
			t.Errorf("Wine's own winscard.dll: %+v", f)
		}
	}
	if len(h.Disk.Drives) != 2 || h.Disk.Drives[0].Total == 0 || h.Disk.Drives[0].Path != `C:\` {
		t.Errorf("drives: %+v", h.Disk.Drives)
	}
	if !regexp.MustCompile(`^looked for \S+, \d+ KiB from the system`).MatchString(said) {
		t.Errorf("it says %q", said)
	}
}
