package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/wine"
)

// windowsPC is a Windows under Wine on which MSIs are installed.
type windowsPC struct {
	*wine.Prefix
	t *testing.T
}

const installed = `C:\Program Files\Lanyard\lanyard-agent.exe`

// msiexec runs msiexec and gives its exit code. It says nothing itself, so a batch
// file says how it ended.
func (pc windowsPC) msiexec(args string) string {
	pc.t.Helper()
	pc.Put(pc.t, `C:\run.bat`, []byte("@echo off\r\nmsiexec "+args+" /qn /l*v C:\\msi.log\r\necho ended with %errorlevel%\r\nexit 0\r\n"))
	out, _ := pc.Run(pc.t, 0, "cmd", "/c", `C:\run.bat`)
	_, code, ok := strings.Cut(strings.TrimSpace(out), "ended with ")
	if !ok {
		pc.t.Fatalf("msiexec %s: %s", args, out)
	}
	return code
}

// must runs msiexec, which must succeed.
func (pc windowsPC) must(args string) {
	pc.t.Helper()
	if code := pc.msiexec(args); code != "0" {
		pc.t.Fatalf("msiexec %s ends with %s\n%s", args, code, pc.log())
	}
}

// log is what msiexec wrote down of its last run.
func (pc windowsPC) log() string {
	data, err := os.ReadFile(pc.Path(`C:\msi.log`))
	if err != nil {
		pc.t.Fatal(err)
	}
	return string(data)
}

