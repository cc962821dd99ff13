package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writes(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func TestToFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.json")
	for _, text := range []string{"once", "twice"} {
		if err := toFile(name, writes(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := toFile(dir, writes("x")); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if err := toFile(filepath.Join(dir, "none", "x"), writes("x")); err == nil {
		t.Error("there is no such folder")
	}
	if err := toFile(name, func(io.Writer) error { return io.ErrUnexpectedEOF }); err == nil {
		t.Error("it could not be made")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("these are left: %v", left)
	}
}

// TestToFileFollowsNoLink that somebody else planted where the half of it would lie.
func TestToFileFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	victim, name := filepath.Join(dir, "victim"), filepath.Join(dir, "out.json")
	if err := os.WriteFile(victim, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{name, fmt.Sprintf("%s.%d.part", name, os.Getpid())} {
		if err := os.Symlink(victim, link); err != nil {
			t.Fatal(err)
		}
	}
	if err := toFile(name, writes("x")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(victim); string(got) != "mine" {
		t.Errorf("it was written through the link: %q", got)
	}
}
