package sheet

import (
	"errors"
	"fmt"
	"io/fs"
)

// A RowError is a row that cannot be read. Reading goes on after it.
type RowError struct {
	File    string // the table's name
	Line    int    // on which the row began, from 1; the row's number in XLSX
	Problem string // what is wrong, and what to do
	Err     error  // the cause; nil where there is none
}

// Error names the file, the line and the problem.
func (e *RowError) Error() string {
	return fmt.Sprintf("%s: line %d: %s", shown(e.File), e.Line, e.Problem)
}

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// A FileError is a file, or a member of an archive, that cannot be read, or not
// to its end. The rows given before it are whole.
type FileError struct {
	File    string // the file's or the member's name
	Kind    Kind
	Problem string // what is wrong
	Do      string // what to do about it
	Err     error  // the cause; nil where there is none
}

// Error names the file, the problem and what to do.
func (e *FileError) Error() string {
	return fmt.Sprintf("%s: %s; %s", shown(e.File), e.Problem, e.Do)
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Kind tells the kinds of [FileError] apart. Zero is none of them.
type Kind uint8

// The kinds of a FileError.
const (
	Unreadable Kind = 1 + iota // the operating system does not give the file, or has no room to unpack it
	Empty                      // nothing is in it
	NoTable                    // it is not of a form that is read
	Protected                  // it asks for a password
	Damaged                    // it is cut off or corrupt
	TooLarge                   // it is above one of the Limits
	Changed                    // it changed while it was read
)

// shown gives a file's name for people.
func shown(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// unreadable is the error for a file that the operating system does not give.
func unreadable(name string, err error) error {
	if file := (*FileError)(nil); errors.As(err, &file) {
		return err
	}
	e := &FileError{File: name, Kind: Unreadable, Problem: "it cannot be read: " + cause(err), Do: "see that it is there and can be opened, and try again", Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem, e.Do = "there is no such file", "look at how its name is spelt"
	case errors.Is(err, fs.ErrPermission):
		e.Problem, e.Do = "it may not be read", "ask whoever owns it for the right, or close the program that holds it open"
	}
	return e
}

// damaged is the error for a file or a member whose bytes are not what its form
// asks for.
func damaged(name string, err error) error {
	if file := (*FileError)(nil); errors.As(err, &file) {
		return err
	}
	return &FileError{File: name, Kind: Damaged, Problem: "it is cut off or damaged (" + cause(err) + ")", Do: "export, download or copy it again", Err: err}
}

// noRoom is the error for a disk that does not take what must be unpacked.
func noRoom(name, dir string, err error) error {
	return &FileError{File: name, Kind: Unreadable, Problem: "it cannot be unpacked in " + dir + ": " + cause(err), Do: "free space there, or set TMPDIR (TMP on Windows) to a folder that has it", Err: err}
}

// cause gives the words of an error without the path, which the message names
// already.
func cause(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
