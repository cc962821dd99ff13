package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/lanyard-id/lanyard/notice"
)

// read reads a whole file that may be at most a few bytes longer than a notice:
// the reader of notices refuses what is too long, and says so.
func read(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, plainer(err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, notice.MaxBytes+1))
	if err != nil {
		return nil, plainer(err)
	}
	return src, nil
}

// plainer says what is wrong with a file without the name of a system call.
func plainer(err error) error {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such file; check its name", path.Path)
	}
	return fmt.Errorf("%s: %w", path.Path, path.Err)
}

// notices reads notices that must be free of errors. Warnings are for those who
// write notices: only check shows them.
func (i *invocation) notices(names []string) ([]*notice.Notice, error) {
	var out []*notice.Notice
	failed := false
	for _, name := range names {
		src, err := read(name)
		if err != nil {
			return nil, err
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			failed = true
			i.errors(problems)
			continue
		}
		out = append(out, n)
	}
	if failed {
		return nil, errShown
	}
	return out, nil
}

// errors writes the errors among problems.
func (i *invocation) errors(problems notice.Problems) {
	for _, p := range problems {
		if p.Severity == notice.Error {
			fmt.Fprintln(i.err, p)
		}
	}
}

// set makes a set of notices with the exemptions and pauses of files.
func (i *invocation) set(notices []*notice.Notice, exemptions, pauses []string, o notice.Options) (*notice.Set, error) {
	failed := false
	// Civil dates of exemptions and pauses are those of the first notice.
	zone := notices[0].Zone
	for _, name := range exemptions {
		src, err := read(name)
		if err != nil {
			return nil, err
		}
		list, problems := notice.ParseExemptions(name, src, zone)
		i.errors(problems)
		failed = failed || problems.HasErrors()
		o.Exemptions = append(o.Exemptions, list...)
	}
	for _, name := range pauses {
		src, err := read(name)
		if err != nil {
			return nil, err
		}
		list, problems := notice.ParsePauses(name, src, zone)
		i.errors(problems)
		failed = failed || problems.HasErrors()
		o.Pauses = append(o.Pauses, list...)
	}
	if failed {
		return nil, errShown
	}
	set, problems := notice.NewSet(notices, o)
	for _, p := range problems {
		// A refused pause is a warning that changes decisions: it is shown.
		fmt.Fprintln(i.err, p)
	}
	if set == nil {
		return nil, errShown
	}
	return set, nil
}
