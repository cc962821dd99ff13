package server

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/importing"
)

// gateEstate reads the files that a gate joins sign-ins with, and what was made of
// them; nil of both where none are given. The set names the products that count, by
// the catalogues of all its revisions.
//
// A file that cannot be read is an error, and so is one of a folder: a gate that
// did not know some of its devices would warn those whom it should refuse, and
// nobody would see why. Single rows and cells that cannot be read are in the
// account, as for an estate check.
func gateEstate(set *notice.Set, files []Input) (*estate.Estate, *importing.Account, error) {
	if len(files) == 0 {
		return nil, nil, nil
	}
	e, skipped, err := Import(Inputs{Set: set, Files: files})
	if err = errors.Join(append(skipped, err)...); err != nil {
		return nil, nil, fmt.Errorf("reading the files of the estate: %w", err)
	}
	return e.estate, &e.account, nil
}
