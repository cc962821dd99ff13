package settings

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	tests := []struct {
		src   string
		want  Settings
		wrong string // in the problems; "" = there is none
	}{
		{"", Settings{}, ""},
		{"# nothing yet\n\n  # still nothing\n", Settings{}, ""},
		{"server: https://lanyard.example.org\nnotices: /srv/notices\n", Settings{
			Server:  Setting{"https://lanyard.example.org", FromFile},
			Notices: Setting{"/srv/notices", FromFile},
		}, ""},
		{"collect: \"/mnt/a folder\"\n", Settings{Collect: Setting{"/mnt/a folder", FromFile}}, ""},
		{"organisation: 5E1\n", Settings{Organisation: Setting{"5E1", FromFile}}, ""},
		{"organisation: Example Trust\n", Settings{}, "write the one that exemptions and pauses have"},
		{"colect: /mnt/a\n", Settings{}, "colect"},
		{"server: http://lanyard.example.org\nnotices: /srv/notices\n", Settings{}, "agent.yaml:1:9"},
		{"server: [https://lanyard.example.org]\n", Settings{}, "a text is needed here"},
		{"notices: notices\n", Settings{}, "begin it with /"},
		{"notices:\n", Settings{}, "nothing is written here"},
		{"notices: /a\nnotices: /b\n", Settings{}, "notices"},
		{"just words\n", Settings{}, "the agent's settings"},
	}
	for _, test := range tests {
		got, problems := Parse("agent.yaml", []byte(test.src), "linux")
		var said []string
		for _, p := range problems {
			said = append(said, p.String())
		}
		words := strings.Join(said, "\n")
		if (words == "") != (test.wrong == "") || !strings.Contains(words, test.wrong) {
			t.Errorf("%q: problems %q, want %q", test.src, words, test.wrong)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.src, diff)
		}
	}
}

func TestForms(t *testing.T) {
	tests := []struct {
		form          form
		value, system string
		right         bool
	}{
		{isServer, "https://lanyard.example.org", "windows", true},
		{isServer, "https://lanyard.example.org:8443/agents", "windows", true},
		{isServer, "http://lanyard.example.org", "windows", false},
		{isServer, "lanyard.example.org", "windows", false},
		{isServer, "https://user:secret@lanyard.example.org", "windows", false},
		{isServer, "https://", "windows", false},
		{isServer, "https://:443", "windows", false},
		{isPath, `C:\Notices`, "windows", true},
		{isPath, `d:/notices`, "windows", true},
		{isPath, `\\server\share`, "windows", true},
		{isPath, `\\server\share\notices\2025.yaml`, "windows", true},
		{isPath, `\\server`, "windows", false},
		{isPath, `\\server\`, "windows", false},
		{isPath, `\\?\C:\Notices`, "windows", false},
		{isPath, `\\.\pipe\notices`, "windows", false},
		{isPath, `C:Notices`, "windows", false},
		{isPath, `\Notices`, "windows", false},
		{isPath, `/srv/notices`, "windows", false},
		{isPath, `/srv/notices`, "linux", true},
		{isPath, `C:\Notices`, "linux", false},
		{isCode, "RXX", "windows", true},
		{isCode, "Z00001", "linux", true},
		{isCode, "TRUST-1.north_2", "linux", true},
		{isCode, "RXX RYY", "linux", false},
		{isCode, "RXX,RYY", "linux", false},
		{isCode, strings.Repeat("R", 65), "linux", false},
	}
	for _, test := range tests {
		if err := test.form(test.value, test.system); (err == nil) != test.right {
			t.Errorf("%q on %s: %v", test.value, test.system, err)
		}
	}
}

// Group Policy wins, value by value, and a wrong value is told and sets nothing.
func TestPlaces(t *testing.T) {
	values := func(m map[string]string) func(string) (string, error) {
		return func(name string) (string, error) {
			if m[name] == "!" {
				return "", errors.New("it is no text")
			}
			return m[name], nil
		}
	}
	got, err := fromPlaces([]place{
		{PolicyKey, FromPolicy, values(map[string]string{"Server": "https://policy.example.org", "Notices": "!"})},
		{RegistryKey, FromRegistry, values(map[string]string{"Server": "https://other.example.org", "Notices": `C:\Notices`, "Collect": `\\files\lanyard$`})},
	}, "windows")
	want := Settings{
		Server:  Setting{"https://policy.example.org", FromPolicy},
		Collect: Setting{`\\files\lanyard$`, FromRegistry},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err == nil || err.Error() != `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Lanyard\Agent: Notices: it is no text` {
		t.Errorf("the error is %v", err)
	}
}

// Whatever the bytes, a value that is set is one that its form takes.
func TestSetValuesAreRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`(https://|/|C:\\|\\\\)[a-z\x00\\/ é?]{0,9}`)).Draw(t, "value")
		system := rapid.SampledFrom([]string{"windows", "linux"}).Draw(t, "system")
		s, err := fromPlaces([]place{{RegistryKey, FromRegistry, func(string) (string, error) { return value, nil }}}, system)
		for _, k := range keys {
			got := k.of(&s).Value
			if got != "" && (got != value || k.check(value, system) != nil) {
				t.Fatalf("%s is %q, of %q", k.name, got, value)
			}
			if got == "" && value != "" && err == nil {
				t.Fatalf("%s is not set by %q, and nothing is said", k.name, value)
			}
		}
	})
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "agent.yaml")
	if got, err := readFile(name, "linux"); !errors.Is(err, fs.ErrNotExist) || got != (Settings{}) {
		t.Errorf("without a file: %v, %v", got, err)
	}
	write := func(src string) {
		if err := os.WriteFile(name, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("server: https://lanyard.example.org\n")
	if got, err := readFile(name, "linux"); err != nil || got.Server != (Setting{"https://lanyard.example.org", FromFile}) {
		t.Errorf("with a server: %v, %v", got, err)
	}
	write("server: nothing\n")
	if got, err := readFile(name, "linux"); err == nil || !strings.Contains(err.Error(), name+":1:9") || got != (Settings{}) {
		t.Errorf("with a wrong server: %v, %v", got, err)
	}
	write(strings.Repeat("# \n", maxFileBytes))
	if _, err := readFile(name, "linux"); err == nil || !strings.Contains(err.Error(), "bytes") {
		t.Errorf("with too much: %v", err)
	}
	if _, err := readFile(dir, "linux"); err == nil {
		t.Error("a folder is read")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("server: https://lanyard.example.org\nnotices: /srv/notices\ncollect: /mnt/a\norganisation: RXX\n"))
	f.Add([]byte("# nothing\n"))
	f.Add([]byte("server: {a: [b]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, problems := Parse("agent.yaml", src, "linux")
		if problems.HasErrors() && got != (Settings{}) {
			t.Errorf("with errors %v it sets %v", problems, got)
		}
		for _, k := range keys {
			if s := k.of(&got); s.Value != "" && (s.From != FromFile || k.check(s.Value, "linux") != nil) {
				t.Errorf("%s is %v", k.name, s)
			}
		}
	})
}
