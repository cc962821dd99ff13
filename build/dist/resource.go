package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// writeResource puts what Windows shows about the program, and how it may start
// it, where the go command links it in: beside the program's source, under a name
// that git ignores. It returns the path; the caller removes it.
//
// The words stand in versioninfo.json, the rights in program.manifest; the version
// is added here, as text and as the numbers that installers compare.
// Source: learn.microsoft.com/windows/win32/menurc/versioninfo-resource.
func writeResource(r release, p platform) (string, error) {
	n, err := r.numbers()
	if err != nil {
		return "", err
	}
	path := filepath.Join(source, fmt.Sprintf("resource_windows_%s.syso", p.arch))
	args := []string{"tool", "-modfile=build/tools/go.mod", "goversioninfo",
		"-manifest=build/dist/program.manifest", "-o=" + path,
		"-file-version=" + r.version, "-product-version=" + r.version,
		fmt.Sprintf("-64=%t", p.arch == "amd64" || p.arch == "arm64"),
		fmt.Sprintf("-arm=%t", p.arch == "arm" || p.arch == "arm64"),
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
