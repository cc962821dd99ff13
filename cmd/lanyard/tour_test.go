package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/test/need"
)

// TestTour takes the tour of make run, with programs that are built already. Its
// ninth step, the rehearsal, takes a minute and has a test of its own in test/e2e.
func TestTour(t *testing.T) {
	bash := need.Program(t, "bash")
	tour, err := filepath.Abs("../../build/tour.sh")
	if err != nil {
		t.Fatal(err)
	}
	top := checkout(t)
	tools := filepath.Join(top, "out", "tools")
	if err := os.Mkdir(tools, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tools, "rehearsal"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bash, tour)
	cmd.Dir = top
	cmd.Env = append(os.Environ(), "GO=true", "DISPLAY=", "WAYLAND_DISPLAY=") // nothing is built, and no browser opens
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "From Thursday 7 May 2026: sign-in is refused.") {
		t.Errorf("step 12 does not show what the card's series leads to:\n%s", out)
	}
	_, end, _ := strings.Cut(string(out), "\nThe answer is ")
	made := regexp.MustCompile(`out/[a-z/.-]+[a-z]`).FindAllString(end, -1)
	if len(made) < 7 {
		t.Fatalf("the tour ends without telling what it made:\n%s", out)
	}
	for _, file := range made {
		if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(file))); err != nil {
			t.Error(err)
		}
	}
}
