package windows

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// Somebody clicks on the program: the window says what goes on, and the page is written
// and opened by what Windows opens pages with.
func TestClick(t *testing.T) {
	p := newPC(t, "old")
	p.PutFile(t, `C:\browser.exe`, program(t, "browser.exe", "note.c", "Browser", "1.0.0.0"))
	p.Import(t, `Windows Registry Editor Version 5.00

[HKEY_CLASSES_ROOT\.html]
@="TestPage"

[HKEY_CLASSES_ROOT\TestPage\shell\open\command]
@="\"C:\\browser.exe\" \"%1\""
`)
	stdout, stderr := p.Run(t, exitProblem, p.agent)
	if want := "Looking at this computer. The page with what was found opens by itself, and this window closes.\n"; stdout != want || stderr != "" {
		t.Errorf("the window says %q and %q", stdout, stderr)
	}
	var opened []byte
	if !await(func() bool {
		var err error
		opened, err = os.ReadFile(p.Path(`C:\noted.txt`))
		return err == nil
	}) {
		t.Fatal("nothing was opened")
	}
	file := strings.TrimSpace(string(opened))
	if !strings.HasPrefix(file, `C:\`) || !strings.HasSuffix(file, `\lanyard-check.html`) {
		t.Fatalf("it opened %q", file)
	}
	page, err := os.ReadFile(p.Path(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"<html", "Identity Agent 2.3.2.0", "TLS 1.2 is switched off", "lanyard-agent check --fix tls.client"} {
		if !bytes.Contains(page, []byte(words)) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

// Where nothing opens pages the window says so, where the page is, and stays.
func TestClickWithoutABrowser(t *testing.T) {
	p := newPC(t, "old")
	if err := os.Remove(p.Path(`C:\windows\system32\rundll32.exe`)); err != nil {
		t.Fatal(err)
	}
	stdout, stderr := p.Run(t, exitFailed, p.agent)
	if !strings.Contains(stderr, "it could not be opened: ") || !strings.Contains(stderr, `\lanyard-check.html by hand`) || !strings.Contains(stderr, "Press Enter to close this window.") {
		t.Errorf("the window says %q and %q", stdout, stderr)
	}
}
