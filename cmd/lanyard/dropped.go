package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// areDropped reports whether the arguments are files or folders and not a verb:
// on a desktop somebody dropped them on the program.
func areDropped(all []*command, args []string) bool {
	for _, c := range all {
		if len(args) > 0 && strings.Fields(c.name)[0] == args[0] {
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
// which is opened. It is written beside the first of them, or where temporary
// files are if nothing can be written there.
func dropped(args []string) []string {
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

// linger keeps the window in which Windows runs a program open until its words are
// read.
func linger(s streams, code int) {
	if runtime.GOOS != "windows" || code == exitOK {
		return
	}
	fmt.Fprint(s.err, "\nPress Enter to close this window. ")
	bufio.NewReader(s.in).ReadString('\n')
}
