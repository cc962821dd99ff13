package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// linux makes the deb and the rpm of a release for Linux.
func linux(r release, out string) error {
	for _, source := range []string{"build/package/agent.nfpm.yaml", "build/package/lanyard-agent.desktop", "deploy/device/agent.yaml"} {
		if err := r.add(source); err != nil {
			return err
		}
	}
	nfpm, err := nfpmPath()
	if err != nil {
		return err
	}
	environ := []string{
		"VERSION=" + r.version, "ARCH=" + r.arch,
		"SOURCE_DATE_EPOCH=" + strconv.FormatInt(r.madeAt.Unix(), 10),
	}
	// nfpm runs where it takes files from, and writes beside where the package will be:
	// that may be another file system than the one of temporary files.
	folder, err := os.MkdirTemp(out, "nfpm-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	target, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	for _, kind := range []string{"deb", "rpm"} {
		if _, err := tool(r.dir, environ, nfpm, "package", "--config", "agent.nfpm.yaml", "--packager", kind, "--target", target); err != nil {
			return err
		}
		// The name is nfpm's, by the custom of each kind.
		found, err := filepath.Glob(filepath.Join(folder, "*."+kind))
		if err != nil || len(found) != 1 {
			return fmt.Errorf("nfpm made %q, want one %s: %w", found, kind, err)
		}
		path := filepath.Join(out, filepath.Base(found[0]))
		if err := os.Rename(found[0], path); err != nil {
			return err
		}
		if err := made(path); err != nil {
			return err
		}
	}
	return nil
}

// nfpmPath is where the go command keeps nfpm, which it builds first where needed.
// nfpm itself must run elsewhere: it takes files from where it runs.
func nfpmPath() (string, error) {
	program := os.Getenv("GO")
	if program == "" {
		program = "go"
	}
	var complaints strings.Builder
	cmd := exec.Command(program, "tool", "-modfile=build/tools/go.mod", "-n", "nfpm")
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("building nfpm: %w\n%s", err, complaints.String())
	}
	return strings.TrimSpace(string(out)), nil
}
