package sheet

import (
	"io"
	"os"
)

// Path is the file on disk at path; "-" is standard input.
func Path(path string) (File, error) {
	if path == "-" {
		return File{Name: "-", Open: func() (io.ReadCloser, error) { return io.NopCloser(os.Stdin), nil }}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return File{}, &FileError{File: path, Kind: Unopened, Problem: err.Error(), Err: err}
	}
	return File{
		Name:     path,
		Open:     func() (io.ReadCloser, error) { return os.Open(path) },
		Size:     info.Size(),
		Modified: info.ModTime(),
	}, nil
}
