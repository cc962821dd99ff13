package sheet

import "fmt"

// A RowError is a row that cannot be read, after which reading goes on.
type RowError struct {
	File    string // the table's name
	Line    int    // on which the row began, from 1; the row's number in XLSX
	Problem string // what is wrong, and what to do
	Err     error  // the cause, nil where there is none
}

// Error names the file, the line and the problem.
func (e *RowError) Error() string {
	return fmt.Sprintf("%s: line %d: %s", shown(e.File), e.Line, e.Problem)
}

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// A FileError is a file, or a member of an archive, that cannot be read, or
// not to its end.
type FileError struct {
	File    string // the file's or the member's name
	Kind    Kind
	Problem string // what is wrong
	Do      string // what to do about it
	Err     error  // the cause, nil where there is none
}

// Error names the file, the problem and what to do.
func (e *FileError) Error() string {
	if e.Do == "" {
		return fmt.Sprintf("%s: %s", shown(e.File), e.Problem)
	}
	return fmt.Sprintf("%s: %s; %s", shown(e.File), e.Problem, e.Do)
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Kind tells kinds of [FileError] apart. The zero Kind is no kind.
type Kind uint8

// The kinds of a FileError.
const (
	_         Kind = iota
	Unopened       // the operating system does not give the file
	Empty          // nothing is in it
	NoTable        // it is not of a form that is read
	Protected      // it asks for a password
	Damaged        // it is cut off or corrupt
	TooLarge       // it is above a limit
	Changed        // it changed while it was read
)

// shown gives a file's name for people.
func shown(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
