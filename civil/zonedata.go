package civil

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// zoneinfo holds one TZif file for each zone and the release in +VERSION, a
// name that no zone can have. genzones.go makes it.
//
//go:embed zoneinfo.zip
var zoneinfo []byte

const versionEntry = "+VERSION"

// DataVersion is the release of the zone data that the package carries, such as
// "2026f". It belongs into every answer that depends on zones.
func DataVersion() string { return archive().version }

type zoneArchive struct {
	files   map[string]*zip.File
	version string
}

// archive opens the embedded data. It panics if that is damaged, which no input
// can cause and the first test shows.
var archive = sync.OnceValue(func() zoneArchive {
	reader, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic(fmt.Sprintf("opening the embedded zone data: %v", err))
	}
	opened := zoneArchive{files: make(map[string]*zip.File, len(reader.File))}
	for _, file := range reader.File {
		opened.files[file.Name] = file
	}
	version, err := readEntry(opened.files[versionEntry])
	if err != nil {
		panic(fmt.Sprintf("reading the version of the embedded zone data: %v", err))
	}
	delete(opened.files, versionEntry)
	opened.version = strings.TrimSpace(string(version))
	return opened
})

func readEntry(file *zip.File) ([]byte, error) {
	content, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(content)
}

// location decodes the zone of that name, which the caller has found in files.
func (a zoneArchive) location(name string) (*time.Location, error) {
	data, err := readEntry(a.files[name])
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}

// sameButCase finds the zone whose name differs from the given one in case only.
func (a zoneArchive) sameButCase(name string) (string, bool) {
	for known := range a.files {
		if strings.EqualFold(known, name) {
			return known, true
		}
	}
	return "", false
}
