package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// toFile writes a file beside its place and moves it there, so that a full disk or a
// killed program leaves no half of it, and who collects files never reads one. What is
// there and is no file, such as a pipe or /dev/null, is written into, and stays what it
// is.
func toFile(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return about(name, into(name, info.Mode(), b.Bytes()))
	}
	return about(name, beside(name, b.Bytes()))
}

// about says what is wrong with the file that was asked for, and not with the one
// beside it, whose name tells nobody anything.
func about(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such folder; make it first", filepath.Dir(name))
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	} else if link, ok := errors.AsType[*os.LinkError](err); ok {
		err = link.Err
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("writing %s: %w", name, err)
}

// into writes into a device or a pipe.
func into(name string, mode fs.FileMode, content []byte) error {
	if mode.IsDir() {
		return errors.New("it is a folder; give the name of a file")
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

// beside makes a new file with a name that nobody can guess, and so put a link there
// before, and moves it to its place.
func beside(name string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync() // or a loss of power would leave an empty file with that name
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
