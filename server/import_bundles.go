package server

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gather"
	"github.com/lanyard-id/lanyard/server/internal/importing"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/lanyard-id/lanyard/wire"
)

// bundles are the files that agents wrote into a folder, or a ZIP of them: one for
// each device, up to a million.
type bundles struct {
	path     string
	isFolder bool

	mu     sync.Mutex
	beside []string // JSON of the folder that is no bundle
	others int      // files of the ZIP that are no JSON
}

const (
	// headsSeen is how many files of a folder are looked at to find one bundle.
	headsSeen = 64
	headBytes = 256
	// maxBeside is how many other files of JSON a folder of bundles may have;
	// what is beyond them is listed as no bundle.
	maxBeside = 10_000
)

// bundlesOf tells whether a folder or file is one of bundles; nil if it is not.
// What is no bundle by its name or its beginning is an export like any other.
func bundlesOf(path string, isFolder bool) *bundles {
	found := false
	enough := func(head []byte) bool {
		found = found || importing.IsBundle(head)
		return found
	}
	switch {
	case isFolder:
		// What cannot be listed is told by whoever lists it for exports.
		_ = gather.Heads(path, headsSeen, headBytes, isJSON, enough)
	case isZip(path):
		_ = gather.ZipHeads(path, headsSeen, headBytes, isJSON, enough)
	}
	if !found {
		return nil
	}
	return &bundles{path: path, isFolder: isFolder}
}

// archiveOfBundles tells whether a file is a ZIP of bundles, unless somebody said
// what it is.
func archiveOfBundles(path, kind string) *bundles {
	if kind != "" {
		return nil
	}
	return bundlesOf(path, false)
}

func isJSON(name string) bool {
	return strings.EqualFold(filepath.Ext(name), ".json") && !strings.HasPrefix(name, ".")
}

// isZip reports whether a file begins as a ZIP does.
func isZip(path string) bool {
	if path == "-" || !isRegular(path) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [4]byte
	_, err = io.ReadFull(f, head[:])
	return err == nil && string(head[:]) == "PK\x03\x04"
}

// table shows the bundles to the importer.
func (b *bundles) table(progress func(int64)) importing.Table {
	t := importing.Table{Name: b.path, Form: "a folder, JSON", Made: time.Now()}
	if !b.isFolder {
		t.Form = "ZIP, JSON"
	}
	t.Bundles = func(taker func() func(importing.BundleFile)) error {
		o := gather.Options{Wanted: isJSON, MaxBytes: wire.MaxBundle, Read: func(n int) { progress(int64(n)) }}
		if b.isFolder {
			return gather.Folder(b.path, o, func() func(gather.File) { return b.sort(taker()) })
		}
		o.Wanted = func(name string) bool {
			if !isJSON(name) {
				b.others++
			}
			return isJSON(name)
		}
		return gather.Zip(b.path, o, func() func(gather.File) { return passOn(taker()) })
	}
	return t
}

// sort passes on what is a bundle, or may have been meant to be one. Other JSON of
// a folder may be an export.
func (b *bundles) sort(take func(importing.BundleFile)) func(gather.File) {
	pass := passOn(take)
	return func(f gather.File) {
		if f.Err == nil && len(f.Src) > 0 && !importing.IsBundle(f.Src) && b.keepBeside(f.Name) {
			return
		}
		pass(f)
	}
}

func (b *bundles) keepBeside(name string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.beside) == maxBeside {
		return false
	}
	b.beside = append(b.beside, name)
	return true
}

func passOn(take func(importing.BundleFile)) func(gather.File) {
	return func(f gather.File) {
		take(importing.BundleFile{Name: f.Name, Src: f.Src, Err: f.Err, Modified: f.Modified})
	}
}

// besideBundles are the other files of JSON in folders of bundles, and what is
// not read of archives.
func besideBundles(files []source) (beside []source, unread []error) {
	for _, f := range files {
		if f.bundles == nil {
			continue
		}
		slices.Sort(f.bundles.beside)
		for _, name := range f.bundles.beside {
			file, err := sheet.Path(filepath.Join(f.bundles.path, name))
			if err != nil {
				unread = append(unread, err)
				continue
			}
			beside = append(beside, source{File: file})
		}
		if f.bundles.others > 0 {
			unread = append(unread, fmt.Errorf("%s: it holds bundles of agents, and %d other files in it are not read; take them out of it", f.Name, f.bundles.others))
		}
	}
	return beside, unread
}
