//go:build linux || darwin

package pcsc

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/test/cards"
)

func TestStackAtAnotherPlace(t *testing.T) {
	cards.Start(t, 2)
	there := filepath.Join(t.TempDir(), "pcscd.comm")
	if err := os.Symlink("/run/pcscd/pcscd.comm", there); err != nil {
		t.Fatal(err)
	}
	run := func(place string) string {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), looks+"=1", "PCSCLITE_CSOCK_NAME="+place)
		out, _ := child.CombinedOutput()
		return string(out)
	}
	if out := run(there); !strings.HasPrefix(out, "readers: 2 <nil>") {
		t.Errorf("where the service is: %s", out)
	}
	if out := run(there + ".invented"); !strings.HasPrefix(out, "failed: true") {
		t.Errorf("where it is not: %s", out)
	}
}

func TestNoLibrary(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "libbroken.so")
	if err := os.WriteFile(broken, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	// The last is a library, and another one.
	for _, file := range []string{"libinvented.so.9", broken, "libm.so.6"} {
		_, err := loadFile(file)
		missing, ok := errors.AsType[*LibraryError](err)
		if !ok || missing.Library != file || !errors.Is(err, card.ErrNoLibrary) {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if !strings.Contains(err.Error(), file) || remedy(err, "linux") == "" {
			t.Errorf("%q, %q", err, remedy(err, "linux"))
		}
	}
}
