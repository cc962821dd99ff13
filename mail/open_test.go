package mail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

func TestOpener(t *testing.T) {
	t.Setenv("SystemRoot", `D:\Windows`)
	for system, want := range map[string][]string{
		"windows": {`D:\Windows\System32\rundll32.exe`, "url.dll,FileProtocolHandler", "/a b.eml"},
		"darwin":  {"open", "/a b.eml"},
		"linux":   {"xdg-open", "/a b.eml"},
		"freebsd": {"xdg-open", "/a b.eml"},
	} {
		name, args := opener(system, "/a b.eml")
		if diff := cmp.Diff(want, append([]string{name}, args...)); diff != "" {
			t.Errorf("%s: %s", system, diff)
		}
	}
}

// fakeOpener puts a program named xdg-open before all others.
func fakeOpener(t *testing.T, script string) {
	t.Helper()
	need.Program(t, "sh")
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestOpen(t *testing.T) {
	// The name of the file looks like an option, and is for a shell what it must not be.
	folder := t.TempDir()
	t.Chdir(folder)
	const name = "-x $(touch evil); case.eml"
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fakeOpener(t, `printf '%s|' "$#" "$@" > `+filepath.Join(folder, "said"))
	if err := open("linux", name); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile("said")
	if err != nil {
		t.Fatal(err)
	}
	if want := "1|" + filepath.Join(folder, name) + "|"; string(said) != want {
		t.Errorf("the opener was given %q, want %q", said, want)
	}
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "case.eml")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fakeOpener(t, "echo no program for it >&2; echo more >&2; exit 3")
	err := open("linux", file)
	if err == nil || !strings.Contains(err.Error(), "no program for it; open "+file+" by hand") {
		t.Errorf("%v, want it to say what the opener said and where the file is", err)
	}
	t.Setenv("PATH", t.TempDir())
	if err := open("linux", file); err == nil || !strings.Contains(err.Error(), "open "+file+" by hand") {
		t.Errorf("without an opener: %v", err)
	}
	for _, absent := range []string{file + "x", filepath.Dir(file)} {
		if err := open("linux", absent); err == nil || !strings.Contains(err.Error(), "there is no file "+absent) {
			t.Errorf("%s: %v", absent, err)
		}
	}
}
