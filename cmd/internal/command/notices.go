package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// File reads a whole file that may be at most a few bytes longer than a notice:
// the reader of notices refuses what is too long, and says so.
func File(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, Plainer(err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, notice.MaxBytes+1))
	if err != nil {
		return nil, Plainer(err)
	}
	return src, nil
}

// Plainer says what is wrong with a file without the name of a system call.
func Plainer(err error) error {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such file; check its name", path.Path)
	}
	return fmt.Errorf("%s: %w", path.Path, path.Err)
}

// Notices reads notices that must be free of errors. Warnings are for those who
// write notices: only check shows them.
func (i *Invocation) Notices(names []string) ([]*notice.Notice, error) {
	var out []*notice.Notice
	failed := false
	for _, name := range names {
		src, err := File(name)
		if err != nil {
			return nil, err
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			failed = true
			i.Errors(problems)
			continue
		}
		out = append(out, n)
	}
	if failed {
		return nil, ErrShown
	}
	return out, nil
}

// Errors writes the errors among problems.
func (i *Invocation) Errors(problems notice.Problems) {
	for _, p := range problems {
		if p.Severity == notice.Error {
			fmt.Fprintln(i.Err, p)
		}
	}
}

// Set makes a set of notices with the exemptions and pauses of files.
func (i *Invocation) Set(notices []*notice.Notice, exemptions, pauses []string, o notice.Options) (*notice.Set, error) {
	failed := false
	// Civil dates of exemptions and pauses are those of the first notice.
	zone := notices[0].Zone
	for _, name := range exemptions {
		src, err := File(name)
		if err != nil {
			return nil, err
		}
		list, problems := notice.ParseExemptions(name, src, zone)
		i.Errors(problems)
		failed = failed || problems.HasErrors()
		o.Exemptions = append(o.Exemptions, list...)
	}
	for _, name := range pauses {
		src, err := File(name)
		if err != nil {
			return nil, err
		}
		list, problems := notice.ParsePauses(name, src, zone)
		i.Errors(problems)
		failed = failed || problems.HasErrors()
		o.Pauses = append(o.Pauses, list...)
	}
	if failed {
		return nil, ErrShown
	}
	set, problems := notice.NewSet(notices, o)
	for _, p := range problems {
		// A refused pause is a warning that changes decisions: it is shown.
		fmt.Fprintln(i.Err, p)
	}
	if set == nil {
		return nil, ErrShown
	}
	return set, nil
}

// NoticesOrShipped reads notices; those that are part of the program where none
// is named.
func (i *Invocation) NoticesOrShipped(files []string) ([]*notice.Notice, error) {
	if len(files) > 0 {
		return i.Notices(files)
	}
	var out []*notice.Notice
	for _, name := range notices.Names() {
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			return nil, err
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			i.Errors(problems)
			return nil, ErrShown
		}
		out = append(out, n)
	}
	return out, nil
}

// InFolders puts the notices that lie in folders in their place. Cases beside them
// (_test.yaml) are left out.
func InFolders(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			out = append(out, name) // whoever reads it says what is wrong
			continue
		}
		in, err := filepath.Glob(filepath.Join(name, "*.yaml"))
		if err != nil {
			return nil, err
		}
		for _, path := range in {
			if !strings.HasSuffix(path, "_test.yaml") {
				out = append(out, path)
			}
		}
	}
	return out, nil
}
