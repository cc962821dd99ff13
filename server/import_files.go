package server

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/gather"
	"github.com/lanyard-id/lanyard/server/internal/importing"
	"github.com/lanyard-id/lanyard/server/internal/sample"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

// source is one file to read.
type source struct {
	sheet.File
	kind    importing.Kind
	bundles *bundles // instead of the file itself
}

// files opens nothing yet: it finds what is in folders, and keeps standard input
// and pipes in files, since an export is read twice: to see what it is, and for its rows.
func (in *Inputs) files() (files []source, clean func(), skipped []error) {
	var spooled []string
	clean = func() {
		for _, path := range spooled {
			os.Remove(path)
		}
	}
	for _, input := range in.Files {
		kind := kinds[input.Kind]
		paths := []string{input.Path}
		if info, err := os.Stat(input.Path); err == nil && info.IsDir() {
			b := bundlesOf(input.Path, true)
			if paths, err = exportsIn(input.Path, b != nil); err != nil {
				skipped = append(skipped, err)
				continue
			}
			if b != nil {
				files = append(files, source{File: sheet.File{Name: input.Path}, bundles: b})
			}
		}
		for _, path := range paths {
			if b := archiveOfBundles(path, input.Kind); b != nil {
				files = append(files, source{File: sheet.File{Name: path}, bundles: b})
				continue
			}
			f, err := sheet.Path(path)
			if err == nil && !isRegular(path) {
				var kept string
				f, kept, err = spool(f)
				spooled = append(spooled, kept)
			}
			if err != nil {
				skipped = append(skipped, err)
				continue
			}
			files = append(files, source{File: f, kind: kind})
		}
	}
	return files, clean, skipped
}

// paths are the files on disk that are read; an earlier answer is not.
func (in *Inputs) paths(files []source, l *looked) []string {
	paths := slices.Concat(in.Products, in.Maps, in.Patterns)
	for _, f := range files {
		if !slices.ContainsFunc(l.answers.files, func(a readiness.File) bool { return a.Name == f.Name }) {
			paths = append(paths, f.Name)
		}
	}
	return paths
}

// isRegular reports whether a file can be read twice: not so standard input, a
// pipe or a device.
func isRegular(path string) bool {
	info, err := os.Stat(path)
	return path != "-" && err == nil && info.Mode().IsRegular()
}

// exportsIn lists the files of a folder that may be exports, by their names: a
// folder has notes and pictures too. What is named is read whatever its name. In a
// folder of bundles those are not among them: there may be a million.
func exportsIn(folder string, ofBundles bool) ([]string, error) {
	var paths []string
	err := gather.Names(folder, func(name string) {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".json":
			if ofBundles {
				return
			}
		case ".csv", ".tsv", ".txt", ".xlsx", ".zip", ".gz", ".jsonl", ".ndjson", ".log":
		default:
			return
		}
		path := filepath.Join(folder, name)
		if !strings.HasPrefix(name, ".") && name != sample.Marker && mayHoldRows(path) {
			paths = append(paths, path)
		}
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	if len(paths) == 0 && !ofBundles {
		return nil, fmt.Errorf("%s: there is no export in this folder; name the files", folder)
	}
	return paths, nil
}

// mayHoldRows reports whether a file of a folder can be read to an end: a pipe
// would be waited for, perhaps for ever. What is not there any more is said later.
func mayHoldRows(path string) bool {
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// spool keeps standard input or a pipe in a file that only its owner can read.
func spool(f sheet.File) (kept sheet.File, path string, err error) {
	in, err := f.Open()
	if err != nil {
		return f, "", err
	}
	defer in.Close()
	out, err := os.CreateTemp("", "lanyard-*.input")
	if err != nil {
		return f, "", err
	}
	if _, err = io.Copy(out, in); err == nil {
		err = out.Close()
	}
	if err != nil {
		out.Close()
		return f, out.Name(), fmt.Errorf("%s: keeping it in a file, to read it twice: %w", f.Name, err)
	}
	kept, err = sheet.Path(out.Name())
	kept.Name = f.Name
	return kept, out.Name(), err
}

// areInvented reports whether any of the files is of a sample.
func (in *Inputs) areInvented() bool {
	for _, f := range in.Files {
		folder := f.Path
		if info, err := os.Stat(folder); err == nil && !info.IsDir() {
			folder = filepath.Dir(folder)
		}
		if _, err := os.Stat(filepath.Join(folder, sample.Marker)); err == nil {
			return true
		}
	}
	return false
}
