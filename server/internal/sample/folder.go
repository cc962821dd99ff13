package sample

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Marker is the file by which Write knows a folder as its own. It says in words
// what the folder holds and of which options it was made.
const Marker = "lanyard-sample.txt"

// partial ends the name of a file that is not whole yet.
const partial = ".part"

// folder is where the files of one estate go.
type folder struct{ dir string }

// openFolder makes the folder or empties it of what an earlier run wrote: files
// of two estates side by side would read as one that contradicts itself. It
// refuses a folder with files and without the marker.
func openFolder(dir, words string) (*folder, error) {
	f := &folder{dir}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, &WriteError{dir, cause(err)}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &WriteError{dir, cause(err)}
	}
	if _, err := os.Lstat(f.path(Marker)); len(entries) > 0 && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w (there is %s)", dir, ErrOccupied, entries[0].Name())
	} else if len(entries) > 0 && err != nil {
		return nil, &WriteError{f.path(Marker), cause(err)}
	}
	for _, name := range everyName() {
		if err := errors.Join(f.remove(name+partial), f.remove(name)); err != nil {
			return nil, err
		}
	}
	if err := f.remove(Marker + partial); err != nil {
		return nil, err
	}
	_, err = f.write(Marker, func(w io.Writer) (int, error) {
		_, err := io.WriteString(w, words)
		return 0, err
	})
	return f, err
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *folder) remove(name string) error {
	if err := os.Remove(f.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &WriteError{f.path(name), cause(err)}
	}
	return nil
}

// write has a file filled under another name, brings it to the disk, and only
// then gives it its own. It passes on the number of rows that fill counted.
func (f *folder) write(name string, fill func(io.Writer) (int, error)) (int, error) {
	path := f.path(name)
	if strings.Contains(name, "/") {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return 0, &WriteError{path, cause(err)}
		}
	}
	rows, err := replace(path, fill)
	if err != nil {
		return 0, &WriteError{path, cause(err)}
	}
	return rows, nil
}

func replace(path string, fill func(io.Writer) (int, error)) (rows int, err error) {
	// O_EXCL: what stands there under this name is not ours to write into.
	file, err := os.OpenFile(path+partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			os.Remove(path + partial) // the error that is told comes first
		}
	}()
	rows, err = fill(file)
	if err == nil {
		err = file.Sync() // a full disk may show here and nowhere before
	}
	if err = cmp.Or(err, file.Close()); err != nil {
		return 0, err
	}
	return rows, os.Rename(path+partial, path)
}
