package sheet

import (
	"io"
	"io/fs"
	"os"
)

// Path is the file on disk at path; "-" is standard input.
func Path(path string) (File, error) {
	if path == "-" {
		f := File{Name: "-", Open: func() (io.ReadCloser, error) { return io.NopCloser(os.Stdin), nil }}
		if info := regular(os.Stdin); info != nil {
			f.Size, f.Modified = info.Size(), info.ModTime()
		}
		return f, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return File{}, unreadable(path, err)
	}
	if info.IsDir() {
		return File{}, &FileError{File: path, Kind: Unreadable, Problem: "it is a folder", Do: "name the files in it"}
	}
	f := File{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	if info.Mode().IsRegular() {
		f.Size, f.Modified = info.Size(), info.ModTime()
	}
	return f, nil
}

// regular tells how an open file stands on disk; nil for what is none, such as a
// pipe.
func regular(opened any) fs.FileInfo {
	file, ok := opened.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return nil
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return info
}
