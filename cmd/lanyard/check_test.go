package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// TestEveryFlagOfCheck holds each flag of lanyard check to being in a
// conversation.
func TestEveryFlagOfCheck(t *testing.T) {
	var help bytes.Buffer
	if code := run([]string{"check", "-h"}, command.Streams{In: strings.NewReader(""), Out: &help, Err: &help}); code != command.OK {
		t.Fatalf("exit %d: %s", code, help.String())
	}
	scripts, err := filepath.Glob("testdata/script/check_*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, path := range scripts {
		script, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		said.Write(script)
	}
	flags := regexp.MustCompile(`(?m)^  (--[a-z-]+)`).FindAllStringSubmatch(help.String(), -1)
	if len(flags) < 30 {
		t.Fatalf("the help lists %d flags", len(flags))
	}
	for _, f := range flags {
		if !regexp.MustCompile(`(?m)^!? ?exec lanyard check .*` + f[1] + `\b`).MatchString(said.String()) {
			t.Errorf("%s is in no conversation", f[1])
		}
	}
}
