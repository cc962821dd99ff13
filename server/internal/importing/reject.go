package importing

import (
	"errors"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/readiness"
)

// rejects keeps the first rows and cells that could not be read, and counts all.
type rejects struct {
	most  int
	list  []readiness.Reject
	count int
}

const shownBytes = 100 // of a value that is rejected: some cells hold a whole file

func (r *rejects) add(file string, line int, column, value, problem, scope string) {
	r.count++
	if len(r.list) >= r.most {
		return
	}
	r.list = append(r.list, readiness.Reject{
		File: file, Line: line, Column: column,
		Value: strings.Clone(shorten(strings.ToValidUTF8(value, "�"), shownBytes)), // a clone holds on to no row
		Error: problem, Scope: scope,
	})
}

// rejectCell lists a cell that is missing from now on.
func (r *reading) rejectCell(column, value string, err error) {
	r.reject(column, value, problem(err), "cell")
}

// rejectRow lists a row that is left out.
func (r *reading) rejectRow(column, value, problem string) {
	r.reject(column, value, problem, "row")
}

func (r *reading) reject(column, value, problem, scope string) {
	r.file.Rejects++
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rejects.add(r.file.Name, r.line, column, value, problem, scope)
}

// problem returns what is wrong without the value, which stands beside it.
func problem(err error) string {
	var parse *fact.ParseError
	if errors.As(err, &parse) {
		return parse.Problem
	}
	return err.Error()
}
