package wine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPrefix(t *testing.T) {
	p := New(t)
	program := Build(t, "./testdata/answer")
	stdout, _ := p.Run(t, 7, program, "7")
	if want := "windows 10.0."; !strings.HasPrefix(stdout, want) || strings.Contains(stdout, "view") {
		t.Errorf("before the import the program says\n%s", stdout)
	}

	p.Import(t, `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
"CurrentBuild"="26100"
"CurrentBuildNumber"="26100"

[HKEY_LOCAL_MACHINE\SOFTWARE\Lanyard Test]
"Which"="the view of 64 bits: Zażółć"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Lanyard Test]
"Which"="the view of 32 bits"
`)
	stdout, _ = p.Run(t, 0, program, "0")
	want := "windows 10.0.26100\n\"the view of 64 bits: Zażółć\" <nil>\n\"the view of 32 bits\" <nil>\n"
	if stdout != want {
		t.Errorf("the program says\n%s\nwant\n%s", stdout, want)
	}
	for view, want := range map[string]string{"64": "the view of 64 bits", "32": "the view of 32 bits"} {
		if got := p.Query(t, `HKLM\SOFTWARE\Lanyard Test`, view); !strings.Contains(got, want) {
			t.Errorf("reg query /reg:%s prints\n%s", view, got)
		}
	}
}

// What says nothing has failed, whatever its exit code.
func TestSilenceFails(t *testing.T) {
	p := New(t)
	silent := Mingw(t, "silent.exe", `int main(void) { return 0; }`)
	if _, _, exit, err := p.run(silent); exit != 0 || err == nil || !strings.Contains(err.Error(), "says nothing") {
		t.Errorf("a program that says nothing: %d, %v", exit, err)
	}
	if _, _, exit, err := p.run(filepath.Join(t.TempDir(), "nothing.exe")); exit == 0 && err == nil {
		t.Error("a program that is not there is taken for one that ran")
	}
}

// What killed tests left goes after an hour; what runs and the base stay.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-2 * leftover)
	for name, at := range map[string]time.Time{"test-1": old, "built-1": old, "base-old": old, "base-wanted": old, "test-2": time.Now()} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	sweep(dir, "base-wanted")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"base-wanted", "test-2"}; !slices.Equal(left, want) {
		t.Errorf("%q are left, want %q", left, want)
	}
}

// A test's Windows is its own: neither the registry nor a file of the system that it
// replaces is seen by the next.
func TestPrefixesAreApart(t *testing.T) {
	const file = `C:\windows\system32\drivers\etc\hosts`
	first := New(t)
	before, err := os.ReadFile(first.Path(`C:\windows\system32\winscard.dll`))
	if err != nil {
		t.Fatal(err)
	}
	first.Put(t, `C:\windows\system32\winscard.dll`, []byte("not a DLL"))
	first.Put(t, file, []byte("127.0.0.1 first.example\n"))
	first.Import(t, "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Lanyard Test]\n\"Which\"=\"first\"\n")

	second := New(t)
	if after, err := os.ReadFile(second.Path(`C:\windows\system32\winscard.dll`)); err != nil || string(after) != string(before) {
		t.Errorf("the second Windows has the DLL of the first (%v)", err)
	}
	if hosts, err := os.ReadFile(second.Path(file)); err != nil || strings.Contains(string(hosts), "first.example") {
		t.Errorf("the second Windows has the file of the first (%v): %s", err, hosts)
	}
	if out, _ := second.Run(t, 1, "reg", "query", `HKLM\SOFTWARE\Lanyard Test`); strings.Contains(out, "first") {
		t.Errorf("the second Windows has the registry of the first:\n%s", out)
	}
}
