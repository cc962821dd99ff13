package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lanyard-id/lanyard/mail"
)

// WriteFile writes a file that is there whole or not at all: under another name
// first, which then takes the place of what was there. Only its owner can read
// it, for answers name people.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("%s is a folder; name a file in it", path)
		}
		return writeInto(path, write) // a pipe or a device, which is not replaced
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return unwritten(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := buffered(f, write); err != nil {
		return unwritten(path, err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return unwritten(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return unwritten(path, err)
	}
	return nil
}

func writeInto(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return unwritten(path, err)
	}
	if err := errors.Join(buffered(f, write), f.Close()); err != nil {
		return unwritten(path, err)
	}
	return nil
}

func buffered(f *os.File, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// makeFolder makes a folder for files that name people and computers.
func makeFolder(dir string) error {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file; name a folder", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unwritten(dir, err)
	}
	return nil
}

// unwritten says that a file was not written, without the temporary name.
func unwritten(path string, err error) error {
	var cause *fs.PathError
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return fmt.Errorf("%s was not written: %w; name a place that has room and may be written to", path, err)
}

// Open opens a file that was written in the program that the desktop has for it.
func Open(path string) error { return mail.Open(path) }
