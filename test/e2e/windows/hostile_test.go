package windows

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// value is a value of a registry file that lies on one line.
var value = regexp.MustCompile(`(?m)^("(?:[^"\\]|\\.)*"|@)=(dword:|"|hex)(.*)$`)

// wrongs are ways in which every value of a registry can be wrong.
var wrongs = []struct {
	name string
	of   func(kind, was string) string
}{
	// What should be a number is text, and the other way round.
	{"other types", func(kind, was string) string {
		if kind == "dword:" {
			return `"` + was + `"`
		}
		return "dword:00000001"
	}},
	{"bytes", func(string, string) string { return "hex:00,ff,fe,1b,5b,32,4a,00,00" }},
	{"nothing", func(string, string) string { return "hex(1):" }},
	{"half a number", func(string, string) string { return "hex(4):01,00" }},
	{"a large number", func(string, string) string { return "hex(b):ff,ff,ff,ff,ff,ff,ff,ff" }},
	{"text without its end", func(_, was string) string { return raw(1, was[:len(was)/2], false) }},
	{"text with more behind its end", func(_, was string) string { return raw(1, was+"\x00hidden behind it", true) }},
	{"a list", func(_, was string) string { return raw(7, was+"\x00"+was+"\x00", true) }},
	{"half a list", func(_, was string) string { return raw(7, "\x00"+was, false) }},
	{"text that steers", func(_, was string) string {
		return raw(1, "\x1b]0;title\a\x1b[2J\r\n<script>alert(1)</script>"+was+"\u202egnp.exe\u2066\ufeff", true)
	}},
	{"halves of characters", func(string, string) string { return "hex(1):3d,d8,41,00,00,dc,3d,d8,00,00" }},
	{"variables", func(_, was string) string { return raw(2, "%"+was+"%%PATH%%%", true) }},
}

// raw is text as a value of that type, with or without the end that it should have.
func raw(kind int, text string, ended bool) string {
	if ended {
		text += "\x00"
	}
	var b strings.Builder
	for i, unit := range utf16.Encode([]rune(text)) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%02x,%02x", byte(unit), byte(unit>>8))
	}
	return fmt.Sprintf("hex(%d):%s", kind, b.String())
}

// Every value of the old computer is wrong in one way after another: the check comes to
// its end, with a bundle that is one and texts that steer nothing.
func TestHostileRegistry(t *testing.T) {
	p := newPC(t, "old")
	old, err := os.ReadFile("testdata/registry/old.reg")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrongs {
		t.Run(w.name, func(t *testing.T) {
			p.Import(t, value.ReplaceAllStringFunc(string(old), func(line string) string {
				part := value.FindStringSubmatch(line)
				return part[1] + "=" + w.of(part[2], strings.TrimSuffix(part[3], `"`))
			}))
			p.harmless(t)
		})
	}
}

// A value of a megabyte, where a name, a version, a setting and a list are expected, and
// a thousand entries of programs.
func TestHugeRegistry(t *testing.T) {
	p := newPC(t, "old")
	long := strings.Repeat("x", 1<<19) // a megabyte in UTF-16
	var reg strings.Builder
	reg.WriteString("Windows Registry Editor Version 5.00\n")
	for _, v := range []struct{ key, name string }{
		{`HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion`, "ProductName"},
		{`HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\{20000000-0000-4000-8000-000000000001}`, "DisplayVersion"},
		{`HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Near`, "DisplayName"},
		{`HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\HSCIC\Identity Agent`, "ProcessesToKill"},
		{`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome`, "BlockThirdPartyCookies"},
		{`HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Class\{50DD5230-BA8A-11D1-BF5D-0000F805F530}\0000`, "DriverDesc"},
	} {
		fmt.Fprintf(&reg, "\n[%s]\n\"%s\"=\"%s\"\n", v.key, v.name, long)
	}
	for i := range 1000 {
		fmt.Fprintf(&reg, "\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Many%d]\n\"DisplayName\"=\"NHS Identity Agent %d\"\n\"DisplayVersion\"=\"2.%d\"\n", i, i, i)
	}
	p.Import(t, reg.String())
	text := p.harmless(t)
	if len(text) > 1<<20 {
		t.Errorf("the bundle has %d bytes", len(text))
	}
}

// harmless checks the computer and holds that what comes of it is a bundle and a page that
// hold nothing that steers a screen, and no fault of the program.
func (p pc) harmless(t *testing.T) string {
	t.Helper()
	b := p.bundle(t, exitProblem, "--html", page)
	if len(b.Findings) < 30 {
		t.Errorf("there are only %d findings", len(b.Findings))
	}
	for _, f := range b.Findings {
		if strings.Contains(f.Say, "fault of the agent") {
			t.Errorf("%s: %s", f.Check, f.Say)
		}
	}
	bundle, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := os.ReadFile(p.Path(page))
	if err != nil {
		t.Fatal(err)
	}
	for where, text := range map[string]string{"the bundle": string(bundle), "the page": string(shown)} {
		if strings.Contains(text, "a fault in this program") || where == "the page" && strings.Contains(text, "<script>alert") {
			t.Errorf("%s has a fault, or a script that it was given", where)
		}
		for _, r := range text {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%s has the character %U", where, r)
				break
			}
		}
	}
	return string(bundle)
}
