package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licenceFiles are the names under which Go modules carry their terms. Apache-2.0
// §4(d) asks for NOTICE to travel too.
var licenceFiles = []string{"LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "PATENTS*"}

// licences returns the terms of everything that is linked into the program on a
// platform: the Go library and each module. A module without terms is an error, because
// nobody may pass it on.
func licences(p program, on platform) ([]byte, error) {
	root, err := on.gocmd("env", "GOROOT")
	if err != nil {
		return nil, err
	}
	const line = `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}	{{.Dir}}{{end}}{{end}}`
	list, err := on.gocmd("list", "-deps", "-f", line, "./"+p.source())
	if err != nil {
		return nil, err
	}
	modules := strings.Split(strings.TrimSpace(string(list)), "\n")
	slices.Sort(modules)
	modules = slices.Compact(modules)

	var text bytes.Buffer
	fmt.Fprintf(&text, "The program contains the following parts under their own terms.\n")
	for _, module := range append([]string{"The Go standard library\t" + strings.TrimSpace(string(root))}, modules...) {
		name, folder, ok := strings.Cut(module, "\t")
		if !ok {
			continue // the empty line of a program without other modules
		}
		if err := appendTerms(&text, name, folder); err != nil {
			return nil, err
		}
	}
	return text.Bytes(), nil
}

// appendTerms adds the terms that folder holds under the heading name.
func appendTerms(text *bytes.Buffer, name, folder string) error {
	var paths []string
	for _, pattern := range licenceFiles {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return err
		}
		paths = append(paths, found...)
	}
	if len(paths) == 0 {
		return fmt.Errorf("%s has no licence file in %s: it may not be passed on", name, folder)
	}
	for _, path := range paths {
		terms, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(text, "\n%s\n%s: %s\n\n%s\n", strings.Repeat("=", 72), name, filepath.Base(path), bytes.TrimSpace(terms))
	}
	return nil
}
