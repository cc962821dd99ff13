package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// writeResource puts what Windows shows about a program, and how it may start
// it, where the go command links it in: beside the program's source, under a name
// that git ignores. It returns the path; the caller removes it.
//
// The words that are the same for all stand in versioninfo.json, the rights in
// program.manifest; added here are the program's own, and the version as text and as
// the numbers that installers compare.
// Source: learn.microsoft.com/windows/win32/menurc/versioninfo-resource.
func writeResource(r release, p program, on platform) (string, error) {
	n, err := r.numbers()
	if err != nil {
		return "", err
	}
	path := filepath.Join(p.source(), fmt.Sprintf("resource_windows_%s.syso", on.arch))
	args := []string{"tool", "-modfile=build/tools/go.mod", "goversioninfo",
		"-manifest=build/dist/program.manifest", "-o=" + path,
		"-description=" + p.about, "-internal-name=" + p.name, "-original-name=" + p.file(on),
		"-file-version=" + r.version, "-product-version=" + r.version,
		fmt.Sprintf("-64=%t", on.arch == "amd64" || on.arch == "arm64"),
		fmt.Sprintf("-arm=%t", on.arch == "arm" || on.arch == "arm64"),
	}
	for i, part := range []string{"major", "minor", "patch", "build"} {
		args = append(args, fmt.Sprintf("-ver-%s=%d", part, n[i]), fmt.Sprintf("-product-ver-%s=%d", part, n[i]))
	}
	if _, err := hostGo(append(args, "build/dist/versioninfo.json")...); err != nil {
		os.Remove(path)
		return "", err
	}
	return path, nil
}
