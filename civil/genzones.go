//go:build ignore

// Genzones makes zoneinfo.zip and testdata/zdump.txt from a tzdata.zi file.
//
// tzdata.zi is the whole time zone database as one text file. It is part of
// Debian's tzdata package (usr/share/zoneinfo/tzdata.zi) and can be made from
// the IANA distribution with "make tzdata.zi". The programs zic and zdump must
// be installed.
//
//	go run genzones.go path/to/tzdata.zi
//
// Kept are the names of the form Area/Place, and UTC. Names without a slash are
// abbreviations (EST, MET) or relics (GB, Cuba), which too many people take for
// something else.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// witnesses are the zones whose transitions, as zdump reads them, the tests
// compare with ours: each does something that others do not.
var witnesses = []string{
	"Africa/Cairo",              // gaps at midnight
	"Africa/Casablanca",         // Ramadan, tabulated to 2087
	"Africa/Monrovia",           // an offset with seconds until 1972
	"America/Nuuk",              // a rule with a negative time of day
	"America/Santiago",          // southern, gaps at midnight
	"Antarctica/Troll",          // two hours of daylight saving
	"Asia/Kathmandu",            // a change of a quarter of an hour
	"Australia/Lord_Howe",       // half an hour of daylight saving
	"Europe/Dublin",             // negative daylight saving in winter
	"Europe/London",             // the zone of the first notices
	"Pacific/Apia",              // a whole day missing, 2011-12-30
	"Pacific/Kiritimati",        // a whole day missing, 1994-12-31
	"America/Argentina/Ushuaia", // a name of three parts
	"UTC",                       // no transitions at all
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("genzones: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: go run genzones.go path/to/tzdata.zi")
	}
	if err := generate(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func generate(source string) error {
	version, err := versionOf(source)
	if err != nil {
		return err
	}
	compiled, err := os.MkdirTemp("", "genzones")
	if err != nil {
		return err
	}
	defer os.RemoveAll(compiled)
	if out, err := exec.Command("zic", "-b", "slim", "-d", compiled, source).CombinedOutput(); err != nil {
		return fmt.Errorf("running zic: %w\n%s", err, out)
	}
	if err := writeArchive("zoneinfo.zip", version, compiled); err != nil {
		return err
	}
	return writeWitnesses("testdata/zdump.txt", compiled)
}

// versionOf reads the first line, "# version 2026f".
func versionOf(source string) (string, error) {
	file, err := os.Open(source)
	if err != nil {
		return "", err
	}
	defer file.Close()
	line, err := bufio.NewReader(file).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	version, ok := strings.CutPrefix(strings.TrimSpace(line), "# version ")
	if !ok {
		return "", fmt.Errorf("%s does not begin with a version: %q", source, line)
	}
	return version, nil
}

// writeArchive writes the same bytes for the same data: names in the order of
// fs.WalkDir, no times.
func writeArchive(path, version, compiled string) error {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	add := func(name string, content []byte) error {
		entry, err := archive.Create(name)
		if err != nil {
			return err
		}
		_, err = entry.Write(content)
		return err
	}
	if err := add("+VERSION", []byte(version+"\n")); err != nil {
		return err
	}
	tree := os.DirFS(compiled)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(name, "/") && name != "UTC" {
			return err
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		return add(name, content)
	})
	if err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, buffer.Bytes(), 0o644)
}

func writeWitnesses(path, compiled string) error {
	var all bytes.Buffer
	for _, name := range witnesses {
		out, err := exec.Command("zdump", "-i", "-c", "1970,2200", filepath.Join(compiled, name)).Output()
		if err != nil {
			return fmt.Errorf("running zdump on %s: %w", name, err)
		}
		all.Write(bytes.ReplaceAll(out, []byte(compiled+"/"), nil))
	}
	return os.WriteFile(path, all.Bytes(), 0o644)
}