// settings are the values that the agent reads.
func (pc windowsPC) settings() map[string]string {
	pc.t.Helper()
	found := make(map[string]string)
	for line := range strings.Lines(pc.Query(pc.t, `HKLM\SOFTWARE\Lanyard\Agent`, "64")) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "REG_SZ"); ok {
			found[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return found
}

// listed are the entries of the list of programs that are ours: the version of each
// by its key.
func (pc windowsPC) listed() map[string]string {
	pc.t.Helper()
	found := make(map[string]string)
	key, ours := "", false
	for line := range strings.Lines(pc.Query(pc.t, `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`, "64")) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "HKEY_") {
			key, ours = line[strings.LastIndex(line, `\`)+1:], false
		}
		name, value, _ := strings.Cut(line, "REG_SZ")
		switch strings.TrimSpace(name) {
		case "DisplayName":
			ours = strings.TrimSpace(value) == "Lanyard agent"
			if ours {
				found[key] += ""
			}
		case "DisplayVersion":
			found[key] = strings.TrimSpace(value)
		}
	}
	return found
}

// shortcuts are those of the Start menu that speak of smartcards.
func (pc windowsPC) shortcuts() []string {
	pc.t.Helper()
	var found []string
	err := filepath.WalkDir(pc.Path(`C:\`), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.Contains(d.Name(), "smartcard") && filepath.Ext(path) == ".lnk" {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		pc.t.Fatal(err)
	}
	return found
}

// collects has the installed agent collect, by what the installer set, to a folder
// that is then there.
func (pc windowsPC) collects(folder string) {
	pc.t.Helper()
	pc.Put(pc.t, `C:\run.bat`, []byte("@echo off\r\n"+`"`+installed+`" check --collect --hosts none`+"\r\necho ended with %errorlevel%\r\nexit 0\r\n"))
	if out, _ := pc.Run(pc.t, 0, "cmd", "/c", `C:\run.bat`); !strings.Contains(out, "ended with 1") {
		pc.t.Errorf("without the folder a collection says %s", out)
	}
	if err := os.Mkdir(pc.Path(folder), 0o755); err != nil {
		pc.t.Fatal(err)
	}
	out, _ := pc.Run(pc.t, 0, "cmd", "/c", `C:\run.bat`)
	made, err := filepath.Glob(filepath.Join(pc.Path(folder), "*.json"))
	if out != "ended with 0\n" || err != nil || len(made) != 1 {
		pc.t.Fatalf("a collection says %q and leaves %q, %v", out, made, err)
	}
	bundle, err := os.ReadFile(made[0])
	if err != nil || !bytes.HasPrefix(bundle, []byte("{\n \"lanyard_bundle\": 1,")) {
		pc.t.Errorf("it is no bundle: %.200s, %v", bundle, err)
	}
	if err := os.RemoveAll(pc.Path(folder)); err != nil {
		pc.t.Fatal(err)
	}
}

// state is what an installation could leave: the files, and the part of the registry
// that is every user's.
func (pc windowsPC) state() map[string]string {
	pc.t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(pc.Path(`C:\`), func(path string, d fs.DirEntry, err error) error {
		files[path] = "is there"
		return err
	})
	if err != nil {
		pc.t.Fatal(err)
	}
	for _, tool := range []string{`C:\run.bat`, `C:\msi.log`, `C:\state.reg`} {
		delete(files, pc.Path(tool))
	}
	pc.Put(pc.t, `C:\run.bat`, []byte("@echo off\r\nreg export HKLM\\SOFTWARE C:\\state.reg /y\r\necho exported\r\n"))
	pc.Run(pc.t, 0, "cmd", "/c", `C:\run.bat`)
	data, err := os.ReadFile(pc.Path(`C:\state.reg`))
	if err != nil {
		pc.t.Fatal(err)
	}
	key := ""
	for line := range strings.Lines(strings.ReplaceAll(string(data), "\x00", "")) { // UTF-16 of ASCII names
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "[") {
			key = line
			files[key] = "is there"
		}
	}
	if key == "" {
		pc.t.Fatal("the registry was not exported")
	}
	return files
}

// TestMSI takes a Windows through the life of an installation.
func TestMSI(t *testing.T) {
	folder := packaged(t)
	msi := func(version string) string {
		return `"` + wine.Windows(filepath.Join(folder, "lanyard-agent-"+version+"-windows-amd64.msi")) + `"`
	}
	pc := windowsPC{wine.New(t), t}
	pc.must("/i " + msi(older)) // what Windows Installer makes for itself once
	pc.must("/x " + msi(older))
	before := pc.state()

	pc.must("/i " + msi(older) + ` SERVER=https://lanyard.example.org "NOTICES=\\files\a share$\notices" ORGANISATION=RXX`)
	want := map[string]string{"Server": "https://lanyard.example.org", "Notices": `\\files\a share$\notices`, "Collect": "", "Organisation": "RXX"}
	if diff := cmp.Diff(want, pc.settings()); diff != "" {
		t.Errorf("settings after the installation (-want +got):\n%s", diff)
	}
	if out, _ := pc.Run(t, 0, installed, "version"); !strings.HasPrefix(out, "lanyard-agent 1.4.0,") {
		t.Errorf("the program says %s", out)
	}
	shortcuts := pc.shortcuts()
	if len(shortcuts) != 1 || filepath.Base(shortcuts[0]) != "Check this computer's smartcard sign-in.lnk" {
		t.Fatalf("shortcuts: %q", shortcuts)
	}
	if link, err := os.ReadFile(shortcuts[0]); err != nil || !bytes.Contains(bytes.ReplaceAll(link, []byte{0}, nil), []byte(installed)) {
		t.Errorf("the shortcut does not lead to %s: %q, %v", installed, link, err)
	}
	for _, name := range []string{"LICENSE", "LICENSES-OF-PARTS"} {
		if _, err := os.Stat(pc.Path(`C:\Program Files\Lanyard\` + name)); err != nil {
			t.Error(err)
		}
	}

	// An upgrade that sets one setting leaves the others as they were.
	pc.must("/i " + msi(candidate) + ` COLLECT=C:\Collected`)
	want["Collect"] = `C:\Collected`
	if diff := cmp.Diff(want, pc.settings()); diff != "" {
		t.Errorf("settings after an upgrade (-want +got):\n%s", diff)
	}
	if out, _ := pc.Run(t, 0, installed, "version"); !strings.HasPrefix(out, "lanyard-agent 1.5.0-rc.1,") {
		t.Errorf("after the upgrade the program says %s", out)
	}
	if got := pc.listed(); len(got) != 1 {
		t.Errorf("the list of programs has %v", got)
	}

	pc.collects(`C:\Collected`)

	// The release takes the place of its candidate, though its numbers are the same;
	// what is set again changes.
	first := pc.listed()
	pc.must("/i " + msi(newer) + " SERVER=https://new.example.org")
	want["Server"] = "https://new.example.org"
	if diff := cmp.Diff(want, pc.settings()); diff != "" {
		t.Errorf("settings after the second upgrade (-want +got):\n%s", diff)
	}
	second := pc.listed()
	if len(second) != 1 || cmp.Equal(first, second) {
		t.Errorf("the list of programs had %v and has %v", first, second)
	}

	// Nothing goes back. Wine keeps the words to itself: TestSummaries has them.
	if code := pc.msiexec("/i " + msi(older)); code != "1603" {
		t.Errorf("an older version ends with %s, want 1603", code)
	}
	if log := pc.log(); !regexp.MustCompile(`Action ended [0-9:]+: LaunchConditions\. Return value 0`).MatchString(log) {
		t.Errorf("an older version is refused by something else than the condition:\n%s", log)
	}
	if diff := cmp.Diff(want, pc.settings()); diff != "" {
		t.Errorf("settings after the refusal (-want +got):\n%s", diff)
	}

	// A repair brings the program back and leaves the settings.
	if err := os.Remove(pc.Path(installed)); err != nil {
		t.Fatal(err)
	}
	pc.must("/i " + msi(newer) + " REINSTALL=ALL REINSTALLMODE=amus")
	pc.Run(t, 0, installed, "version")
	if diff := cmp.Diff(want, pc.settings()); diff != "" {
		t.Errorf("settings after a repair (-want +got):\n%s", diff)
	}

	pc.must("/x " + msi(newer))
	if diff := cmp.Diff(before, pc.state()); diff != "" {
		t.Errorf("what was there before the installation and is after it is removed (-before +after):\n%s", diff)
	}
}

// What Windows reads of an MSI before it runs it.
func TestSummaries(t *testing.T) {
	folder := packaged(t)
	codes := make(map[string]string)
	for name, want := range map[string][]string{
		"lanyard-agent-1.5.0-windows-amd64":      {"Subject: Lanyard agent 1.5.0\n", "Template: x64;1033\n", "Mon Jun  2 09:00:00 2025"},
		"lanyard-agent-1.5.0-windows-arm64":      {"Subject: Lanyard agent 1.5.0\n", "Template: Arm64;1033\n", "Mon Jun  2 09:00:00 2025"},
		"lanyard-agent-1.5.0-rc.1-windows-amd64": {"Subject: Lanyard agent 1.5.0-rc.1\n", "Template: x64;1033\n"},
	} {
		path := filepath.Join(folder, name+".msi")
		summary := output(t, "msiinfo", "suminfo", path)
		shown, _, _ := strings.Cut(strings.TrimPrefix(name, "lanyard-agent-"), "-windows")
		for _, line := range want {
			if !strings.Contains(summary, line) {
				t.Errorf("%s has no %q:\n%s", name, line, summary)
			}
		}
		properties := strings.Split(output(t, "msiinfo", "export", path, "Property"), "\r\n")
		for _, line := range []string{"ProductVersion\t1.5.0", "UpgradeCode\t" + upgradeCode, "ALLUSERS\t1"} {
			if !slices.Contains(properties, line) {
				t.Errorf("%s has no property %q: %q", name, line, properties)
			}
		}
		i := slices.IndexFunc(properties, func(line string) bool { return strings.HasPrefix(line, "ProductCode\t") })
		if i < 0 {
			t.Fatalf("%s has no ProductCode", name)
		}
		if other, taken := codes[properties[i]]; taken {
			t.Errorf("%s and %s are one product", name, other)
		}
		codes[properties[i]] = name
		if tables := output(t, "msiinfo", "export", path, "CustomAction"); strings.Count(tables, "\n") > 3 {
			t.Errorf("%s runs something while it installs:\n%s", name, tables)
		}
		condition := "Installed OR NOT NEWER\tA newer version of Lanyard agent is installed than " + shown + ". To go back, uninstall that one first.\r\n"
		if table := output(t, "msiinfo", "export", path, "LaunchCondition"); !strings.Contains(table, condition) {
			t.Errorf("%s has no condition %q:\n%s", name, condition, table)
		}
		// msiinfo says which file is how old; the program must be the newest that has
		// a version, or Windows keeps another.
		files := output(t, "msiinfo", "export", path, "File")
		size, err := os.Stat(filepath.Join(folder, name+".exe"))
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("Program\tProgram\tlanyard-agent.exe\t%d\t1.5.0.0\t2057\t", size.Size()); !strings.Contains(files, want) {
			t.Errorf("%s has no %q:\n%s", name, want, files)
		}
	}
}
