// Package shipped gives tests the notices that are part of the programs.
package shipped

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// Set is the shipped notices whose file names begin with one of these, all of them
// where none is given, with facts as old as they are.
func Set(t testing.TB, begin ...string) *notice.Set {
	t.Helper()
	read := all
	if len(begin) > 0 {
		read = func() (*notice.Set, error) { return set(begin) }
	}
	s, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// all are read once for all tests of a package: they do not change.
var all = sync.OnceValues(func() (*notice.Set, error) { return set([]string{""}) })

func set(begin []string) (*notice.Set, error) {
	var wanted []*notice.Notice
	for _, name := range notices.Names() {
		for _, b := range begin {
			if !strings.HasPrefix(name, b) {
				continue
			}
			src, err := fs.ReadFile(notices.Files(), name)
			if err != nil {
				return nil, err
			}
			n, problems := notice.Parse(name, src)
			if n == nil {
				return nil, fmt.Errorf("%v", problems)
			}
			wanted = append(wanted, n)
			break
		}
	}
	s, problems := notice.NewSet(wanted, notice.Options{Age: notice.AnyAge})
	if s == nil {
		return nil, fmt.Errorf("%v", problems)
	}
	return s, nil
}
