// Command dist makes the zips that a release consists of: one for each program and
// platform, with the program, its licence and those of what it contains, the pages, the
// notices and the JSON schemas, and a SHA256SUMS over the zips.
// Installers are made of the zips, by build/package.
//
// The bytes depend on the commit and the Go version alone: no path, clock or cache
// of the machine enters them (build/reproducible.sh proves it). The instant in the
// zips is the commit's, or SOURCE_DATE_EPOCH where there is no git.
//
// The walk: version.go names what is built, program.go has the programs, build.go
// makes one for a platform,
// resource.go what Windows shows about it, licences.go collects the licences,
// archive.go writes the zip and the sums.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// platforms is what a release is built for. Any other that Go knows can be given.
const platforms = "windows/amd64,windows/arm64,linux/amd64,linux/arm64,darwin/amd64,darwin/arm64"

func main() {
	log.SetFlags(0)
	log.SetPrefix("dist: ")
	out := flag.String("out", "out/dist", "folder for the zips; what it held is removed")
	version := flag.String("version", "", "version such as 1.4.0; by default git's tag, else 0.0.0-dev.COMMIT")
	names := flag.String("programs", programNames(), "programs, separated by commas or spaces")
	list := flag.String("platforms", platforms, "GOOS/GOARCH, separated by commas or spaces")
	flag.Parse()
	if *list == "" {
		*list = platforms
	}
	if err := run(*out, *version, *names, *list); err != nil {
		log.Fatal(err)
	}
}

// run makes the zips of the named programs for the listed platforms in out, from the
// top of the tree.
func run(out, version, names, list string) error {
	r, err := describe(version)
	if err != nil {
		return err
	}
	chosen, err := programsOf(names)
	if err != nil {
		return err
	}
	common, err := commonFiles()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var zips []string
	for _, name := range fields(list) {
		on, err := parsePlatform(name)
		if err != nil {
			return err
		}
		for _, p := range chosen {
			path := filepath.Join(out, fmt.Sprintf("%s-%s-%s-%s.zip", p.name, r.version, on.os, on.arch))
			if err := pack(path, r, p, on, common); err != nil {
				return fmt.Errorf("building %s for %s: %w", p.name, name, err)
			}
			zips = append(zips, path)
			fmt.Println(path)
		}
	}
	return writeSums(filepath.Join(out, "SHA256SUMS"), zips)
}

// fields splits a list of names.
func fields(list string) []string {
	return strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ' ' })
}

// pack builds the program for one platform and writes its zip.
func pack(path string, r release, p program, on platform, common []entry) error {
	data, err := build(r, p, on)
	if err != nil {
		return err
	}
	licences, err := licences(p, on)
	if err != nil {
		return err
	}
	entries := append([]entry{
		{name: p.file(on), data: data, executable: true},
		{name: "LICENSES-OF-PARTS", data: licences},
	}, common...)
	return writeZip(path, fmt.Sprintf("%s-%s/", p.name, r.version), r.madeAt, entries)
}

// commonFiles reads what every zip holds beside the program: the terms, the pages
// with what they link to, the notices, the schemas for editors, and what deploys the agent.
func commonFiles() ([]entry, error) {
	paths := []string{"LICENSE", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"}
	for _, pattern := range []string{
		"docs/*.md", "docs/*.json", "notices/*.yaml", "notices/*.md", "notices/story/*", "notice/schema/*.json",
		"deploy/device/*.yaml", "deploy/device/*/*.*", "deploy/device/*/*/*.*",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("nothing is found at %s; is this the top of the tree?", pattern)
		}
		paths = append(paths, found...)
	}
	var entries []entry
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name: filepath.ToSlash(path), data: data})
	}
	return entries, nil
}
