package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lanyard": main})
}

// TestScripts holds the conversations of testdata/script: what is typed, and
// what the program answers. Some are about the small estate of testdata/estate.
func TestScripts(t *testing.T) {
	folders := map[string]string{"NOTICES": "../../notices", "ESTATE": "testdata/estate"}
	for name, folder := range folders {
		var err error
		if folders[name], err = filepath.Abs(folder); err != nil {
			t.Fatal(err)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for name, folder := range folders {
				e.Setenv(name, folder)
			}
			return nil
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// full is an output that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestOutputThatIsLost makes no command look successful whose words were lost.
func TestOutputThatIsLost(t *testing.T) {
	for _, args := range [][]string{
		{"version"}, {"notice", "digest", "../../notices/care-identity-2025-r1.yaml"},
		{"notice", "check", "../../notices/care-identity-2025-r1.yaml"},
		{"notice", "test", "../../notices/care-identity-2025-r1.yaml"},
		{"notice", "calendar", "../../notices/care-identity-2025-r1.yaml"},
	} {
		var err bytes.Buffer
		if code := run(args, command.Streams{In: strings.NewReader(""), Out: full{}, Err: &err}); code != command.Failed {
			t.Errorf("%v: exit %d", args, code)
		}
		if !strings.Contains(err.String(), "no space left on device") {
			t.Errorf("%v: %s", args, err.String())
		}
	}
}
