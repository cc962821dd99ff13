package text

import (
	"cmp"
	"fmt"
	"slices"
)

// Pos is a place in a file. Line and Column count from 1; columns count code
// points. The zero Pos is the file as a whole.
type Pos struct {
	Line, Column int
}

func (p Pos) compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Severity says whether a Problem stops the file from being used.
type Severity int

const (
	// Error stops the file from being used.
	Error Severity = iota
	// Warning does not; somebody should look at it.
	Warning
)

// Problem is one thing wrong with a file.
type Problem struct {
	// File is the name of the file as it was given to Parse.
	File string
	Pos
	Severity
	// What is wrong, and how to Mend it: two parts of one sentence.
	What, Mend string
}

// String is "file:line:column: what; how to mend it". A warning has
// "warning: " before what.
func (p Problem) String() string {
	s := p.What
	if p.Severity == Warning {
		s = "warning: " + s
	}
	if p.Mend != "" {
		s += "; " + p.Mend
	}
	if p.Line > 0 {
		s = fmt.Sprintf("%d:%d: %s", p.Line, p.Column, s)
	} else {
		s = " " + s
	}
	return p.File + ":" + s
}

// Problems is a listing of everything wrong with one or more files.
type Problems []Problem

// Sort orders the problems by file and place; those of one place stay in the
// order in which they were found.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Pos.compare(b.Pos))
	})
}

// HasErrors reports whether any of the problems is an Error.
func (ps Problems) HasErrors() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error })
}

// Listing collects problems as they are found, up to 1,000, and counts the rest:
// a file can be wrong in more places than anybody reads.
type Listing struct {
	problems Problems
	first    Problem // the first one left out
	left     int
}

// full reports whether what is added is only counted, so that its words need not
// be found.
func (l *Listing) full() bool { return len(l.problems) >= maxProblems }

// Add appends a problem.
func (l *Listing) Add(p Problem) {
	if !l.full() {
		l.problems = append(l.problems, p)
		return
	}
	if l.left == 0 {
		l.first = p
	}
	l.left++
}

// Problems is what was added, in the order of the file; a last one says how many
// were left out.
func (l *Listing) Problems() Problems {
	l.problems.Sort()
	if l.left == 0 {
		return l.problems
	}
	note := l.first
	note.What = fmt.Sprintf("%d more problems are not listed", l.left)
	note.Mend = "mend those above first"
	return append(l.problems[:len(l.problems):len(l.problems)], note)
}
