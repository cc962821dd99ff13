package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// areDropped reports whether the arguments are files or folders and not a verb:
// on a desktop somebody dropped them on the program.
func areDropped(args []string) bool {
	for _, c := range commands() {
		if len(args) > 0 && strings.Fields(c.Name)[0] == args[0] {
			return false // a group of verbs, which a folder may be called like
		}
	}
	for _, a := range args {
		if _, err := os.Stat(a); errors.Is(err, os.ErrNotExist) || strings.HasPrefix(a, "-") {
			return false
		}
	}
	return len(args) > 0
}

// dropped are the arguments that answer for files that were dropped: as a page,
// which is opened; nil: none were. It is written beside the first of them, or where temporary
// files are if nothing can be written there.
func dropped(args []string) []string {
	if !areDropped(args) {
		return nil
	}
	const name = "lanyard-answer.html"
	page := filepath.Join(filepath.Dir(args[0]), name)
	if probe, err := os.CreateTemp(filepath.Dir(args[0]), ".lanyard-*"); err != nil {
		page = filepath.Join(os.TempDir(), name)
	} else {
		probe.Close()
		os.Remove(probe.Name())
	}
	return append([]string{"check", "--format", "html", "--open", "--out", page, "--"}, args...)
}
