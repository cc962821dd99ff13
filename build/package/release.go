package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// release is one unpacked zip of the agent.
type release struct {
	version  string // such as 1.4.0 or 1.4.0-rc.1
	os, arch string
	madeAt   time.Time
	dir      string // the folder that has its files
}

// zipName is the name of a zip, as build/dist gives it.
var zipName = regexp.MustCompile(`^lanyard-agent-([0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?)-([a-z0-9]+)-([a-z0-9]+)\.zip$`)

// unpack unpacks the agent's zip below dir.
func unpack(path, dir string) (release, error) {
	m := zipName.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return release{}, errors.New("its name is none that make dist gives")
	}
	archive, err := zip.OpenReader(path)
	if err != nil {
		return release{}, err
	}
	defer archive.Close()
	top := "lanyard-agent-" + m[1]
	r := release{version: m[1], os: m[2], arch: m[3], dir: filepath.Join(dir, top)}
	for _, f := range archive.File {
		if !filepath.IsLocal(f.Name) || !strings.HasPrefix(f.Name, top+"/") {
			return release{}, fmt.Errorf("it holds %q, which is not below %s", f.Name, top)
		}
		r.madeAt = f.Modified.UTC() // all of a zip carry the same
		if err := extract(f, filepath.Join(dir, filepath.FromSlash(f.Name))); err != nil {
			return release{}, err
		}
	}
	if _, err := os.Stat(r.program()); err != nil {
		return release{}, fmt.Errorf("it holds no program: %w", err)
	}
	return r, nil
}

// extract writes one file with its rights and its instant.
func extract(f *zip.File, path string) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, f.Mode().Perm())
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return os.Chtimes(path, f.Modified, f.Modified)
}

// program is the path of the program.
func (r release) program() string {
	if r.os == "windows" {
		return filepath.Join(r.dir, "lanyard-agent.exe")
	}
	return filepath.Join(r.dir, "lanyard-agent")
}

// add puts a file of this tree beside the others, with their instant.
func (r release) add(source string) error {
	data, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	path := filepath.Join(r.dir, filepath.Base(source))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	return os.Chtimes(path, r.madeAt, r.madeAt)
}
