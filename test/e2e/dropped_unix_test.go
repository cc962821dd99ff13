//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/browser"
	"github.com/lanyard-id/lanyard/test/need"
)

// TestDropped drops files on the program, as a desktop does it: it is called with
// their paths and nothing else, and the page is there and opened. What opens it is
// a fake, which keeps what it was asked to open.
func TestDropped(t *testing.T) {
	shell := need.Program(t, "sh")
	chromium := browser.Start(t)
	lanyard := unpacked(t)
	exports, desktop := t.TempDir(), t.TempDir()
	lanyard.run(t, "sample", "--devices", "60", "--out", exports)
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	fake := "#!" + shell + "\nprintf '%s' \"$*\" >'" + desktop + "/opened'\n"
	if err := os.WriteFile(filepath.Join(desktop, opener), []byte(fake), 0o700); err != nil {
		t.Fatal(err)
	}

	var files []string
	for _, name := range []string{"devices.csv", "cards.csv", "people.csv", "signins.csv", "organisations.csv", "exemptions.yaml"} {
		files = append(files, filepath.Join(exports, name))
	}
	cmd := lanyard.command(t, files...)
	cmd.Env = append(cmd.Env, "PATH="+desktop)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	opened, err := os.ReadFile(filepath.Join(desktop, "opened"))
	if want := filepath.Join(exports, "lanyard-answer.html"); err != nil || string(opened) != want {
		t.Fatalf("opened %q, want %q: %v", opened, want, err)
	}

	v := view{t, browser.Open(t, chromium, string(opened), 1280)}
	if first := v.first(); !strings.Contains(first, "cannot work as usual now") && !strings.Contains(first, "can work now") {
		t.Errorf("the page does not begin with who can work now:\n%s", first)
	}
	for _, heading := range []string{"What to do first", "Who cannot work", "Smartcards to replace"} {
		if v.headed(heading) == "" {
			t.Errorf("the page has no heading %q", heading)
		}
	}
}
