package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// platform is one GOOS/GOARCH.
type platform struct{ os, arch string }

func parsePlatform(name string) (platform, error) {
	goos, arch, ok := strings.Cut(name, "/")
	if !ok || goos == "" || arch == "" {
		return platform{}, fmt.Errorf("platform %q: want GOOS/GOARCH, such as linux/amd64", name)
	}
	return platform{goos, arch}, nil
}

// environ is the machine's environment with everything settled that would change
// the bytes: the oldest processors of each kind, no cgo.
func (p platform) environ() []string {
	return append(os.Environ(), "GOOS="+p.os, "GOARCH="+p.arch,
		"CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=")
}

// build compiles the program for one platform and returns its bytes.
func build(r release, p program, on platform) ([]byte, error) {
	if on.os == "windows" {
		resource, err := writeResource(r, p, on)
		if err != nil {
			return nil, err
		}
		defer os.Remove(resource)
	}
	folder, err := os.MkdirTemp("", "lanyard-dist-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, p.file(on))
	if _, err := on.gocmd("build", "-trimpath", "-buildvcs=auto", "-tags=", "-mod=readonly",
		"-ldflags=-s -w -X main.version="+r.version, "-o", path, "./"+p.source()); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return data, p.fits(len(data))
}

// gocmd runs the go command for p and returns what it printed.
func (p platform) gocmd(args ...string) ([]byte, error) {
	return runGo(p.environ(), args)
}

// hostGo runs the go command for this machine: for tools, which run here.
func hostGo(args ...string) ([]byte, error) {
	return runGo(os.Environ(), args)
}

func runGo(environ, args []string) ([]byte, error) {
	program := os.Getenv("GO")
	if program == "" {
		program = "go"
	}
	var problem bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env = environ
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, &problem)
	}
	return out, nil
}
